/* A walk over files and folders; see cmd.h. */
#include "cli/cmd.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Folders that were entered, as an open hash table at most half full.  Each
 * is read once, or links between folders would never end. */
struct visited {
	struct folder {
		dev_t dev;
		ino_t ino;
		bool used;
	} *v;
	size_t n, cap;
};

struct walker {
	const struct walk *w;
	struct visited visited;
};

static struct folder *
folder_slot(const struct visited *s, dev_t dev, ino_t ino)
{
	uint64_t hash = ((uint64_t)ino ^ (uint64_t)dev << 32) *
	    UINT64_C(0x9E3779B97F4A7C15);

	for (size_t i = (size_t)(hash >> 32);; i++) {
		struct folder *f = &s->v[i & (s->cap - 1)];

		if (!f->used || (f->dev == dev && f->ino == ino))
			return f;
	}
}

static bool
visited_grow(struct visited *s)
{
	struct visited wider = { .cap = s->cap == 0 ? 64 : s->cap * 2 };

	if (s->n < s->cap / 2)
		return true;
	wider.v = calloc(wider.cap, sizeof(*wider.v));
	if (wider.v == NULL)
		return false;
	wider.n = s->n;
	for (size_t i = 0; i < s->cap; i++)
		if (s->v[i].used)
			*folder_slot(&wider, s->v[i].dev, s->v[i].ino) =
			    s->v[i];
	free(s->v);
	*s = wider;
	return true;
}

/* Notes a folder; false: it was there, or memory ran out (see errno). */
static bool
visit(struct visited *s, const struct stat *st)
{
	struct folder *f;

	if (!visited_grow(s))
		return false;
	f = folder_slot(s, st->st_dev, st->st_ino);
	if (f->used) {
		errno = 0;
		return false;
	}
	*f = (struct folder){ st->st_dev, st->st_ino, true };
	s->n++;
	return true;
}

static char *
join(const char *folder, const char *name)
{
	size_t n = strlen(folder), m = strlen(name) + 1;
	char *path = malloc(n + 1 + m);

	if (path == NULL)
		return NULL;
	memcpy(path, folder, n);
	if (n > 0 && path[n - 1] != '/')
		path[n++] = '/';
	memcpy(path + n, name, m);
	return path;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **v;
	size_t n, cap;
};

static bool
names_add(struct names *l, char *name)
{
	if (name == NULL)
		return false;
	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 64 : l->cap * 2;
		char **v = realloc(l->v, cap * sizeof(*v));

		if (v == NULL) {
			free(name);
			return false;
		}
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = name;
	return true;
}

static void
names_free(struct names *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
}

/* The paths in a folder, in order, without hidden ones; false: see errno. */
static bool
list_folder(const char *path, struct names *l)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int fault;

	if (dir == NULL)
		return false;
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		/* Hidden names too: they are no part of a collection. */
		if (name[0] == '.')
			continue;
		if (!names_add(l, join(path, name))) {
			errno = ENOMEM;
			break;
		}
	}
	fault = errno;
	closedir(dir);
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(l->v[0]), by_bytes);
	errno = fault;
	return fault == 0;
}

static bool walk_path(struct walker *, const char *path, bool named);

/* What could be listed is walked even if the list broke off. */
static bool
walk_folder(struct walker *w, const char *path, const struct stat *st)
{
	struct names l = { 0 };
	bool go_on = true;

	if (!visit(&w->visited, st)) {
		if (errno != 0)
			w->w->fault(w->w->ctx, path, strerror(errno));
		return true;
	}
	if (!list_folder(path, &l))
		w->w->fault(w->w->ctx, path, strerror(errno));
	for (size_t i = 0; i < l.n && go_on; i++)
		go_on = walk_path(w, l.v[i], false);
	names_free(&l);
	return go_on;
}

/* Pipes and devices are read only when they were named: one that is met on
 * the way could keep us waiting for ever. */
static bool
walk_path(struct walker *w, const char *path, bool named)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		w->w->fault(w->w->ctx, path, strerror(errno));
		return true;
	}
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, path, &st);
	if (!S_ISREG(st.st_mode) && !named) {
		w->w->fault(w->w->ctx, path, "not a regular file: skipped");
		return true;
	}
	return w->w->file(w->w->ctx, path);
}

bool
walk(const struct walk *w, const char *path)
{
	struct walker walker = { .w = w };
	bool go_on = walk_path(&walker, path, true);

	free(walker.visited.v);
	return go_on;
}
