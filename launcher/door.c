/* The way to the agent: a directory that no one else may enter, a socket of ours in it, a process of ours behind that. */
#include "launcher.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int is_own(const struct stat *facts, mode_t kind) {
  return (facts->st_mode & S_IFMT) == kind && facts->st_uid == geteuid();
}

/* As agentPlace in src/lib/agent/place.ts. */
static int agent_directory(char *into) {
  const char *runtime = getenv("XDG_RUNTIME_DIR"), *home = getenv("HOME");
  if (runtime && *runtime == '/') return join_path(into, runtime, "/alien");
  return home && *home == '/' && join_path(into, home, "/.cache/alien/agent");
}

static int is_ours(int connection) {
#ifdef SO_PEERCRED
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
#else
  uid_t user;
  gid_t group;
  return getpeereid(connection, &user, &group) == 0 && user == geteuid();
#endif
}

int connect_agent(void) {
  char host[256], directory[PATH_MAX];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct stat facts;
  if (geteuid() != getuid() || !agent_directory(directory)) return -1;
  if (lstat(directory, &facts) != 0 || !is_own(&facts, S_IFDIR) || (facts.st_mode & 077) != 0) return -1;
  if (gethostname(host, sizeof host) != 0) return -1;
  host[sizeof host - 1] = 0;
  int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/%s.socket", directory, host);
  if (length < 0 || (size_t)length >= sizeof address.sun_path) return -1;
  if (lstat(address.sun_path, &facts) != 0 || !is_own(&facts, S_IFSOCK)) return -1;
  int connection = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connection < 0) return -1;
  fcntl(connection, F_SETFD, FD_CLOEXEC);
  fcntl(connection, F_SETFL, O_NONBLOCK); /* so that a full queue does not hold us */
  if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0 && is_ours(connection)) {
    fcntl(connection, F_SETFL, 0);
    return connection;
  }
  close(connection);
  return -1;
}
