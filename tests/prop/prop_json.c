/* Whatever the input, each record is a line of valid JSON, pretty or not,
 * and every pointer in "spans" and "inferred" names a value in it. */
#include "prop.h"

/* Each string in the list or key of the object at `pointer` of the record. */
static void
check_pointers(struct str record, const char *pointer, bool keys)
{
	const char *p, *v;
	size_t n, vn;
	struct json_in in;

	if (!json_find(record.p, record.n, pointer, strlen(pointer), &p, &n)) {
		breach("no %s", pointer);
		return;
	}
	in = (struct json_in){ p + 1, p + n, 0 };
	while (*in.p == '"') {
		const char *name = in.p + 1;

		json_skip_string(&in);
		if (!json_find(record.p, record.n, name,
		    (size_t)(in.p - 1 - name), &v, &vn))
			breach("%s: nothing at %.*s", pointer,
			    (int)(in.p - 1 - name), name);
		else if (vn == 4 && memcmp(v, "null", 4) == 0)
			breach("%s: null at %.*s", pointer,
			    (int)(in.p - 1 - name), name);
		if (keys && json_eat(&in, ":"))
			json_skip_value(&in);
		json_eat(&in, ",");
	}
}

static void
check_telegram(const struct reftel_telegram *t, void *ctx)
{
	(void)ctx;
	for (int i = 0; i < 4; i++) {
		const struct reftel_json_options options = { .pretty = i & 1,
			.spans = i & 2 };
		char *json;
		size_t n;

		if (reftel_telegram_json(t, &options, &json, &n) !=
		    REFTEL_OK) {
			breach("no JSON");
			continue;
		}
		if (!json_valid(json, n))
			breach("invalid JSON");
		else if (!options.pretty && memchr(json, '\n', n) != NULL)
			breach("record of several lines");
		else if (!options.pretty && options.spans) {
			check_pointers(str_make(json, n), "/spans", true);
			check_pointers(str_make(json, n), "/inferred", false);
		}
		free(json);
	}
}

int
main(int argc, char **argv)
{
	const struct reftel_options options = { 0 };

	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);
		enum reftel_status ended;

		each_telegram(reftel_reader_mem(&options, in.p, in.n),
		    check_telegram, NULL, &ended);
		free((char *)in.p);
	}
	return prop_status;
}
