/* Input that ends, or begins, at a page that cannot be touched. */
#define _DEFAULT_SOURCE		/* MAP_ANONYMOUS */
#include "prop.h"

#include <sys/mman.h>
#include <unistd.h>

static void
ignore(const struct reftel_telegram *t, void *ctx)
{
	(void)t;
	(void)ctx;
}

static void
check_file(struct str in, size_t page)
{
	const struct reftel_options options = { 0 };
	size_t room = (in.n + page - 1) / page * page;
	char *p = mmap(NULL, room + 2 * page, PROT_NONE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *start[2] = { p + page, p + page + room - in.n };
	enum reftel_status ended;

	if (p == MAP_FAILED || (room > 0 &&
	    mprotect(p + page, room, PROT_READ | PROT_WRITE) == -1)) {
		perror("mmap");
		exit(2);
	}
	for (int i = 0; i < 2; i++) {
		memcpy(start[i], in.p, in.n);
		each_telegram(reftel_reader_mem(&options, start[i], in.n),
		    ignore, NULL, &ended);
	}
	munmap(p, room + 2 * page);
}

int
main(int argc, char **argv)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	for (int i = 1; i < argc; i++) {
		struct str in = load(argv[i]);

		check_file(in, page);
		/* The last byte decides what a scanner looks for next. */
		for (size_t cut = 1; cut < 200 && cut < in.n; cut += 3)
			check_file(str_cut(in, 0, in.n - cut), page);
		free((char *)in.p);
	}
	return prop_status;
}
