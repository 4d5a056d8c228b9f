/* Hands a command to the agent. Until GO nothing of it begins, and this process may go its own way at any time. */
#include "launcher.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE_MS = 100 };

#ifdef __APPLE__
#define st_mtim st_mtimespec
#endif

/* What tells one build of the program from another: its bundle. */
static int build_of(const char *package, char *into, size_t size) {
  char path[PATH_MAX];
  struct stat facts;
  if (!join_path(path, package, "/dist/alien.cjs") || stat(path, &facts) != 0) return 0;
  snprintf(into, size, "%llu:%llu:%lld:%lld.%09ld", (unsigned long long)facts.st_dev,
           (unsigned long long)facts.st_ino, (long long)facts.st_size, (long long)facts.st_mtim.tv_sec,
           facts.st_mtim.tv_nsec);
  return 1;
}

/* @return the process id of the worker, 0 where this is not a worker of ours */
static pid_t greet(int connection, const char *build, int64_t until) {
  struct message message;
  if (read_message(connection, &message, until) != 1 || message.type != HELLO) return 0;
  char *end;
  long worker = strtol(message.body, &end, 10);
  return worker > 1 && *end == ' ' && strcmp(end + 1, build) == 0 ? (pid_t)worker : 0;
}

/* @return whether the command has begun. A worker that hangs is killed: then it begins no more, and what it has said is still there. */
static int has_begun(int connection, pid_t worker, const int flags[3]) {
  struct message message;
  int said = read_message(connection, &message, now_ms() + 10 * PATIENCE_MS);
  if (said < 0) {
    kill(worker, SIGKILL);
    said = read_message(connection, &message, now_ms() + 10 * PATIENCE_MS);
    if (said < 0) lose(flags);
  }
  if (said == 0 || message.type == REFUSED) return 0;
  if (message.type != BEGUN) lose(flags);
  return 1;
}

void hand_over(const char *package, char **words) {
  struct message message;
  char build[128];
  int flags[3];
  const char *wish = getenv("ALIEN_AGENT");
  if (wish && strcmp(wish, "off") == 0) return;
  for (int fd = 0; fd < 3; fd++)
    if ((flags[fd] = fcntl(fd, F_GETFL)) < 0) return; /* it is closed */
  int connection = connect_agent();
  if (connection < 0) return;
  int64_t until = now_ms() + PATIENCE_MS;
  pid_t worker = build_of(package, build, sizeof build) ? greet(connection, build, until) : 0;
  if (worker && send_request(connection, words) &&
      read_message(connection, &message, until + PATIENCE_MS) == 1 && message.type == READY && watch_signals()) {
    if (send_number(connection, GO, 0) && has_begun(connection, worker, flags)) follow(connection, worker, flags);
    obey_signals(flags);
  }
  restore_flags(flags);
  close(connection);
}
