/* From GO to the end of a command: signals go to the worker, and its end is ours. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GRACE_MS = 1500, LOST = 1 };

static int wakes[2];

void restore_flags(const int flags[3]) {
  for (int fd = 0; fd < 3; fd++) fcntl(fd, F_SETFL, flags[fd]);
}

_Noreturn void lose(const int flags[3]) {
  static const char text[] = "The agent ended in the middle of this command: what it changes may have been done.\n"
                             "Look before you run it again: alien ls, stat, ps.\n";
  restore_flags(flags);
  if (write(2, text, sizeof text - 1) < 0) _exit(LOST);
  _exit(LOST);
}

static void note_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (write(wakes[1], &byte, 1) < 0) { /* so many are waiting already */ }
  errno = saved;
}

/* What is ignored here stays ignored: nohup, and commands in the background of a script. */
int watch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  if (pipe(wakes) != 0) return 0;
  for (int i = 0; i < 2; i++) {
    fcntl(wakes[i], F_SETFD, FD_CLOEXEC);
    fcntl(wakes[i], F_SETFL, O_NONBLOCK);
  }
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction action;
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigaction(numbers[i], &action, NULL);
  }
  return 1;
}

static _Noreturn void die_of(int number, const int flags[3]) {
  restore_flags(flags);
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

void obey_signals(const int flags[3]) {
  unsigned char number;
  if (read(wakes[0], &number, 1) == 1) die_of(number, flags);
}

/* A worker that does not obey a signal is killed: it harms no one else. */
void follow(int connection, pid_t worker, const int flags[3]) {
  int64_t deadline = 0;
  int ending = 0;
  for (;;) {
    struct pollfd waits[2] = {{connection, POLLIN, 0}, {wakes[0], POLLIN, 0}};
    int64_t left = deadline - now_ms();
    int ready = poll(waits, 2, !deadline ? -1 : left < 0 ? 0 : (int)left);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) lose(flags);
    if (ready == 0) {
      kill(worker, SIGKILL);
      die_of(ending, flags);
    }
    unsigned char number;
    if (waits[1].revents && read(wakes[0], &number, 1) == 1) {
      ending = number;
      if (!deadline) deadline = now_ms() + GRACE_MS;
      send_number(connection, SIGNAL, number);
    }
    if (!waits[0].revents) continue;
    struct message message;
    int32_t how[2];
    if (read_message(connection, &message, now_ms() + GRACE_MS) != 1) {
      if (ending) die_of(ending, flags);
      lose(flags);
    }
    if (message.type == REFUSED) return;
    if (message.type != ENDED || message.length != sizeof how) lose(flags);
    memcpy(how, message.body, sizeof how);
    if (how[1]) die_of(how[1], flags);
    restore_flags(flags);
    _exit(how[0]);
  }
}
