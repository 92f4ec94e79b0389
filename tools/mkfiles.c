/*
 * Files as C strings: for each a comment, an array of its bytes, its media
 * type and a name that changes with its content, so that browsers may keep
 * it forever.
 *
 *	mkfiles FILE... >HEADER
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *
media_type(const char *path)
{
	const char *dot = strrchr(path, '.');

	if (dot != NULL && strcmp(dot, ".css") == 0)
		return "text/css; charset=utf-8";
	if (dot != NULL && strcmp(dot, ".js") == 0)
		return "text/javascript; charset=utf-8";
	if (dot != NULL && strcmp(dot, ".svg") == 0)
		return "image/svg+xml";
	if (dot != NULL && strcmp(dot, ".json") == 0)
		return "application/json";
	return "application/octet-stream";
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* FNV-1a: it need not stand up to anybody, only change. */
static uint64_t
put_bytes(FILE *in, size_t *n)
{
	uint64_t hash = 0xCBF29CE484222325u;
	int c;

	for (*n = 0; (c = getc(in)) != EOF; ++*n) {
		printf("%s%d,", *n % 16 == 0 ? "\n\t" : " ", c);
		hash = (hash ^ (unsigned)c) * 0x100000001B3u;
	}
	return hash;
}

static int
put_file(const char *path, int index)
{
	FILE *in = fopen(path, "rb");
	const char *name = base_name(path);
	const char *dot = strrchr(name, '.');
	uint64_t hash;
	size_t n;

	if (in == NULL) {
		perror(path);
		return 1;
	}
	printf("\n/* %s */\nstatic const unsigned char web_file_%d[] = {", path,
	    index);
	hash = put_bytes(in, &n);
	fclose(in);
	printf("\n\t0\n};\n#define WEB_FILE_NAME_%d \"%.*s-%08x%s\"\n", index,
	    dot == NULL ? (int)strlen(name) : (int)(dot - name), name,
	    (unsigned)(hash >> 32), dot == NULL ? "" : dot);
	printf("#define WEB_FILE_%d { WEB_FILE_NAME_%d, \"%s\", "
	    "(const char *)web_file_%d, %zu }\n", index, index,
	    media_type(path), index, n);
	return 0;
}

int
main(int argc, char **argv)
{
	puts("/* Made by tools/mkfiles; not to be edited. */");
	for (int i = 1; i < argc; i++)
		if (put_file(argv[i], i) != 0)
			return 1;
	return 0;
}
