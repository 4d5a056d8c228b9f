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
enum { HELLO = 1, REQUEST, READY, REFUSED, GO, BEGUN, SIGNAL, ENDED, HELD };

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

/* A command that was handed over. */
struct handover {
  int connection;
  pid_t worker;
  int flags[3]; /* those that stdin, stdout and stderr had; Node makes pipes non-blocking */
};

void restore_flags(const struct handover *with);

/*
 * follow.c: wait for the end of a command that has begun, pass signals on, and end as it has ended.
 * Comes back where the worker vouches that nothing was done.
 */
void follow(const struct handover *with);

/* The agent is gone, and no one knows how far the command has come. */
_Noreturn void lose(const struct handover *with);

/* signals.c: from now on signals are for the command. @return whether they can be watched */
int watch_signals(void);

/* What becomes readable with the next signal, and that signal; 0: there is none. */
int signal_descriptor(void);
int next_signal(void);

_Noreturn void die_of(int number, const struct handover *with);

/* Stop as the terminal wants it (Ctrl-Z), until a shell lets this process go on. */
void stop_here(void);
