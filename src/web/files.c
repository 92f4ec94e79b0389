/* See files.h. */
#include "web/files.h"

#include "gen/web_files.h"

static const struct {
	const char *name, *type, *bytes;
	size_t n;
} files[] = { WEB_FILE_1, WEB_FILE_2, WEB_FILE_3,
	WEB_FILE_4 };
static const char *const hrefs[] = { "/static/" WEB_FILE_NAME_1,
	"/static/" WEB_FILE_NAME_2, "/static/" WEB_FILE_NAME_3,
	"/static/" WEB_FILE_NAME_4 };
enum { FILES = sizeof(files) / sizeof(files[0]) };

const char *
web_file_href(const char *name)
{
	size_t stem = strcspn(name, ".");

	for (size_t i = 0; i < FILES; i++)
		if (strncmp(files[i].name, name, stem) == 0)
			return hrefs[i];
	return "/static/";
}

void
web_file_put(struct visit *v, const char *name)
{
	size_t stem = strcspn(name, ".");

	for (size_t i = 0; i < FILES; i++)
		if (strncmp(files[i].name, name, stem) == 0) {
			v->response->type = files[i].type;
			buf_put(v->page.out, files[i].bytes, files[i].n);
		}
}

void
page_file(struct visit *v)
{
	for (size_t i = 0; i < FILES; i++) {
		if (!str_eq(v->rest, str_from(files[i].name)))
			continue;
		v->response->type = files[i].type;
		v->response->lasting = true;
		buf_put(v->page.out, files[i].bytes, files[i].n);
		return;
	}
	visit_problem(v, 404, "No such file", "It may be of an older Reftel. "
	    "Load the page again.");
}
