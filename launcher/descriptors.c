/* What the agent needs of Unix and Node does not offer: sockets that descriptors are passed over. */
#define _GNU_SOURCE
#include "hold.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <node_api.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { DESCRIPTORS = 4, LARGEST = 1 << 20, REQUEST = 2, HELLO = 1, BACKLOG = 64, PATIENCE_MS = 500 };

struct work {
  napi_async_work job;
  napi_deferred promise;
  int listener;
  char greeting[256];
  int connection;
  int process;
  int descriptors[DESCRIPTORS];
  uint32_t length;
  char *request;
};

static void forget(struct work *work) {
  if (work->connection >= 0) close(work->connection);
  for (int i = 0; i < DESCRIPTORS; i++)
    if (work->descriptors[i] >= 0) close(work->descriptors[i]);
  free(work->request);
  work->connection = -1;
  work->request = NULL;
  for (int i = 0; i < DESCRIPTORS; i++) work->descriptors[i] = -1;
}

static int is_ours(struct work *work) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(work->connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return 0;
  work->process = peer.pid; /* 0: it is in another name space of processes */
  return peer.uid == geteuid();
}

/* The head of the request brings the descriptors. */
static int receive_head(struct work *work, uint32_t head[2]) {
  union {
    struct cmsghdr align;
    char space[CMSG_SPACE(sizeof work->descriptors)];
  } control;
  struct iovec part = {head, 8};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
  if (recvmsg(work->connection, &message, MSG_CMSG_CLOEXEC) != 8) return 0;
  int taken = 0;
  for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
    if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_RIGHTS) continue;
    size_t count = (each->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; i++) {
      int fd;
      memcpy(&fd, CMSG_DATA(each) + i * sizeof fd, sizeof fd);
      if (taken < DESCRIPTORS) work->descriptors[taken++] = fd;
      else close(fd);
    }
  }
  return taken == DESCRIPTORS && !(message.msg_flags & MSG_CTRUNC) && head[0] == REQUEST && head[1] > 0 &&
         head[1] <= LARGEST;
}

