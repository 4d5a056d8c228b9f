/*
 * Hands a command to the warm agent of the user, and waits for its end. Where anything is odd it starts the program as
 * if there were no agent: `alien SCRIPT WORD...`, SCRIPT being what it runs then. docs/decisions/agent.md has the rules.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* As in src/lib/agent/messages.ts. */
enum { HELLO = 1, REQUEST, READY, REFUSED, GO, BEGUN, SIGNAL, ENDED };
enum { DESCRIPTORS = 4, PATIENCE_MS = 100, GRACE_MS = 1500, LARGEST = 1 << 20, LOST = 1 };

struct message {
  uint32_t type;
  uint32_t length;
  char body[512];
};

static char **command;
static int connection = -1;
static int flags[3];
static pid_t worker;
static int wakes[2];

static void restore_flags(void) {
  for (int fd = 0; fd < 3; fd++) fcntl(fd, F_SETFL, flags[fd]);
}

/* Only as long as the command has certainly not begun. */
static _Noreturn void run_without(void) {
  if (connection >= 0) close(connection);
  for (int fd = 0; fd < 3; fd++)
    if (flags[fd] >= 0) fcntl(fd, F_SETFL, flags[fd]);
  setenv("ALIEN_LAUNCHED", "1", 1);
  execv(command[0], command);
  perror("alien cannot be started");
  _exit(127);
}

static _Noreturn void lost(void) {
  static const char text[] = "The agent ended in the middle of this command. Run it again.\n";
  restore_flags();
  if (write(2, text, sizeof text - 1) < 0) _exit(LOST);
  _exit(LOST);
}

static int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* 1: all was read, 0: the other side is gone or says what it must not, -1: it takes too long */
static int read_all(void *into, size_t length, int64_t until) {
  for (size_t have = 0; have < length;) {
    struct pollfd wait = {connection, POLLIN, 0};
    int64_t left = until - now_ms();
    if (left < 0) left = 0;
    int ready = poll(&wait, 1, (int)left);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return -1;
    ssize_t got = recv(connection, (char *)into + have, length - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    have += (size_t)got;
  }
  return 1;
}

static int read_message(struct message *message, int64_t until) {
  int ok = read_all(message, 8, until);
  if (ok != 1) return ok;
  if (message->length >= sizeof message->body) return 0;
  ok = read_all(message->body, message->length, until);
  message->body[message->length] = 0;
  return ok;
}

static int send_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return 0;
    bytes += sent;
    length -= (size_t)sent;
  }
  return 1;
}

static int send_number(uint32_t type, int32_t number) {
  char bytes[12];
  uint32_t head[2] = {type, 4};
  memcpy(bytes, head, 8);
  memcpy(bytes + 8, &number, 4);
  return send_all(bytes, sizeof bytes);
}

static int is_own(const struct stat *facts, mode_t kind) {
  return (facts->st_mode & S_IFMT) == kind && facts->st_uid == geteuid();
}

/* A directory that no one else may enter, a socket of ours in it, and a process of ours behind that. */
static int connect_safely(void) {
  const char *runtime = getenv("XDG_RUNTIME_DIR"), *home = getenv("HOME");
  char host[256], directory[512];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct stat facts;
  if (geteuid() != getuid() || gethostname(host, sizeof host) != 0) return 0;
  host[sizeof host - 1] = 0;
  int length = runtime && *runtime ? snprintf(directory, sizeof directory, "%s/alien", runtime)
               : home && *home     ? snprintf(directory, sizeof directory, "%s/.cache/alien/agent", home)
                                   : -1;
  if (length < 0 || (size_t)length >= sizeof directory || directory[0] != '/') return 0;
  length = snprintf(address.sun_path, sizeof address.sun_path, "%s/%s.socket", directory, host);
  if (length < 0 || (size_t)length >= sizeof address.sun_path) return 0;
  if (lstat(directory, &facts) != 0 || !is_own(&facts, S_IFDIR) || (facts.st_mode & 077) != 0) return 0;
  if (lstat(address.sun_path, &facts) != 0 || !is_own(&facts, S_IFSOCK)) return 0;
  connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connection < 0 || connect(connection, (struct sockaddr *)&address, sizeof address) != 0) return 0;
  fcntl(connection, F_SETFL, 0);
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
}

/* What tells one build of the program from another: the bundle beside this launcher. */
static int own_build(char *into, size_t size) {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 32);
  struct stat facts;
  if (length <= 0) return 0;
  path[length] = 0;
  for (int up = 0; up < 3; up++) {
    char *slash = strrchr(path, '/');
    if (!slash) return 0;
    *slash = 0;
  }
  strcat(path, "/dist/alien.cjs");
  if (stat(path, &facts) != 0) return 0;
  snprintf(into, size, "%llu:%llu:%lld:%lld.%09ld", (unsigned long long)facts.st_dev,
           (unsigned long long)facts.st_ino, (long long)facts.st_size, (long long)facts.st_mtim.tv_sec,
           facts.st_mtim.tv_nsec);
  return 1;
}

