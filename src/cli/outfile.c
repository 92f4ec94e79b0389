/* Files that commands write; see outfile.h. */
#include "cli/outfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"

bool
outfile_folder(const char *out)
{
	size_t n = strlen(out);
	struct stat st;

	if (n > 0 && out[n - 1] == '/' && mkdir(out, 0777) == -1 &&
	    errno != EEXIST) {
		complain("%s: %s", out, strerror(errno));
		return false;
	}
	return stat(out, &st) == 0 && S_ISDIR(st.st_mode);
}

static char *
join(const char *a, const char *b, const char *c)
{
	size_t n = strlen(a) + strlen(b) + strlen(c) + 1;
	char *p = malloc(n);

	if (p != NULL)
		snprintf(p, n, "%s%s%s", a, b, c);
	return p;
}

static const char *
base_name(const char *path)
{
	const char *stroke = strrchr(path, '/');

	return stroke == NULL ? path : stroke + 1;
}

bool
outfile_open(struct outfile *o, const char *out, bool folder,
    const char *source)
{
	*o = (struct outfile){ 0 };
	if (out == NULL) {
		o->f = stdout;
		return true;
	}
	o->path = folder ? join(out, "/", base_name(source))
			 : join(out, "", "");
	o->temporary = o->path == NULL ? NULL : join(o->path, ".", "part");
	o->f = o->temporary == NULL ? NULL : fopen(o->temporary, "wb");
	if (o->f != NULL)
		return true;
	complain("%s: %s", o->temporary == NULL ? out : o->temporary,
	    strerror(errno));
	free(o->temporary);
	free(o->path);
	*o = (struct outfile){ 0 };
	return false;
}

static bool
failed(const struct outfile *o)
{
	if (errno != EPIPE)
		complain("%s: %s", o->path == NULL ? "standard output"
		    : o->path, strerror(errno));
	return false;
}

bool
outfile_put(struct outfile *o, const void *p, size_t n)
{
	if (o->f == NULL)
		return false;
	return n == 0 || fwrite(p, 1, n, o->f) == n || failed(o);
}

bool
outfile_close(struct outfile *o, bool keep)
{
	bool ok = o->f != NULL;

	if (o->path == NULL)
		return ok && (fflush(o->f) == 0 || failed(o));
	if (ok && keep)
		ok = (fflush(o->f) == 0 && fsync(fileno(o->f)) == 0) ||
		    failed(o);
	if (o->f != NULL && fclose(o->f) != 0 && ok && keep)
		ok = failed(o);
	if (ok && keep)
		ok = rename(o->temporary, o->path) == 0 || failed(o);
	if (!ok || !keep)
		unlink(o->temporary);
	free(o->temporary);
	free(o->path);
	*o = (struct outfile){ 0 };
	return ok;
}
