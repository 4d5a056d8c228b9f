/* Stopping a process as a whole. */
#ifndef HOLD_H
#define HOLD_H
#include <stddef.h>

/*
 * Stop this process, with all its threads, and send a word when that is done; go on when the other side says something, or is
 * gone. Where there can be no process to watch over that, only this thread is held.
 */
void hold_process(int connection, const void *word, size_t length);

#endif
