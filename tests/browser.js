/*
 * The reading room in a real browser: every page and view, at two widths, light
 * and dark, with and without JavaScript, by keyboard alone, and held against
 * the rules of axe-core. Prints "ok NAME" or "not ok NAME".
 *
 *	node browser.js TOOLS URL [SCREENSHOTS]
 *
 * TOOLS is a folder with node_modules. Screenshots, if a folder for them is
 * given, are for people to look at.
 */
"use strict";

const fs = require("fs");
const path = require("path");

const [tools, base, shots] = process.argv.slice(2);
const load = (name) => require(path.resolve(tools, "node_modules", name));
const { chromium } = load("playwright-core");
const axe = fs.readFileSync(path.resolve(tools,
	"node_modules/axe-core/axe.min.js"), "utf8");

const pages = ["/", "/search", "/search?q=crown", "/search?q=from:(",
	"/search?q=nothingatall", "/07STRELSAU756", "/07STRELSAU756/source",
	"/07STRELSAU756/faults", "/07STRELSAU756/as-sent",
	"/07STRELSAU756/compare", "/09STRELSAU512", "/75STRELSAU2206",
	"/10STRELSAU318", "/thread/07STRELSAU756", "/posts", "/tags",
	"/years", "/gaps", "/about", "/help", "/list?ids=07STRELSAU756,x",
	"/batch?lines=crown%0Agoat", "/api/", "/07ZENDA41", "/nothing"];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
	"best-practice"];

let status = 0;
function report(name, faults) {
	faults.forEach((f) => console.log("# " + String(f).replace(/\n/g,
		"\n# ")));
	console.log((faults.length === 0 ? "ok " : "not ok ") + name);
	if (faults.length > 0)
		status = 1;
}

/* What a page does that none should: asks others, complains, overflows. */
function watch(page, faults) {
	page.on("request", (r) => {
		if (!r.url().startsWith(base))
			faults.push("asks for " + r.url());
	});
	page.on("pageerror", (e) => faults.push("fails: " + e.message));
	page.on("console", (m) => {
		if (m.type() === "error" && !/status of 40[04]/.test(m.text()))
			faults.push("says: " + m.text());
	});
}

async function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth -
		document.documentElement.clientWidth);
}

function shot_name(target, width, scheme) {
	return path.join(shots, (target.replace(/[^A-Za-z0-9]+/g, "_") ||
		"home") + "-" + width + "-" + scheme + ".png");
}

async function look(browser, width, scheme, thoroughly) {
	/* axe is put into the page, which its own policy would forbid */
	const context = await browser.newContext({ colorScheme: scheme,
		viewport: { width, height: 900 }, bypassCSP: true });

	for (const target of pages) {
		const page = await context.newPage();
		const faults = [];

		watch(page, faults);
		await page.goto(base + target);
		if (await overflow(page) > 0)
			faults.push("wider than the screen");
		if (shots)
			await page.screenshot({ fullPage: true,
				path: shot_name(target, width, scheme) });
		if (!thoroughly) {
			report(`${target} at ${width}, ${scheme}`, faults);
			await page.close();
			continue;
		}
		await page.evaluate(axe);
		const found = await page.evaluate((tags) => axe.run(
			{ runOnly: tags }), rules);
		found.violations.forEach((v) => faults.push(v.id + ": " +
			v.help + "\n  " + v.nodes.slice(0, 3).map((n) =>
			n.html.slice(0, 160)).join("\n  ")));
		report(`${target} at ${width}, ${scheme}`, faults);
		await page.close();
	}
	await context.close();
}

