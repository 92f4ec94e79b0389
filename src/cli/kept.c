/* The archive that a command works on; see kept.h. */
#include "cli/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
kept_option(struct opt *o, struct kept *kept)
{
	if (!opt_value(o, "A") && !opt_value(o, "archive"))
		return false;
	kept->path = o->value;
	return true;
}

static char *
join(const char *folder, const char *rest)
{
	size_t n = strlen(folder) + strlen(rest) + 1;
	char *path = malloc(n);

	if (path != NULL)
		snprintf(path, n, "%s%s", folder, rest);
	return path;
}

char *
kept_path(const struct kept *kept)
{
	const char *named = kept->path != NULL ? kept->path
	    : getenv("REFTEL_ARCHIVE");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (named != NULL && *named != '\0')
		return join(named, "");
	if (data != NULL && *data == '/')
		return join(data, "/reftel/archive.db");
	if (home != NULL && *home != '\0')
		return join(home, "/.local/share/reftel/archive.db");
	return NULL;
}

static void
tell_upgraded(const struct archive *a)
{
	int from, to;
	const char *copy = archive_copied(a, &from, &to);

	if (copy != NULL)
		complain("%s: upgraded from format %d to %d; as it was it is "
		    "kept in %s", archive_path(a), from, to, copy);
}

struct archive *
kept_open(const struct kept *kept, enum archive_mode mode)
{
	char *path = kept_path(kept), why[300];
	struct archive *a = NULL;

	if (path == NULL)
		complain("no archive: name one with -A FILE");
	else if (archive_open(&a, path, mode, why, sizeof(why)) != ARCHIVE_OK)
		complain("%s: %s", path, why);
	else
		tell_upgraded(a);
	free(path);
	return a;
}

struct archive *
kept_open_there(const struct kept *kept)
{
	struct archive *a = NULL;
	char *path = kept_path(kept);

	if (path != NULL && access(path, F_OK) != 0)
		complain("%s: there is no archive yet; \"reftel add\" makes "
		    "one", path);
	else
		a = kept_open(kept, ARCHIVE_WRITE);
	free(path);
	return a;
}

bool
kept_readable(const struct kept *kept)
{
	struct archive *a = kept_open(kept, ARCHIVE_READ);

	archive_close(a);
	return a != NULL;
}

bool
kept_writable(const struct kept *kept)
{
	char *path = kept_path(kept);
	bool may = path != NULL && access(path, W_OK) == 0;

	free(path);
	return may;
}

int
kept_fault(const struct archive *a)
{
	complain("%s: %s", archive_path(a), archive_error(a));
	return EXIT_FAULT;
}
