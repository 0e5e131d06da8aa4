#ifndef GUARD_H
#define GUARD_H

#include <stddef.h>

/* The crash guard: knows descriptors, modes and signals, nothing of curses. */

/* Remembers the modes of the terminal to be put back; -1 when it is none. */
int guard_prepare(int input, int output);

/* What a dying process writes is composed while nothing is wrong, byte by byte: terminfo may not be
   asked from a signal handler. */
void guard_farewell_begin(void);
int guard_farewell_put(int byte);

/* Handlers in, in again after somebody else replaced them, and as they were before. */
void guard_install(void);
void guard_reinstall(void);
void guard_remove(void);

/* Between these a signal that kills restores the terminal; disarming restores its modes. */
void guard_arm(void);
void guard_disarm(void);

void guard_divert_stderr(int log);
void guard_return_stderr(void);

/* Writes to the terminal past curses. */
void guard_write(const char *bytes, size_t length);

#endif