static int receive(struct work *work) {
  struct timeval patience = {0, PATIENCE_MS * 1000};
  setsockopt(work->connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(work->connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  uint32_t head[2] = {HELLO, (uint32_t)strlen(work->greeting)};
  char hello[8 + sizeof work->greeting];
  memcpy(hello, head, 8);
  memcpy(hello + 8, work->greeting, head[1]);
  if (send(work->connection, hello, 8 + head[1], MSG_NOSIGNAL) != (ssize_t)(8 + head[1])) return 0;
  if (!receive_head(work, head)) return 0;
  work->length = head[1];
  work->request = malloc(work->length);
  for (uint32_t have = 0; work->request && have < work->length;) {
    ssize_t got = recv(work->connection, work->request + have, work->length - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    have += (uint32_t)got;
  }
  return work->request != NULL;
}

/* Wakes one worker for a caller, of those that are free always the same one: the others need no login as long. */
static int gate_of(int listener) {
  static int gate = -1;
  struct epoll_event when = {.events = EPOLLIN | EPOLLEXCLUSIVE};
  if (gate >= 0) return gate;
  gate = epoll_create1(EPOLL_CLOEXEC);
  if (gate >= 0 && epoll_ctl(gate, EPOLL_CTL_ADD, listener, &when) != 0) {
    close(gate);
    gate = -1;
  }
  return gate;
}

static void wait_for_caller(napi_env env, void *data) {
  (void)env;
  struct work *work = data;
  for (;;) {
    struct epoll_event event;
    if (epoll_wait(gate_of(work->listener), &event, 1, -1) < 0 && errno != EINTR) return;
    work->connection = accept4(work->listener, NULL, NULL, SOCK_CLOEXEC);
    if (work->connection < 0) continue; /* another worker was faster */
    if (is_ours(work) && receive(work)) return;
    forget(work);
  }
}

static napi_value number(napi_env env, int value) {
  napi_value result;
  napi_create_int32(env, value, &result);
  return result;
}

static void hand_over(napi_env env, napi_status status, void *data) {
  struct work *work = data;
  napi_value caller, request, descriptors;
  if (status == napi_ok && work->request != NULL) {
    napi_create_object(env, &caller);
    napi_set_named_property(env, caller, "connection", number(env, work->connection));
    napi_set_named_property(env, caller, "process", number(env, work->process));
    napi_create_buffer_copy(env, work->length, work->request, NULL, &request);
    napi_set_named_property(env, caller, "request", request);
    napi_create_array_with_length(env, DESCRIPTORS, &descriptors);
    for (uint32_t i = 0; i < DESCRIPTORS; i++)
      napi_set_element(env, descriptors, i, number(env, work->descriptors[i]));
    napi_set_named_property(env, caller, "descriptors", descriptors);
    napi_resolve_deferred(env, work->promise, caller);
    free(work->request);
  } else {
    napi_get_undefined(env, &caller);
    napi_resolve_deferred(env, work->promise, caller);
    forget(work);
  }
  napi_delete_async_work(env, work->job);
  free(work);
}

static napi_value failure(napi_env env, const char *what) {
  char text[160];
  snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
  napi_throw_error(env, NULL, text);
  return NULL;
}

/* accept(listener, greeting): a promise of the next caller with the same user id */
static napi_value accept_caller(napi_env env, napi_callback_info info) {
  napi_value arguments[2], promise, name;
  size_t count = 2;
  struct work *work = calloc(1, sizeof *work);
  if (work == NULL) return failure(env, "accept");
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  work->connection = -1;
  for (int i = 0; i < DESCRIPTORS; i++) work->descriptors[i] = -1;
  napi_get_value_int32(env, arguments[0], &work->listener);
  napi_get_value_string_utf8(env, arguments[1], work->greeting, sizeof work->greeting, NULL);
  napi_create_promise(env, &work->promise, &promise);
  napi_create_string_utf8(env, "alien:accept", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, NULL, name, wait_for_caller, hand_over, work, &work->job);
  napi_queue_async_work(env, work->job);
  return promise;
}

/* listen(path): the descriptor of a socket that only this user may use. It is closed in programs that are started. */
static napi_value listen_at(napi_env env, napi_callback_info info) {
  napi_value argument;
  size_t count = 1;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_value_string_utf8(env, argument, address.sun_path, sizeof address.sun_path, NULL);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0) return failure(env, "socket");
  mode_t mask = umask(0177);
  int bound = bind(listener, (struct sockaddr *)&address, sizeof address);
  umask(mask);
  if (bound == 0 && listen(listener, BACKLOG) == 0) return number(env, listener);
  napi_value failed = failure(env, "listen");
  close(listener);
  return failed;
}

/* lock(path): descriptor of a file that is locked as long as it is open, or -1 where another process has locked it */
static napi_value lock(napi_env env, napi_callback_info info) {
  napi_value argument;
  size_t count = 1;
  char path[PATH_MAX];
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_value_string_utf8(env, argument, path, sizeof path, NULL);
  for (;;) {
    struct stat own, named;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return failure(env, "lock");
    int is_held = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!is_held && fstat(fd, &own) == 0 && stat(path, &named) == 0 && own.st_dev == named.st_dev &&
        own.st_ino == named.st_ino)
      return number(env, fd);
    close(fd);
    if (is_held) return number(env, -1);
    /* else its owner has just removed it */
  }
}

/* The only argument, which is a descriptor. */
static int descriptor_of(napi_env env, napi_callback_info info) {
  napi_value argument;
  size_t count = 1;
  int fd = -1;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_value_int32(env, argument, &fd);
  return fd;
}

/* enter(fd): make a directory the current one */
static napi_value enter(napi_env env, napi_callback_info info) {
  return fchdir(descriptor_of(env, info)) == 0 ? NULL : failure(env, "fchdir");
}

/* hold(fd, word): see hold.h */
static napi_value hold(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2, length = 0;
  int connection = -1;
  void *word = NULL;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_int32(env, arguments[0], &connection);
  napi_get_buffer_info(env, arguments[1], &word, &length);
  hold_process(connection, word, length);
  return NULL;
}

/* size(fd): columns and rows of a terminal */
static napi_value size(napi_env env, napi_callback_info info) {
  napi_value pair;
  struct winsize size;
  if (ioctl(descriptor_of(env, info), TIOCGWINSZ, &size) != 0) return failure(env, "size");
  napi_create_array_with_length(env, 2, &pair);
  napi_set_element(env, pair, 0, number(env, size.ws_col));
  napi_set_element(env, pair, 1, number(env, size.ws_row));
  return pair;
}

/* protect(): no core dump of this process holds keys, and no other process of the user looks into it */
static napi_value protect(napi_env env, napi_callback_info info) {
  (void)info;
  struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) return failure(env, "protect");
  return NULL;
}

static void add(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, NULL, &function);
  napi_set_named_property(env, exports, name, function);
}

NAPI_MODULE_INIT() {
  add(env, exports, "accept", accept_caller);
  add(env, exports, "listen", listen_at);
  add(env, exports, "lock", lock);
  add(env, exports, "enter", enter);
  add(env, exports, "hold", hold);
  add(env, exports, "size", size);
  add(env, exports, "protect", protect);
  return exports;
}
