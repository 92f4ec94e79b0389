/*
 * What makes reading nicer; nothing here is needed. Keys, buttons that copy,
 * and marks on both sides of the view Source.
 */
"use strict";

(function () {
	var box = document.getElementById("q");
	var keys = {
		"/": function () { box.focus(); box.select(); },
		"j": function () { step(1); },
		"k": function () { step(-1); },
		"n": function () { follow("next"); },
		"p": function () { follow("prev"); },
		"?": function () { location.href = "/help#keys"; }
	};

	/* Results in a list, paragraphs in a telegram. */
	function stops() {
		return document.querySelectorAll(
			".results > li a.title, .text > .par, .step");
	}

	function step(by) {
		var all = Array.prototype.slice.call(stops());
		var at = all.indexOf(document.activeElement) + by;

		if (all.length === 0)
			return;
		at = Math.max(0, Math.min(all.length - 1, at));
		if (!all[at].hasAttribute("href"))
			all[at].setAttribute("tabindex", "-1");
		all[at].focus();
		all[at].scrollIntoView({ block: "nearest" });
	}

	function follow(rel) {
		var a = document.querySelector("a[rel=" + rel + "]");

		if (a)
			location.href = a.href;
	}

	document.addEventListener("keydown", function (e) {
		var in_field = /^(INPUT|TEXTAREA|SELECT)$/.test(
			e.target.tagName);

		if (e.key === "Escape" && in_field)
			e.target.blur();
		if (in_field || e.ctrlKey || e.metaKey || e.altKey ||
			!keys[e.key])
			return;
		e.preventDefault();
		keys[e.key]();
	});

	document.querySelectorAll(".copied").forEach(function (from) {
		var button = document.createElement("button");

		if (!navigator.clipboard)
			return;
		button.type = "button";
		button.className = "copy";
		button.textContent = "Copy";
		button.addEventListener("click", function () {
			navigator.clipboard.writeText(from.textContent).then(
				function () {
					button.textContent = "Copied";
					setTimeout(function () {
						button.textContent = "Copy";
					}, 1500);
				});
		});
		from.insertAdjacentElement("afterend", button);
	});

	/*
	 * The reading list: its link grows by a telegram at a time. What is
	 * remembered, on this machine alone, is that link.
	 */
	var keep = document.querySelector("a.keep");
	var list = location.pathname === "/list";

	function remembered() {
		try {
			return localStorage.getItem("list") || "";
		} catch (e) {
			return "";
		}
	}
	function remember(ids) {
		try {
			localStorage.setItem("list", ids);
		} catch (e) {
			/* then it is in the link only */
		}
	}
	if (list && new URLSearchParams(location.search).has("ids"))
		remember(new URLSearchParams(location.search).get("ids"));
	if (keep) {
		var one = new URLSearchParams(keep.search).get("ids");
		var all = remembered().split(",").filter(Boolean);

		if (all.indexOf(one) < 0)
			all.push(one);
		else
			keep.textContent = "It is on your reading list";
		keep.href = "/list?ids=" + encodeURIComponent(all.join(","));
	}
	document.querySelectorAll("nav.menu a[href='/list']").forEach(
		function (a) {
			if (!list && remembered() !== "")
				a.href = "/list?ids=" +
					encodeURIComponent(remembered());
		});

	/* Either side of the view Source marks the other. */
	function twin(e, on) {
		var a = e.target.closest && e.target.closest(
			".bytes a, .values div");
		var n, other;

		if (!a)
			return;
		if (a.tagName === "A") {
			other = document.querySelectorAll(a.getAttribute(
				"href"));
		} else {
			n = a.id.substring(1);
			other = document.querySelectorAll(
				".bytes a[href='#v" + n + "']");
		}
		other.forEach(function (o) { o.classList.toggle("on", on); });
	}
	if (document.querySelector(".sides")) {
		["mouseover", "focusin"].forEach(function (type) {
			document.addEventListener(type, function (e) {
				twin(e, true);
			});
		});
		["mouseout", "focusout"].forEach(function (type) {
			document.addEventListener(type, function (e) {
				twin(e, false);
			});
		});
	}
})();
