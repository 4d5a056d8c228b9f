/* What a command is, as the worker gets it. */
#include "launcher.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

enum { DESCRIPTORS = 4, HEAD = 8, LARGEST = 1 << 20 };

extern char **environ;

static char *append(char *at, const char *text) {
  size_t length = strlen(text) + 1;
  memcpy(at, text, length);
  return at + length;
}

/* The head of the message brings the descriptors. */
static int send_head(int connection, char *head, int directory) {
  int descriptors[DESCRIPTORS] = {0, 1, 2, directory};
  union {
    struct cmsghdr align;
    char space[CMSG_SPACE(sizeof descriptors)];
  } control = {0};
  struct iovec part = {head, HEAD};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptors);
  memcpy(CMSG_DATA(header), descriptors, sizeof descriptors);
  return sendmsg(connection, &message, MSG_NOSIGNAL) == HEAD;
}

/* umask, number of words, words, variables: each ends with a zero byte. */
int send_request(int connection, char **words) {
  size_t length = 64;
  unsigned count = 0;
  for (char **word = words; *word; word++, count++) length += strlen(*word) + 1;
  for (char **each = environ; *each; each++) length += strlen(*each) + 1;
  if (length >= LARGEST) return 0;
  int directory = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  char *bytes = malloc(length);
  int ok = directory >= 0 && bytes;
  if (ok) {
    mode_t mask = umask(077);
    umask(mask);
    char *at = bytes + HEAD;
    at += sprintf(at, "%o", (unsigned)mask) + 1;
    at += sprintf(at, "%u", count) + 1;
    for (char **word = words; *word; word++) at = append(at, *word);
    for (char **each = environ; *each; each++) at = append(at, *each);
    uint32_t head[2] = {REQUEST, (uint32_t)(at - bytes - HEAD)};
    memcpy(bytes, head, HEAD);
    ok = send_head(connection, bytes, directory) && send_all(connection, bytes + HEAD, head[1]);
  }
  if (directory >= 0) close(directory);
  free(bytes);
  return ok;
}
