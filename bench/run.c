/*
 * run TIMES COMMAND...: runs a command several times with its output thrown
 * away and prints the least processor time, the least time by the clock (in
 * seconds) and the largest memory (in KiB) of all runs.
 */
#define _DEFAULT_SOURCE		/* wait4, ru_maxrss */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

static void
run_command(char **command)
{
	int null = open("/dev/null", O_WRONLY);

	if (null == -1 || dup2(null, STDOUT_FILENO) == -1)
		_exit(126);
	execvp(command[0], command);
	perror(command[0]);
	_exit(127);
}

int
main(int argc, char **argv)
{
	double cpu = 1e9, wall = 1e9;
	long memory = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: run TIMES COMMAND...\n");
		return 2;
	}
	for (int i = atoi(argv[1]); i > 0; i--) {
		double start = clock_now(), used;
		struct rusage usage;
		pid_t pid = fork();
		int status;

		if (pid == 0)
			run_command(argv + 2);
		if (pid == -1 || wait4(pid, &status, 0, &usage) == -1) {
			perror("run");
			return 1;
		}
		if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
			fprintf(stderr, "run: %s failed\n", argv[2]);
			return 1;
		}
		used = clock_now() - start;
		wall = used < wall ? used : wall;
		used = seconds(usage.ru_utime) + seconds(usage.ru_stime);
		cpu = used < cpu ? used : cpu;
		memory = usage.ru_maxrss > memory ? usage.ru_maxrss : memory;
	}
	printf("%.3f %.3f %ld\n", cpu, wall, memory);
	return 0;
}
