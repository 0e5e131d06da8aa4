#ifndef CTERMINAL_H
#define CTERMINAL_H

/// ncursesw behind a few functions, and the guard that leaves a sane terminal behind a crash.
/// One terminal at a time; all but `terminal_wake` belong to the thread that draws.

/// Why `terminal_open` failed; 0 is success.
enum terminal_open_error {
  TERMINAL_OPEN_NOT_A_TERMINAL = 1,
  TERMINAL_OPEN_UNKNOWN_TYPE = 2,
  TERMINAL_OPEN_NO_RESOURCES = 3,
  TERMINAL_OPEN_ALREADY = 4,
};

/// How a run of text looks.
enum terminal_attribute {
  TERMINAL_BOLD = 1,
  TERMINAL_DIM = 2,
  TERMINAL_UNDERLINE = 4,
  TERMINAL_REVERSE = 8,
};

/// Bytes on the wake descriptor: what happened.
enum terminal_signal {
  TERMINAL_SIGNAL_RESIZE = 'W',
  TERMINAL_SIGNAL_CONTINUE = 'C',
  TERMINAL_SIGNAL_STOP = 'Z',
  TERMINAL_SIGNAL_TERMINATE = 'T',
  TERMINAL_SIGNAL_HANGUP = 'H',
  TERMINAL_SIGNAL_WAKE = 'K',
};

/// Takes over the terminal behind two descriptors. `type` is the value of TERM. Standard error goes
/// to `log` while the screen is up, unless that is negative. Signals come as bytes on
/// `terminal_wake_descriptor`; a crash restores the terminal and then takes its default action.
int terminal_open(int input, int output, const char *type, int log);

/// Gives the terminal, the signals and standard error back. Does nothing when nothing is open.
void terminal_close(void);

/// Whether the locale found is UTF-8; otherwise only ASCII may be put.
int terminal_is_utf8(void);

/// Colours the terminal has; 0 or less when it has none.
int terminal_colours(void);

/// Columns and rows as the terminal reports them now; the screen takes that size.
void terminal_resize(int *columns, int *rows);

/// Puts UTF-8 text without ever wrapping. Colours are 0 to 7 in the order of ECMA-48, or -1 for the
/// terminal's own.
void terminal_put(int row, int column, const char *text, int attributes, int foreground,
                  int background);

/// Shows the cursor, or hides it when `row` is negative.
void terminal_cursor(int row, int column);

/// Sends all that was put since the last time.
void terminal_flush(void);

/// Makes the next flush send the whole screen: something else has written over it.
void terminal_repaint(void);

/// Rings or flashes.
void terminal_bell(void);

/// Restores the terminal, stops the process as Ctrl-Z does, and takes the terminal over again when
/// it goes on.
void terminal_suspend(void);

/// Takes the terminal over again after somebody else stopped and continued the process.
void terminal_resume(void);

/// Readable when a signal came or `terminal_wake` was called. Lives as long as the process.
int terminal_wake_descriptor(void);

/// Wakes whoever polls the wake descriptor. Any thread, any time.
void terminal_wake(void);

/// Gives the calling thread a stack of its own for the crash guard, so that even a stack overflow
/// there restores the terminal. The opening thread has one already.
void terminal_guard_thread(void);

#endif
