/*
 * When the n-th allocation fails, for every n, reading ends with ENOMEM and
 * nothing is leaked.  The linker hands our allocations to the functions
 * here (--wrap).
 */
#include "prop.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);

static long countdown = -1;	/* allocations left; -1: as many as asked */
static bool hit;		/* one has failed */

static bool
refuse(void)
{
	if (countdown < 0)
		return false;
	if (countdown-- > 0)
		return false;
	/* From then on all fail, or luck would hide what is not checked. */
	countdown = 0;
	hit = true;
	return true;
}

void *
__wrap_malloc(size_t n)
{
	return refuse() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return refuse() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return refuse() ? NULL : __real_realloc(p, n);
}

static void
make_json(const struct reftel_telegram *t, void *failed)
{
	const struct reftel_json_options options = { .spans = true };
	const struct reftel_check_options compose = { .as = REFTEL_COMPOSE };
	enum reftel_status status;
	char *json;
	size_t n;

	/* each_telegram() hands out what it will free */
	status = reftel_check((struct reftel_telegram *)(uintptr_t)t,
	    &compose);
	if (status == REFTEL_ENOMEM)
		*(bool *)failed = true;
	else if (status != REFTEL_OK)
		breach("check: %s", reftel_strstatus(status));
	status = reftel_telegram_json(t, &options, &json, &n);
	if (status == REFTEL_OK)
		free(json);
	else if (status == REFTEL_ENOMEM)
		*(bool *)failed = true;
	else
		breach("JSON: %s", reftel_strstatus(status));
}

/* False once everything could be allocated. */
static bool
fail_at(struct str in, long n)
{
	const struct reftel_options options = { 0 };
	enum reftel_status ended;
	bool json_failed = false;

	countdown = n;
	hit = false;
	each_telegram(reftel_reader_mem(&options, in.p, in.n), make_json,
	    &json_failed, &ended);
	countdown = -1;
	if (hit && ended != REFTEL_ENOMEM && !json_failed)
		breach("allocation %ld failed, but: %s", n,
		    reftel_strstatus(ended));
	if (!hit && ended != REFTEL_END)
		breach("%s", reftel_strstatus(ended));
	return hit;
}

/* Leaks are found by the leak checker of AddressSanitizer, or valgrind. */
int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);
		long n = 0;

		while (fail_at(in, n))
			n++;
		free((char *)in.p);
	}
	return prop_status;
}
