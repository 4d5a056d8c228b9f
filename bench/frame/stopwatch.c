/*
 * `stopwatch PROGRAM WORD...` runs a program, passes its standard output through, and tells on descriptor 3 what it took:
 * exit code, ns from fork to exit, ns to the first byte of output (-1: none), KiB of memory at its peak, us of processor time.
 * It is a small program of its own, since Node itself takes milliseconds to start another one.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TOLD = 3, CANNOT_START = 127 };

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t microseconds(struct timeval time) { return (int64_t)time.tv_sec * 1000000 + time.tv_usec; }

/* The time of the first byte, or -1. */
static int64_t pass_through(int from) {
  static char bytes[1 << 16];
  int64_t first = -1;
  for (;;) {
    ssize_t got = read(from, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return first;
    if (first < 0) first = now_ns();
    for (ssize_t done = 0; done < got;) {
      ssize_t written = write(1, bytes + done, (size_t)(got - done));
      if (written < 0) return first;
      done += written;
    }
  }
}

int main(int count, char **words) {
  int ends[2], status;
  struct rusage usage;
  if (count < 2 || pipe2(ends, 0) != 0) return 1;
  int64_t start = now_ns();
  pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    close(TOLD);
    execvp(words[1], words + 1);
    perror(words[1]);
    _exit(CANNOT_START);
  }
  close(ends[1]);
  int64_t first = pass_through(ends[0]);
  while (wait4(child, &status, 0, &usage) < 0)
    if (errno != EINTR) return 1;
  int64_t end = now_ns();
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  dprintf(TOLD, "%d %lld %lld %ld %lld\n", code, (long long)(end - start), (long long)(first < 0 ? -1 : first - start),
          usage.ru_maxrss, (long long)(microseconds(usage.ru_utime) + microseconds(usage.ru_stime)));
  return 0;
}
