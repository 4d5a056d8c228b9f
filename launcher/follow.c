/* From GO to the end of a command: signals go to the worker, and its end is ours. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A command cleans up for at most 0.9 s. Ctrl-Z works at once, even if the worker does not answer. */
enum { GRACE_MS = 1500, HOLD_MS = 300, LOST = 1 };

void restore_flags(const struct handover *with) {
  for (int fd = 0; fd < 3; fd++) fcntl(fd, F_SETFL, with->flags[fd]);
}

_Noreturn void lose(const struct handover *with) {
  static const char text[] = "The agent ended in the middle of this command: what it changes may have been done.\n"
                             "Look before you run it again: alien ls, stat, ps.\n";
  restore_flags(with);
  if (write(2, text, sizeof text - 1) < 0) _exit(LOST);
  _exit(LOST);
}

/* What is waited for, besides the end: when it takes too long, in ms, or 0. */
struct waiting {
  int64_t end;  /* after a signal that ends a command */
  int64_t hold; /* after Ctrl-Z */
  int ending;   /* that signal */
};

static int time_left(const struct waiting *waiting) {
  int64_t until = waiting->hold ? waiting->hold : waiting->end;
  if (!until) return -1;
  int64_t left = until - now_ms();
  return left < 0 ? 0 : (int)left;
}

static void go_on(const struct handover *with, struct waiting *waiting) {
  waiting->hold = 0;
  stop_here();
  send_number(with->connection, SIGNAL, SIGCONT);
}

static void pass_on(int number, const struct handover *with, struct waiting *waiting) {
  if (number == SIGTSTP) {
    if (!waiting->hold) waiting->hold = now_ms() + HOLD_MS;
  } else if (number != SIGWINCH) {
    waiting->ending = number;
    if (!waiting->end) waiting->end = now_ms() + GRACE_MS;
  }
  send_number(with->connection, SIGNAL, number);
}

/* @return whether the command is still under way */
static int hear(const struct handover *with, struct waiting *waiting) {
  struct message message;
  int32_t how[2];
  if (read_message(with->connection, &message, now_ms() + GRACE_MS) != 1) {
    if (waiting->ending) die_of(waiting->ending, with);
    lose(with);
  }
  if (message.type == REFUSED) return 0;
  if (message.type == HELD) {
    if (waiting->hold) go_on(with, waiting);
    return 1;
  }
  if (message.type != ENDED || message.length != sizeof how) lose(with);
  memcpy(how, message.body, sizeof how);
  if (how[1]) die_of(how[1], with);
  restore_flags(with);
  _exit(how[0]);
}

void follow(const struct handover *with) {
  struct waiting waiting = {0, 0, 0};
  for (;;) {
    struct pollfd waits[2] = {{with->connection, POLLIN, 0}, {signal_descriptor(), POLLIN, 0}};
    int ready = poll(waits, 2, time_left(&waiting));
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) lose(with);
    if (ready == 0 && waiting.hold) {
      go_on(with, &waiting);
    } else if (ready == 0) {
      kill(with->worker, SIGKILL); /* it does not obey; that harms no one else */
      die_of(waiting.ending, with);
    }
    int number = waits[1].revents ? next_signal() : 0;
    if (number) pass_on(number, with, &waiting);
    if (waits[0].revents && !hear(with, &waiting)) return;
  }
}
