/*
 * A disk that is full, or fails: loaded before the C library (LD_PRELOAD), it
 * counts the calls that write to files whose path begins with NOSPACE_FILES,
 * and from the call number NOSPACE_AT on refuses them.  Where the disk is
 * full the first write that fails has put down half of its bytes, as real
 * disks do, and flushing still works; NOSPACE_ERROR=EIO fails that as well.
 * NOSPACE_COUNT names a file that gets the number of calls in the end.  Finds
 * a file's path in /proc/self/fd.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long calls;

static long
from(void)
{
	const char *at = getenv("NOSPACE_AT");

	return at == NULL ? LONG_MAX : atol(at);
}

static int
full(void)
{
	const char *e = getenv("NOSPACE_ERROR");

	return e == NULL || strcmp(e, "EIO") != 0;
}

static int
is_watched(int fd)
{
	const char *prefix = getenv("NOSPACE_FILES");
	char name[64], path[4096];
	ssize_t n;

	if (prefix == NULL)
		return 0;
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	n = readlink(name, path, sizeof(path));
	return n > 0 && (size_t)n >= strlen(prefix) &&
	    memcmp(path, prefix, strlen(prefix)) == 0;
}

/* The call's number where it is to fail, else 0. */
static long
fails(int fd)
{
	long n;

	if (!is_watched(fd))
		return 0;
	n = atomic_fetch_add(&calls, 1) + 1;
	return n >= from() ? n : 0;
}

static int
refuse(void)
{
	errno = full() ? ENOSPC : EIO;
	return -1;
}

/* The function of the C library. */
static void *
real(const char *name)
{
	void *p = dlsym(RTLD_NEXT, name);

	if (p == NULL)
		abort();
	return p;
}

static ssize_t
half(int fd, const void *p, size_t n, off_t offset)
{
	ssize_t (*f)(int, const void *, size_t, off_t) = real("pwrite64");

	return n < 2 ? refuse() : f(fd, p, n / 2, offset);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off_t offset)
{
	ssize_t (*f)(int, const void *, size_t, off_t) = real("pwrite64");
	long call = fails(fd);

	if (call > 0)
		return full() && call == from() ? half(fd, p, n, offset)
		    : refuse();
	return f(fd, p, n, offset);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t offset)
{
	return pwrite64(fd, p, n, offset);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	ssize_t (*f)(int, const void *, size_t) = real("write");

	return fails(fd) > 0 ? refuse() : f(fd, p, n);
}

int
ftruncate64(int fd, off_t length)
{
	int (*f)(int, off_t) = real("ftruncate64");

	return fails(fd) > 0 ? refuse() : f(fd, length);
}

int
ftruncate(int fd, off_t length)
{
	return ftruncate64(fd, length);
}

int
fsync(int fd)
{
	int (*f)(int) = real("fsync");

	return fails(fd) > 0 && !full() ? refuse() : f(fd);
}

int
fdatasync(int fd)
{
	int (*f)(int) = real("fdatasync");

	return fails(fd) > 0 && !full() ? refuse() : f(fd);
}

static void __attribute__((destructor))
tell(void)
{
	const char *to = getenv("NOSPACE_COUNT");
	FILE *f = to == NULL ? NULL : fopen(to, "w");

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", (long)calls);
	fclose(f);
}