/* Everything is there without JavaScript, and under the page's own policy. */
async function without_script(browser) {
	const context = await browser.newContext({ javaScriptEnabled: false,
		viewport: { width: 1024, height: 800 } });
	const page = await context.newPage();
	const faults = [];

	watch(page, faults);
	await page.goto(base + "/");
	await page.fill("#q", "crown");
	await page.press("#q", "Enter");
	if (await page.locator(".results > li").count() === 0)
		faults.push("no results");
	await page.click(".facets .name >> nth=0");
	if (!/from%3A|from:/.test(page.url()))
		faults.push("a facet does not narrow: " + page.url());
	await page.click(".results h2 a >> nth=0");
	if (await page.locator(".text .par").count() === 0)
		faults.push("no paragraphs");
	await page.click("text=Source");
	if (await page.locator(".bytes a").count() < 10)
		faults.push("no values are marked");
	await page.goto(base + "/07STRELSAU756");
	await page.click("summary:has-text('Heading')");
	if (!await page.locator("details.heading pre").isVisible())
		faults.push("the heading does not open");
	report("without JavaScript", faults);
	await context.close();
}

async function focused(page) {
	return page.evaluate(() => {
		const e = document.activeElement;

		return e.id || e.className || e.tagName;
	});
}

async function by_keyboard(browser) {
	const context = await browser.newContext({
		viewport: { width: 1024, height: 800 } });
	const page = await context.newPage();
	const faults = [];
	const expect = async (what, holds) => {
		if (!await holds)
			faults.push(what);
	};

	watch(page, faults);
	await page.goto(base + "/07STRELSAU756");
	await page.keyboard.press("Tab");
	await expect("Tab does not reach the skip link first",
		focused(page).then((f) => f === "skip"));
	await expect("the skip link does not show",
		page.locator(".skip").evaluate((e) =>
			e.getBoundingClientRect().left >= 0));
	await page.keyboard.press("Enter");
	await expect("the skip link does not lead to the text",
		focused(page).then((f) => f === "main"));
	await page.keyboard.press("/");
	await expect("/ does not lead to the search box",
		focused(page).then((f) => f === "q"));
	await page.keyboard.press("Escape");
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await expect("j does not go from paragraph to paragraph",
		page.evaluate(() => document.activeElement.id === "2"));
	await page.keyboard.press("k");
	await expect("k does not go back",
		page.evaluate(() => document.activeElement.id === "1"));
	await page.locator(".explained .word").first().focus();
	await expect("an explanation does not show on focus",
		page.locator(".explained .tip").first().isVisible());
	await page.keyboard.press("n");
	await page.waitForURL(/07STRELSAU781/).catch(() =>
		faults.push("n does not lead to the next telegram"));
	await page.keyboard.press("p");
	await page.waitForURL(/07STRELSAU756/).catch(() =>
		faults.push("p does not lead back"));
	await page.keyboard.press("?");
	await page.waitForURL(/help#keys/).catch(() =>
		faults.push("? does not lead to the help"));
	await page.goto(base + "/07STRELSAU756/source");
	await page.hover(".bytes a >> nth=3");
	await expect("hover does not mark the other side",
		page.locator(".values .on").count().then((n) => n === 1));
	report("by keyboard", faults);
	await context.close();
}

async function addresses(browser) {
	const context = await browser.newContext();
	const page = await context.newPage();
	const faults = [];

	watch(page, faults);
	await page.goto(base + "/07STRELSAU756#4");
	const at = await page.locator("[id='4']").evaluate((e) =>
		e.getBoundingClientRect().top);
	if (at < 0 || at > 700)
		faults.push("the paragraph is not in sight: " + at);
	await page.goto(base + "/07STRELSAU756");
	await page.click(".ref >> text=06 STRELSAU 1166");
	if (!page.url().endsWith("/06STRELSAU1166"))
		faults.push("a reference leads to " + page.url());
	report("addresses", faults);
	await context.close();
}

(async () => {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox"] });

	/* The rules look at sizes and at colours: each of both is seen once. */
	await look(browser, 360, "light", true);
	await look(browser, 1440, "dark", true);
	await look(browser, 360, "dark", false);
	await look(browser, 1440, "light", false);
	await without_script(browser);
	await by_keyboard(browser);
	await addresses(browser);
	await browser.close();
	process.exit(status);
})();
