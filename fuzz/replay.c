/* Runs the fuzz target over files named as arguments, without a fuzzer; the
 * last name it prints is where it failed.  With -a, each is also read under
 * every form and option. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The file behind one spare byte, which can be set to any choice. */
static uint8_t *
read_file(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	size_t cap = 1 << 16, got;
	uint8_t *p = malloc(cap);

	*n = 1;
	while (f != NULL && p != NULL &&
	    (got = fread(p + *n, 1, cap - *n, f)) > 0) {
		*n += got;
		if (*n == cap)
			p = realloc(p, cap *= 2);
	}
	if (f == NULL || p == NULL || ferror(f)) {
		perror(name);
		exit(1);
	}
	fclose(f);
	/* Not a byte more, so that reading beyond the end shows. */
	return realloc(p, *n);
}

int
main(int argc, char **argv)
{
	int all = argc > 1 && strcmp(argv[1], "-a") == 0;

	for (int i = 1 + all; i < argc; i++) {
		size_t n;
		uint8_t *p = read_file(argv[i], &n);

		printf("%s\n", argv[i]);
		fflush(stdout);
		LLVMFuzzerTestOneInput(p + 1, n - 1);
		for (int choice = 0; all && choice < 128; choice += 8) {
			p[0] = (uint8_t)(choice | (choice >> 3 & 7));
			LLVMFuzzerTestOneInput(p, n);
		}
		free(p);
	}
	printf("%d inputs replayed\n", argc - 1 - all);
	return 0;
}