static char *append(char *at, const char *text) {
  size_t length = strlen(text) + 1;
  memcpy(at, text, length);
  return at + length;
}

/* umask, number of words, words, variables: each ends with a zero byte. */
static int send_request(char **words) {
  size_t length = 64;
  uint32_t count = 0;
  for (char **word = words; *word; word++, count++) length += strlen(*word) + 1;
  for (char **each = environ; *each; each++) length += strlen(*each) + 1;
  int directory = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  char *bytes = length < LARGEST ? malloc(length) : NULL;
  if (directory < 0 || !bytes) return 0;
  mode_t mask = umask(077);
  umask(mask);
  char *at = bytes + 8;
  at += sprintf(at, "%o", mask) + 1;
  at += sprintf(at, "%u", count) + 1;
  for (char **word = words; *word; word++) at = append(at, *word);
  for (char **each = environ; *each; each++) at = append(at, *each);
  uint32_t head[2] = {REQUEST, (uint32_t)(at - bytes - 8)};
  memcpy(bytes, head, 8);

  int descriptors[DESCRIPTORS] = {0, 1, 2, directory};
  union {
    struct cmsghdr align;
    char space[CMSG_SPACE(sizeof descriptors)];
  } control = {0};
  struct iovec part = {bytes, 8};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptors);
  memcpy(CMSG_DATA(header), descriptors, sizeof descriptors);
  int ok = sendmsg(connection, &message, MSG_NOSIGNAL) == 8 && send_all(bytes + 8, (size_t)(at - bytes - 8));
  close(directory);
  free(bytes);
  return ok;
}

static void note_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (write(wakes[1], &byte, 1) < 0) { /* so many are waiting already */ }
  errno = saved;
}

/* What is ignored here stays ignored: nohup, and commands in the background of a script. */
static void watch_signals(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction action;
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigaction(numbers[i], &action, NULL);
  }
}

static _Noreturn void die_of(int number) {
  restore_flags();
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

/* Signals go to the worker until it tells of the end. One that does not obey is killed: it harms no one else. */
static _Noreturn void follow(void) {
  int64_t deadline = 0;
  int ending = 0;
  for (;;) {
    struct pollfd waits[2] = {{connection, POLLIN, 0}, {wakes[0], POLLIN, 0}};
    int64_t left = deadline ? deadline - now_ms() : -1;
    int ready = poll(waits, 2, deadline ? (int)(left < 0 ? 0 : left) : -1);
    if (ready < 0 && errno != EINTR) lost();
    if (ready == 0) {
      kill(worker, SIGKILL);
      die_of(ending);
    }
    if (ready < 0) continue;
    if (waits[1].revents) {
      unsigned char number;
      if (read(wakes[0], &number, 1) == 1) {
        ending = number;
        if (!deadline) deadline = now_ms() + GRACE_MS;
        send_number(SIGNAL, number);
      }
    }
    if (waits[0].revents) {
      struct message message;
      int32_t how[2];
      if (read_message(&message, now_ms() + GRACE_MS) != 1) {
        if (ending) die_of(ending);
        lost();
      }
      if (message.type == REFUSED) run_without(); /* it vouches that nothing was done */
      if (message.type != ENDED || message.length != sizeof how) lost();
      memcpy(how, message.body, sizeof how);
      if (how[1]) die_of(how[1]);
      restore_flags();
      _exit(how[0]);
    }
  }
}

int main(int count, char **words) {
  struct message message;
  char build[128];
  if (count < 2) return 127;
  command = words + 1;
  for (int fd = 0; fd < 3; fd++) flags[fd] = fcntl(fd, F_GETFL);
  if (flags[0] < 0 || flags[1] < 0 || flags[2] < 0) run_without();
  if (!own_build(build, sizeof build) || !connect_safely()) run_without();
  int64_t until = now_ms() + PATIENCE_MS;
  if (read_message(&message, until) != 1 || message.type != HELLO) run_without();
  char *end;
  worker = (pid_t)strtol(message.body, &end, 10);
  if (worker <= 1 || *end != ' ' || strcmp(end + 1, build) != 0) run_without();
  if (pipe2(wakes, O_CLOEXEC | O_NONBLOCK) != 0 || !send_request(words + 2)) run_without();
  if (read_message(&message, until + PATIENCE_MS) != 1 || message.type != READY) run_without();
  watch_signals();
  /* From here on the command may begin. */
  if (!send_number(GO, 0)) run_without();
  int begun = read_message(&message, now_ms() + 10 * PATIENCE_MS);
  if (begun == 0) run_without();  /* it went away without having begun */
  if (begun < 0) {
    kill(worker, SIGKILL);        /* it hangs: now it begins no more, and what it said before its end is still there */
    begun = read_message(&message, now_ms() + 10 * PATIENCE_MS);
    if (begun == 0) run_without();
    if (begun < 0) lost();
  }
  if (message.type == REFUSED) run_without();
  if (message.type != BEGUN) lost();
  follow();
}
