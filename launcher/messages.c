/* What launcher and worker say to each other. */
#include "launcher.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int read_all(int connection, void *into, size_t length, int64_t until) {
  for (size_t have = 0; have < length;) {
    struct pollfd wait = {connection, POLLIN, 0};
    int64_t left = until - now_ms();
    int ready = poll(&wait, 1, left < 0 ? 0 : (int)left);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return -1;
    ssize_t got = recv(connection, (char *)into + have, length - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    have += (size_t)got;
  }
  return 1;
}

int read_message(int connection, struct message *message, int64_t until) {
  int ok = read_all(connection, message, 8, until);
  if (ok != 1) return ok;
  if (message->length >= sizeof message->body) return 0;
  ok = read_all(connection, message->body, message->length, until);
  message->body[message->length] = 0;
  return ok;
}

int send_all(int connection, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return 0;
    bytes += sent;
    length -= (size_t)sent;
  }
  return 1;
}

int send_number(int connection, uint32_t type, int32_t number) {
  char bytes[12];
  uint32_t head[2] = {type, sizeof number};
  memcpy(bytes, head, sizeof head);
  memcpy(bytes + sizeof head, &number, sizeof number);
  return send_all(connection, bytes, sizeof bytes);
}
