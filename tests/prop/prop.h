/*
 * What the property tests share.  Each is a program that checks one property
 * over all files named as arguments, tells every breach on standard output
 * and fails if there was one.
 */
#ifndef TESTS_PROP_PROP_H
#define TESTS_PROP_PROP_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../json_check.h"
#include "base/buf.h"
#include "reftel.h"
#include "telegram/telegram.h"

static int prop_status;
static const char *prop_file;	/* that is being read */

static inline void __attribute__((format(printf, 1, 2)))
breach(const char *fmt, ...)
{
	va_list ap;

	printf("%s: ", prop_file);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	prop_status = 1;
}

/* The bytes of a file, not one more: reading beyond them shows. */
static inline struct str
load(const char *name)
{
	FILE *f = fopen(name, "rb");
	char *p = NULL;
	long n;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (n = ftell(f)) < 0 ||
	    (p = malloc(n > 0 ? (size_t)n : 1)) == NULL) {
		perror(name);
		exit(2);
	}
	rewind(f);
	n = (long)fread(p, 1, (size_t)n, f);
	fclose(f);
	prop_file = name;
	return str_make(p, (size_t)n);
}

/* What is done with each telegram that is read. */
typedef void telegram_fn(const struct reftel_telegram *, void *ctx);

/* Reads to the end and frees the reader.  Returns how many telegrams there
 * were, or -1 with the status that ended it. */
static inline long
each_telegram(struct reftel_reader *r, telegram_fn *fn, void *ctx,
    enum reftel_status *ended)
{
	struct reftel_telegram *t;
	long n = 0;

	for (;;) {
		enum reftel_status status = r == NULL ? REFTEL_ENOMEM :
		    reftel_reader_next(r, &t);

		if (status == REFTEL_OK) {
			fn(t, ctx);
			reftel_telegram_free(t);
			n++;
			continue;
		}
		if (status == REFTEL_EBROKEN || status == REFTEL_ELIMIT ||
		    status == REFTEL_ENOTELEGRAM)
			continue;
		reftel_reader_free(r);
		*ended = status;
		return status == REFTEL_END ? n : -1;
	}
}

/* Appends the record, spans and all, and a line end. */
static inline void
add_json(const struct reftel_telegram *t, void *out)
{
	const struct reftel_json_options options = { .spans = true };
	char *json;
	size_t n;

	if (reftel_telegram_json(t, &options, &json, &n) != REFTEL_OK) {
		breach("no JSON");
		return;
	}
	buf_put(out, json, n);
	buf_putc(out, '\n');
	free(json);
}

/* All records of an input. */
static inline long
records_of(struct str in, struct buf *out)
{
	const struct reftel_options options = { 0 };
	enum reftel_status ended;
	long n;

	out->n = 0;
	n = each_telegram(reftel_reader_mem(&options, in.p, in.n), add_json,
	    out, &ended);
	if (ended != REFTEL_END)
		breach("reading ended with: %s", reftel_strstatus(ended));
	return n;
}

#endif
