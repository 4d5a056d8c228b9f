/* Hands a command to the agent. Until GO nothing of it begins, and this process may go its own way at any time. */
#include "launcher.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <termios.h>
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

/* @return the process id of the worker, 0 where it is none for us */
static pid_t greet(int connection, const char *package, int64_t until) {
  struct message message;
  char build[128];
  if (!build_of(package, build, sizeof build)) return 0;
  if (read_message(connection, &message, until) != 1 || message.type != HELLO) return 0;
  char *end;
  long worker = strtol(message.body, &end, 10);
  return worker > 1 && *end == ' ' && strcmp(end + 1, build) == 0 ? (pid_t)worker : 0;
}

/* A worker that hangs is killed: then it begins no more, and what it has said is still there. @return whether it began */
static int has_begun(const struct handover *with) {
  struct message message;
  int said = read_message(with->connection, &message, now_ms() + 10 * PATIENCE_MS);
  if (said < 0) {
    kill(with->worker, SIGKILL);
    said = read_message(with->connection, &message, now_ms() + 10 * PATIENCE_MS);
    if (said < 0) lose(with);
  }
  if (said == 0 || message.type == REFUSED) return 0;
  if (message.type != BEGUN) lose(with);
  return 1;
}

static int is_ready(int connection, int64_t until) {
  struct message message;
  return read_message(connection, &message, until) == 1 && message.type == READY;
}

/* Whether a terminal stops those who write to it from the background: that it can do to its own processes only. */
static int stops_writers(void) {
  for (int fd = 1; fd <= 2; fd++) {
    struct termios terminal;
    if (tcgetattr(fd, &terminal) == 0 && (terminal.c_lflag & TOSTOP)) return 1;
  }
  return 0;
}

/* Whether the user wants no agent. */
static int is_off(void) {
  static const char *const words[] = {"off", "no", "false", "0"};
  const char *wish = getenv("ALIEN_AGENT");
  for (size_t i = 0; wish && i < sizeof words / sizeof *words; i++)
    if (strcasecmp(wish, words[i]) == 0) return 1;
  return 0;
}

void hand_over(const char *package, char **words) {
  struct handover with;
  if (is_off()) return;
  for (int fd = 0; fd < 3; fd++)
    if ((with.flags[fd] = fcntl(fd, F_GETFL)) < 0) return; /* it is closed */
  if (stops_writers()) return;
  with.connection = connect_agent();
  if (with.connection < 0) return;
  int64_t until = now_ms() + PATIENCE_MS;
  with.worker = greet(with.connection, package, until);
  if (with.worker && send_request(with.connection, words) && is_ready(with.connection, until + PATIENCE_MS) &&
      watch_signals()) {
    if (send_number(with.connection, GO, 0) && has_begun(&with)) follow(&with);
    int number = next_signal(); /* that has come in the meantime */
    if (number == SIGTSTP) stop_here();
    else if (number && number != SIGWINCH) die_of(number, &with);
  }
  restore_flags(&with);
  close(with.connection);
}
