/* See memory.h. */
#include "web/memory.h"

#include <stdlib.h>

static void
forget(struct memory_page *page)
{
	free(page->target);
	buf_free(&page->body);
	*page = (struct memory_page){ .target = NULL };
}

void
memory_free(struct memory *m)
{
	for (unsigned i = 0; i < MEMORY_PAGES; i++)
		forget(&m->page[i]);
}

bool
memory_recall(struct memory *m, struct archive *a, const char *target,
    struct http_response *response)
{
	int64_t version = archive_version(a);

	if (version != m->version)
		memory_free(m);
	m->version = version;
	for (unsigned i = 0; i < MEMORY_PAGES; i++) {
		const struct memory_page *page = &m->page[i];

		if (page->target == NULL || strcmp(page->target, target) != 0)
			continue;
		response->type = page->type;
		buf_put(&response->body, page->body.p, page->body.n);
		return true;
	}
	return false;
}

void
memory_keep(struct memory *m, const char *target,
    const struct http_response *response)
{
	struct memory_page *page = &m->page[m->next];

	if (response->status != 0 || response->filename != NULL ||
	    response->body.failed || response->body.n > MEMORY_LONGEST)
		return;
	forget(page);
	page->target = strdup(target);
	page->type = response->type;
	buf_put(&page->body, response->body.p, response->body.n);
	if (page->target == NULL || page->body.failed)
		forget(page);
	else
		m->next = (m->next + 1) % MEMORY_PAGES;
}
