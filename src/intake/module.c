/*
 * See module.h.  The only file that knows dlopen().  A module lies beside
 * the object that holds this code, the library or a program: in the build
 * folder, or where they were installed.
 */
#define _GNU_SOURCE	/* dladdr() */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "intake/module.h"

static const void *
load(const char *path, const char *symbol)
{
	/* What lies behind a module, such as GLib, can not be unloaded. */
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	const void *found = handle == NULL ? NULL : dlsym(handle, symbol);

	if (handle != NULL)
		dlclose(handle);
	return found;
}

/* The folder of the object that holds this code, with its last slash.  Of a
 * program dladdr() knows only the name it was called by: nothing is ever
 * looked for in whatever folder one happens to be in. */
static bool
own_folder(char *path, size_t cap)
{
	static const int here;
	Dl_info self;
	char *slash;

	if (dladdr(&here, &self) == 0 || self.dli_fname == NULL)
		return false;
	if (self.dli_fname[0] == '/') {
		if ((size_t)snprintf(path, cap, "%s", self.dli_fname) >= cap)
			return false;
	} else {
		ssize_t n = readlink("/proc/self/exe", path, cap - 1);

		if (n <= 0)
			return false;
		path[n] = '\0';
	}
	slash = strrchr(path, '/');
	if (slash == NULL)
		return false;
	slash[1] = '\0';
	return true;
}

const void *
module_find(const char *name, const char *symbol)
{
	enum { LONGEST = 4096 };
	/* Beside an installed library, and in the build folder. */
	static const char *const places[] = { "reftel", "modules" };
	char own[LONGEST], path[LONGEST + 64];
	const void *found = NULL;
	size_t n;

	if (!own_folder(own, sizeof(own)))
		return NULL;
	for (size_t i = 0; i < 2 && found == NULL; i++) {
		snprintf(path, sizeof(path), "%s%s/reftel-%s.so", own,
		    places[i], name);
		found = load(path, symbol);
	}
	n = strlen(own);
	if (found == NULL && n > 5 && strcmp(own + n - 5, "/bin/") == 0) {
		snprintf(path, sizeof(path), "%.*slib/reftel/reftel-%s.so",
		    (int)(n - 4), own, name);
		found = load(path, symbol);
	}
	return found;
}

const struct opener *
module_load(const char *name)
{
	const struct opener *opener = module_find(name, OPENER_SYMBOL);

	return opener != NULL && opener->version == OPENER_VERSION ? opener
								    : NULL;
}
