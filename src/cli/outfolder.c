/* Folders that commands fill; see outfolder.h. */
#include "cli/outfolder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"

enum { PATH_LONGEST = 8192 };

static bool
failed(struct outfolder *o, const char *path)
{
	complain("%s: %s", path, strerror(errno));
	o->failed = true;
	return false;
}

/* True also where it is not there. */
static bool
is_empty(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	bool empty = true;

	if (dir == NULL)
		return errno == ENOENT;
	while ((e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			empty = false;
	closedir(dir);
	return empty;
}

bool
outfolder_open(struct outfolder *o, const char *out)
{
	size_t n = strlen(out);

	*o = (struct outfolder){ 0 };
	while (n > 1 && out[n - 1] == '/')
		n--;
	o->path = malloc(n + 1);
	o->temporary = malloc(n + sizeof(".part"));
	if (o->path == NULL || o->temporary == NULL) {
		complain("out of memory");
		free(o->path);
		free(o->temporary);
		*o = (struct outfolder){ 0 };
		return false;
	}
	snprintf(o->path, n + 1, "%s", out);
	snprintf(o->temporary, n + sizeof(".part"), "%s.part", o->path);
	if (!is_empty(o->path)) {
		complain("%s: is there already, and not an empty folder",
		    o->path);
	} else if (mkdir(o->temporary, 0777) == 0) {
		return true;
	} else {
		complain(errno == EEXIST ? "%s: is there already, left by an "
		    "export that was cut off; remove it first" : "%s: %s",
		    o->temporary, strerror(errno));
	}
	free(o->path);
	free(o->temporary);
	*o = (struct outfolder){ 0 };
	return false;
}

/* The place for "~2" in a name: before its suffix. */
static size_t
suffix_at(const char *path)
{
	const char *base = strrchr(path, '/');
	const char *point;

	base = base == NULL ? path : base + 1;
	point = strrchr(base, '.');
	return point == NULL || point == base ? strlen(path)
	    : (size_t)(point - path);
}

/* path with "~i" put in at `at`; i is 1: as it is. */
static bool
numbered(char *out, size_t cap, const char *path, size_t at, unsigned i)
{
	int n = i == 1 ? snprintf(out, cap, "%s", path)
	    : snprintf(out, cap, "%.*s~%u%s", (int)at, path, i, path + at);

	return n >= 0 && (size_t)n < cap;
}

/* A path below the temporary folder. */
static bool
below(const struct outfolder *o, const char *path, char *full, size_t cap)
{
	int n = snprintf(full, cap, "%s/%s", o->temporary, path);

	errno = ENAMETOOLONG;
	return n >= 0 && (size_t)n < cap;
}

/* Makes the folders of a path below the temporary one; what is a file there
 * already is passed by: "a/b" becomes "a~2/b" where a is a file. */
static bool
make_parents(struct outfolder *o, char *made, size_t cap)
{
	char full[PATH_LONGEST], other[PATH_LONGEST];

	for (size_t at = 0; made[at += strcspn(made + at, "/")] != '\0';
	    at++) {
		for (unsigned i = 1; ; i++) {
			struct stat st;

			made[at] = '\0';
			if (!numbered(other, sizeof(other), made, at, i) ||
			    i > 1000) {
				errno = ENAMETOOLONG;
				return false;
			}
			made[at] = '/';
			if (!below(o, other, full, sizeof(full)) ||
			    (mkdir(full, 0777) == -1 && errno != EEXIST))
				return false;
			if (lstat(full, &st) == 0 && S_ISDIR(st.st_mode))
				break;
		}
		if (strlen(other) + strlen(made + at) + 1 > cap)
			return false;
		memmove(made + strlen(other), made + at,
		    strlen(made + at) + 1);
		memcpy(made, other, strlen(other));
		at = strlen(other);
	}
	return true;
}

FILE *
outfolder_create(struct outfolder *o, const char *path, char *made,
    size_t cap)
{
	char full[PATH_LONGEST], wanted[4096];
	size_t at;
	int fd = -1;

	if ((size_t)snprintf(wanted, sizeof(wanted), "%s", path) >=
	    sizeof(wanted) || !make_parents(o, wanted, sizeof(wanted))) {
		failed(o, path);
		return NULL;
	}
	at = suffix_at(wanted);
	for (unsigned i = 1; fd == -1; i++) {
		if (!numbered(made, cap, wanted, at, i) || i > 1000000) {
			errno = ENAMETOOLONG;
			break;
		}
		if (!below(o, made, full, sizeof(full)))
			break;
		fd = open(full, O_WRONLY | O_CREAT | O_EXCL, 0666);
		if (fd == -1 && errno != EEXIST)
			break;
	}
	if (fd == -1) {
		failed(o, path);
		return NULL;
	}
	return fdopen(fd, "wb");
}

bool
outfolder_done(struct outfolder *o, FILE *f, const char *made)
{
	bool ok = !ferror(f);

	if (fclose(f) != 0)
		ok = false;
	return ok || failed(o, made);
}

bool
outfolder_put(struct outfolder *o, const char *path, const void *p, size_t n)
{
	char made[4096];
	FILE *f = outfolder_create(o, path, made, sizeof(made));

	if (f == NULL)
		return false;
	fwrite(p, 1, n, f);
	return outfolder_done(o, f, made);
}

bool
outfolder_mkdir(struct outfolder *o, const char *path)
{
	char full[PATH_LONGEST];

	return (below(o, path, full, sizeof(full)) && mkdir(full, 0777) == 0) ||
	    failed(o, path);
}

/* Takes away a folder of ours with all that is in it. */
static void
remove_all(const char *path)
{
	char full[PATH_LONGEST];
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0 ||
		    (size_t)snprintf(full, sizeof(full), "%s/%s", path,
		    e->d_name) >= sizeof(full))
			continue;
		if (lstat(full, &st) == 0 && S_ISDIR(st.st_mode))
			remove_all(full);
		else
			unlink(full);
	}
	if (dir != NULL)
		closedir(dir);
	rmdir(path);
}

bool
outfolder_close(struct outfolder *o, bool keep)
{
	bool ok = keep && !o->failed;

	if (ok) {
		rmdir(o->path);		/* an empty one gives way */
		ok = rename(o->temporary, o->path) == 0 ||
		    failed(o, o->path);
	}
	if (!ok && o->temporary != NULL)
		remove_all(o->temporary);
	free(o->path);
	free(o->temporary);
	*o = (struct outfolder){ 0 };
	return ok;
}
