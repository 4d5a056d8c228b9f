/* What the parts of the launcher know of each other. docs/decisions/agent.md has the rules. */
#define _GNU_SOURCE
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* package.c: paths are at most PATH_MAX bytes, with the zero byte */

/* Put a path together. @return whether it fits */
int join_path(char *into, const char *base, const char *rest);

/* Find the package that this launcher belongs to. @param called argv[0] @return whether there is one */
int find_package(char *into, const char *called);

/* node.c: run the program with Node, in the place of this process. @param words argv, the name first */
_Noreturn void run_node(const char *package, char **words);

/*
 * agent.c: let the agent do a command, and end as it has ended.
 * @param words without the name of the program
 * Comes back where the command has certainly not begun.
 */
void hand_over(const char *package, char **words);

/* door.c: a connection to a process of ours behind a safe door, or -1 */
int connect_agent(void);

/* request.c: all that a command is: its words, variables, descriptors, directory, umask. @return whether it was sent */
int send_request(int connection, char **words);

/* messages.c, as in src/lib/agent/messages.ts */
enum { HELLO = 1, REQUEST, READY, REFUSED, GO, BEGUN, SIGNAL, ENDED };

struct message {
  uint32_t type;
  uint32_t length;
  char body[512]; /* ends with a zero byte */
};

/* in milliseconds, from some time on */
int64_t now_ms(void);

/* @return 1: it was read, 0: the other side is gone or says what it must not, -1: it takes longer than until then */
int read_message(int connection, struct message *message, int64_t until);

/* @return whether it was sent */
int send_all(int connection, const char *bytes, size_t length);
int send_number(int connection, uint32_t type, int32_t number);

/*
 * follow.c: wait for the end of a command that has begun, pass signals on, and end as it has ended.
 * Comes back where the worker vouches that nothing was done.
 */
void follow(int connection, pid_t worker, const int flags[3]);

/* From now on signals are for the command. @return whether they can be watched */
int watch_signals(void);

/* The command is not done by the agent: end of a signal that has come in the meantime. */
void obey_signals(const int flags[3]);

void restore_flags(const int flags[3]);
_Noreturn void lose(const int flags[3]);
