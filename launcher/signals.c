/* Signals that come to this process while a worker does its command. */
#include "launcher.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int wakes[2];

static void note(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (write(wakes[1], &byte, 1) < 0) { /* so many are waiting already */ }
  errno = saved;
}

/* What is ignored here stays ignored: nohup, and commands in the background of a script. */
static void watch(int number) {
  struct sigaction action;
  if (sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, NULL);
}

int watch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH};
  if (pipe(wakes) != 0) return 0;
  for (int i = 0; i < 2; i++) {
    fcntl(wakes[i], F_SETFD, FD_CLOEXEC);
    fcntl(wakes[i], F_SETFL, O_NONBLOCK);
  }
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) watch(numbers[i]);
  return 1;
}

int signal_descriptor(void) { return wakes[0]; }

int next_signal(void) {
  unsigned char number;
  return read(wakes[0], &number, 1) == 1 ? number : 0;
}

/* As it would have done without a handler. */
static void take(int number) {
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

_Noreturn void die_of(int number, const struct handover *with) {
  restore_flags(with);
  take(number);
  _exit(128 + number);
}

void stop_here(void) {
  take(SIGTSTP);
  watch(SIGTSTP);
}
