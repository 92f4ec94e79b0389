/*
 * mkentities: data/html-entities.csv to the tables of src/base/entity.c.
 *
 *	mkentities data/html-entities.csv > build/gen/entities.h
 *
 * A wrong row stops the build with file and line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4096, SLOTS = 8192, NAME_N = 32, BYTES_N = 8 };

struct row {
	char name[NAME_N];
	char bytes[BYTES_N + 4];
	unsigned name_n, bytes_n;
};

static struct row rows[ROWS];
static unsigned rows_n;
static unsigned slots[SLOTS];
static const char *file;
static unsigned line;

static void
fail(const char *why)
{
	fprintf(stderr, "%s:%u: %s\n", file, line, why);
	exit(1);
}

/* The same function is written into the header; see print_hash(). */
static uint32_t
hash(const char *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	return h ^ h >> 15;
}

static unsigned
put_utf8(char *out, unsigned long c)
{
	unsigned n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	for (unsigned i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(lead[n] | c);
	return n;
}

static void
read_name(struct row *r, const char *p, size_t n)
{
	if (n == 0 || n >= NAME_N)
		fail("name is empty or too long");
	memcpy(r->name, p, n);
	r->name_n = (unsigned)n;
}

/* Code points in hexadecimal digits, parted by blanks. */
static void
read_codepoints(struct row *r, char *p)
{
	for (char *end; *p != '\0'; p = end) {
		unsigned long c = strtoul(p, &end, 16);

		if (end == p || c == 0 || c > 0x10FFFF)
			fail("no code point");
		r->bytes_n += put_utf8(r->bytes + r->bytes_n, c);
		if (r->bytes_n > BYTES_N)
			fail("too many code points");
	}
	if (r->bytes_n == 0)
		fail("no code points");
}

static void
add_row(char *text)
{
	char *comma = strchr(text, ',');
	struct row *r = &rows[rows_n];
	uint32_t i;

	if (comma == NULL || rows_n == ROWS)
		fail(comma == NULL ? "no comma" : "too many rows");
	read_name(r, text, (size_t)(comma - text));
	read_codepoints(r, comma + 1);
	for (i = hash(r->name, r->name_n); slots[i % SLOTS] != 0; i++)
		if (strcmp(rows[slots[i % SLOTS] - 1].name, r->name) == 0)
			fail("name stands twice");
	slots[i % SLOTS] = ++rows_n;
}

static void
read_rows(FILE *f)
{
	char text[256];

	while (fgets(text, sizeof(text), f) != NULL) {
		line++;
		text[strcspn(text, "\r\n")] = '\0';
		if (line > 1)		/* behind the heading row */
			add_row(text);
	}
	if (ferror(f) || rows_n == 0)
		fail("nothing to read");
}

static void
print_names(void)
{
	printf("static const char entity_names[] =");
	for (unsigned i = 0; i < rows_n; i++)
		printf("%s\"%s\"", i % 4 == 0 ? "\n    " : " ", rows[i].name);
	printf(";\n\n");
}

static void
print_bytes(void)
{
	unsigned column = 0;

	printf("static const char entity_bytes[] =\n    \"");
	for (unsigned i = 0; i < rows_n; i++)
		for (unsigned k = 0; k < rows[i].bytes_n; k++) {
			printf("\\%03o", (unsigned char)rows[i].bytes[k]);
			if (++column % 16 == 0)
				printf("\"\n    \"");
		}
	printf("\";\n\n");
}

static void
print_entities(void)
{
	unsigned name = 0, bytes = 0;

	printf("static const struct entity {\n"
	    "\tunsigned short name, bytes;\n"
	    "\tunsigned char name_n, bytes_n;\n"
	    "} entities[] = {\n");
	for (unsigned i = 0; i < rows_n; i++) {
		printf("\t{ %u, %u, %u, %u },\n", name, bytes, rows[i].name_n,
		    rows[i].bytes_n);
		name += rows[i].name_n;
		bytes += rows[i].bytes_n;
	}
	printf("};\n\n");
}

static void
print_slots(void)
{
	printf("static const unsigned short entity_slots[%d] = {", SLOTS);
	for (unsigned i = 0; i < SLOTS; i++)
		printf("%s%u,", i % 12 == 0 ? "\n\t" : " ", slots[i]);
	printf("\n};\n\n");
}

static void
print_hash(void)
{
	printf("static inline unsigned\n"
	    "entity_hash(const char *p, size_t n)\n{\n"
	    "\tunsigned h = 2166136261u;\n\n"
	    "\tfor (size_t i = 0; i < n; i++)\n"
	    "\t\th = (h ^ (unsigned char)p[i]) * 16777619u;\n"
	    "\treturn h ^ h >> 15;\n}\n");
}

int
main(int argc, char **argv)
{
	FILE *f;

	if (argc != 2) {
		fprintf(stderr, "usage: mkentities FILE.csv\n");
		return 1;
	}
	file = argv[1];
	f = fopen(file, "r");
	if (f == NULL) {
		perror(file);
		return 1;
	}
	read_rows(f);
	fclose(f);
	printf("/* Made by tools/mkentities.c from %s; do not edit. */\n\n",
	    "data/html-entities.csv");
	print_names();
	print_bytes();
	print_entities();
	print_slots();
	print_hash();
	return fflush(stdout) != 0 || ferror(stdout);
}
