/*
 * Packs files, well and badly, for the tests.
 *	pack [-p PASSWORD] OUT MEMBER...
 * OUT tells the format: .zip .tar .tar.gz .tar.bz2 .tar.xz .tar.zst .7z .gz.
 * A MEMBER is NAME=FILE, NAME:lines:BYTES, NAME:link:TARGET,
 * NAME:hardlink:TARGET, NAME:fifo or NAME:folder.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct archive *out;

static void
check(int code)
{
	if (code == ARCHIVE_OK || code == ARCHIVE_WARN)
		return;
	fprintf(stderr, "pack: %s\n", archive_error_string(out));
	exit(1);
}

static void
write_lines(size_t n)
{
	static char block[65536];

	for (size_t i = 0; i < sizeof(block); i++)
		block[i] = "STOP.\n"[i % 6];
	for (size_t some; n > 0; n -= some) {
		some = n < sizeof(block) ? n : sizeof(block);
		archive_write_data(out, block, some);
	}
}

static char *
slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *p = NULL;
	size_t cap = 0, got = 0;

	*n = 0;
	if (f == NULL) {
		perror(path);
		exit(1);
	}
	do {
		*n += got;
		if (*n == cap)
			p = realloc(p, cap = cap * 2 + 65536);
		if (p == NULL)
			exit(1);
		got = fread(p + *n, 1, cap - *n, f);
	} while (got > 0);
	fclose(f);
	return p;
}

/* NAME and, behind the first : or =, what it is. */
static void
member(char *name)
{
	struct archive_entry *e = archive_entry_new();
	char *what = name + strcspn(name, ":="), *bytes = NULL;
	size_t n = 0;
	int is_file = *what == '=';

	if (*what != '\0')
		*what++ = '\0';
	archive_entry_set_pathname(e, name);
	archive_entry_set_perm(e, 0644);
	/* The same every time. */
	archive_entry_set_mtime(e, 1100000000, 0);
	archive_entry_set_filetype(e, AE_IFREG);
	if (is_file)
		bytes = slurp(what, &n);
	else if (strncmp(what, "lines:", 6) == 0)
		n = strtoul(what + 6, NULL, 10);
	else if (strncmp(what, "link:", 5) == 0)
		archive_entry_set_symlink(e, what + 5);
	else if (strncmp(what, "hardlink:", 9) == 0)
		archive_entry_set_hardlink(e, what + 9);
	else
		archive_entry_set_filetype(e, strcmp(what, "fifo") == 0
		    ? AE_IFIFO : AE_IFDIR);
	if (archive_entry_symlink(e) != NULL)
		archive_entry_set_filetype(e, AE_IFLNK);
	archive_entry_set_size(e, (la_int64_t)n);
	check(archive_write_header(out, e));
	if (bytes != NULL)
		archive_write_data(out, bytes, n);
	else
		write_lines(n);
	check(archive_write_finish_entry(out));
	archive_entry_free(e);
	free(bytes);
}

static void
set_format(const char *path)
{
	size_t n = strlen(path);

	if (n > 3 && strcmp(path + n - 3, ".gz") == 0 &&
	    strstr(path, ".tar") == NULL) {
		check(archive_write_set_format_raw(out));
		check(archive_write_add_filter_gzip(out));
	} else if (n > 4 && strcmp(path + n - 4, ".zst") == 0) {
		check(archive_write_set_format_pax_restricted(out));
		check(archive_write_add_filter_zstd(out));
	} else {
		check(archive_write_set_format_filter_by_ext(out, path));
	}
}

int
main(int argc, char **argv)
{
	int at = 1;

	out = archive_write_new();
	if (argc > 3 && strcmp(argv[1], "-p") == 0)
		at = 3;
	if (argc < at + 2) {
		fprintf(stderr, "usage: pack [-p PASSWORD] OUT MEMBER...\n");
		return 2;
	}
	set_format(argv[at]);
	if (at == 3) {
		check(archive_write_set_passphrase(out, argv[2]));
		check(archive_write_set_options(out, "zip:encryption=aes256"));
	}
	check(archive_write_open_filename(out, argv[at]));
	for (int i = at + 1; i < argc; i++)
		member(argv[i]);
	check(archive_write_close(out));
	archive_write_free(out);
	return 0;
}
