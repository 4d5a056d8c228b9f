/* `alien`, under this or another name: hands a command to the warm agent of the user, or starts the program with Node. */
#include "launcher.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { OPEN_FILES = 128, TOO_MANY_OPEN = 24, NOT_FOUND = 127 };

/* The name stands for a command: alien_ls. bin/alien, where that comes first, tells how it was called. */
static void name_command(const char *called) {
  const char *told = getenv("ALIEN_LAUNCHED");
  const char *path = told ? told : called;
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  if (*name && strcmp(name, "alien") != 0) setenv("ALIEN_CALLED_AS", name, 1);
  else unsetenv("ALIEN_CALLED_AS");
  unsetenv("ALIEN_LAUNCHED");
}

/* Node forgets that nohup has this signal ignored. */
static void tell_of_nohup(void) {
  struct sigaction action;
  if (sigaction(SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN) setenv("ALIEN_NOHUP", "1", 1);
}

/* With too few open files Node dies of a signal, without a word. */
static int has_open_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= OPEN_FILES) return 1;
  limit.rlim_cur = OPEN_FILES;
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

int main(int count, char **words) {
  char package[PATH_MAX];
  if (count < 1) return NOT_FOUND;
  name_command(words[0]);
  tell_of_nohup();
  if (!has_open_files()) {
    fputs("alien needs 128 open files, and the limit here is lower: raise it (ulimit -n 1024).\n", stderr);
    return TOO_MANY_OPEN;
  }
  if (!find_package(package, words[0])) {
    fputs("alien is not installed completely: its package is not beside this launcher. Reinstall it.\n", stderr);
    return NOT_FOUND;
  }
  hand_over(package, words + 1);
  run_node(package, words);
}
