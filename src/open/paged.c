/* See paged.h. */
#include "open/paged.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
grow(struct paged *p)
{
	size_t cap = p->cap == 0 ? 16 : p->cap * 2;
	uint64_t *at;
	bool *ocr;

	if (p->pages.n < p->cap)
		return true;
	at = realloc(p->pages.at, cap * sizeof(*at));
	if (at == NULL)
		return false;
	p->pages.at = at;
	ocr = realloc(p->pages.ocr, cap * sizeof(*ocr));
	if (ocr == NULL)
		return false;
	p->pages.ocr = ocr;
	p->cap = cap;
	return true;
}

static enum paged_status
next_page(struct paged *p)
{
	size_t n = p->pages.n;
	bool ocr = false;
	enum paged_status status;

	p->text.n = p->given = 0;
	if (!grow(p))
		return PAGED_ENOMEM;
	if (n > 0)
		buf_putc(&p->text, '\f');
	p->pages.at[n] = p->made + p->text.n;
	status = p->make(p, p->state, &ocr);
	if (status != PAGED_PAGE) {
		p->text.n = 0;
		return status;
	}
	p->pages.ocr[n] = ocr;
	p->pages.n++;
	p->made += p->text.n;
	return p->text.failed ? PAGED_ENOMEM : PAGED_PAGE;
}

long
paged_read(struct paged *p, void *out, size_t n)
{
	while (p->given == p->text.n) {
		enum paged_status status = next_page(p);

		if (status == PAGED_ENOMEM)
			paged_lost(p, "could not be kept: out of memory");
		if (status != PAGED_PAGE)
			return p->lost[0] != '\0' ? -1 : 0;
	}
	if (n > p->text.n - p->given)
		n = p->text.n - p->given;
	memcpy(out, p->text.p + p->given, n);
	p->given += n;
	return (long)n;
}

void
paged_free(struct paged *p)
{
	free(p->pages.at);
	free(p->pages.ocr);
	buf_free(&p->text);
}

void
paged_lost(struct paged *p, const char *why)
{
	if (p->lost[0] == '\0')
		snprintf(p->lost, sizeof(p->lost), "page %zu %s",
		    p->pages.n + 1, why);
}

const char *
paged_reason(const struct paged *p)
{
	return p->lost;
}
