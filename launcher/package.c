/* Where the package of this launcher is: in a checkout, and in all forms in which it is installed. */
#include "launcher.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

/* From the directory of this launcher. */
static const char *const PLACES[] = {
    "/../..",                            /* a checkout: launcher/build/alien */
    "/../cli",                           /* a package of its own beside the program, or ... */
    "/../../..",                         /* ... in its node_modules */
    "/..",                               /* bin/alien */
    "/../lib/node_modules/@alien-grid/cli", /* bin/alien of a prefix */
};

/* pip puts programs into bin, and what they need into a directory with the version of Python in its name. */
static const char *const PIP_PLACES[] = {
    "/../lib/python3*/site-packages",
    "/../lib64/python3*/site-packages",
    "/../lib/python3*/dist-packages",
    "/..",
};

int join_path(char *into, const char *base, const char *rest) {
  int length = snprintf(into, PATH_MAX, "%s%s", base, rest);
  return length > 0 && length < PATH_MAX;
}

/* This very file, without links. */
static int own_path(char *into, const char *called) {
  char path[PATH_MAX];
#ifdef __APPLE__
  uint32_t size = sizeof path;
  if (_NSGetExecutablePath(path, &size) == 0 && realpath(path, into)) return 1;
#else
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length > 0) {
    path[length] = 0;
    if (realpath(path, into)) return 1;
  }
#endif
  return strchr(called, '/') && realpath(called, into);
}

static int is_package(char *into, const char *path) {
  char entry[PATH_MAX];
  return join_path(entry, path, "/bin/run.cjs") && access(entry, R_OK) == 0 && realpath(path, into);
}

static int is_pip_package(char *into, const char *pattern) {
  char whole[PATH_MAX];
  glob_t found;
  int is_found = 0;
  if (!join_path(whole, pattern, "/alien_grid/node_modules/@alien-grid/cli")) return 0;
  if (glob(whole, 0, NULL, &found) != 0) return 0;
  for (size_t i = 0; !is_found && i < found.gl_pathc; i++) is_found = is_package(into, found.gl_pathv[i]);
  globfree(&found);
  return is_found;
}

int find_package(char *into, const char *called) {
  char here[PATH_MAX], place[PATH_MAX];
  if (!own_path(here, called)) return 0;
  *strrchr(here, '/') = 0;
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++)
    if (join_path(place, here, PLACES[i]) && is_package(into, place)) return 1;
  for (size_t i = 0; i < sizeof PIP_PLACES / sizeof *PIP_PLACES; i++)
    if (join_path(place, here, PIP_PLACES[i]) && is_pip_package(into, place)) return 1;
  return 0;
}
