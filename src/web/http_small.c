/* What makes responses small: not sent again to who has them, and packed. */
#include <string.h>

#include "web/field.h"
#include "web/gzip.h"
#include "web/http_int.h"

/* Pictures and what is packed already would only grow. */
bool
http_is_text(const char *type)
{
	static const char *const texts[] = { "text/", "application/json",
		"application/xml", "application/atom+xml", "image/svg+xml" };

	for (size_t i = 0; type != NULL && i < sizeof(texts) /
	    sizeof(texts[0]); i++)
		if (strncmp(type, texts[i], strlen(texts[i])) == 0)
			return true;
	return type == NULL;
}

/* In place of the page, unless there is no memory for it. */
static void
pack(struct gzip *gzip, struct job *job)
{
	struct buf small = { 0 };

	gzip_add(gzip, job->response.body.p, job->response.body.n, true,
	    &small);
	if (small.failed) {
		buf_free(&small);
		return;
	}
	buf_free(&job->response.body);
	job->response.body = small;
	job->packed = true;
}

/* A page is told by its words, packed or not: its tag is a weak one. */
void
http_make_small(struct gzip *gzip, struct job *job)
{
	struct http_response *r = &job->response;

	if (r->body.failed || (r->status != 0 && r->status != 200))
		r->tag[0] = '\0';
	if (r->tag[0] != '\0' && field_has_tag(str_from(job->has),
	    str_from(r->tag))) {
		r->status = 304;
		buf_free(&r->body);
	} else if (gzip != NULL && job->takes_gzip && !r->body.failed &&
	    r->body.n >= HTTP_PACKED && http_is_text(r->type)) {
		pack(gzip, job);
	}
}
