/*
 * measure [-n RUNS] [-l SECONDS] COMMAND...: runs a command with its output
 * thrown away, and prints the median of its processor time and of its time
 * by the clock, in seconds, and the largest memory it had, in KiB.  With -l
 * a run that takes more processor time than that is ended, and "-" printed
 * for all three.  Exit status 1 if the command could not be run.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 99 };

static double
clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Of all children so far. */
static double
children_cpu(long *memory)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	*memory = u.ru_maxrss;
	return seconds(u.ru_utime) + seconds(u.ru_stime);
}

static void
run_command(char **command, rlim_t limit)
{
	int null = open("/dev/null", O_WRONLY);

	if (limit > 0) {
		struct rlimit l = { limit, limit };
		setrlimit(RLIMIT_CPU, &l);
	}
	if (null == -1 || dup2(null, STDOUT_FILENO) == -1 ||
	    dup2(null, STDERR_FILENO) == -1)
		_exit(127);
	execvp(command[0], command);
	_exit(127);
}

/* The exit status of the command; 128 when a signal ended it. */
static int
run(char **command, rlim_t limit)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		run_command(command, limit);
	if (pid == -1)
		return 127;
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_size);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int
main(int argc, char **argv)
{
	double cpu[MOST], wall[MOST], last = 0;
	size_t runs = 1;
	rlim_t limit = 0;
	long memory = 0;
	int i = 1;

	for (; i + 1 < argc && argv[i][0] == '-'; i += 2)
		if (strcmp(argv[i], "-n") == 0)
			runs = strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "-l") == 0)
			limit = strtoul(argv[i + 1], NULL, 10);
		else
			break;
	if (i >= argc || argv[i][0] == '-' || runs < 1 || runs > MOST) {
		fputs("usage: measure [-n RUNS] [-l SECONDS] COMMAND...\n",
		    stderr);
		return 2;
	}
	for (size_t k = 0; k < runs; k++) {
		double start = clock_now(), now;
		int status = run(argv + i, limit);

		if (status == 127) {
			fprintf(stderr, "measure: cannot run %s\n", argv[i]);
			return 1;
		}
		if (status == 128) {
			puts("- - -");
			return 0;
		}
		wall[k] = clock_now() - start;
		now = children_cpu(&memory);
		cpu[k] = now - last;
		last = now;
	}
	printf("%.4f %.4f %ld\n", median(cpu, runs), median(wall, runs),
	    memory);
	return 0;
}
