#include "CTerminal.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include "guard.h"

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

static int output_descriptor = -1;
static int log_descriptor = -1;
static SCREEN *screen;
static FILE *screen_output;
static FILE *screen_input;
static int is_utf8;

/* ---- Opening and closing ---- */

static void farewell_add(const char *capability) {
  char *text = tigetstr(capability);
  if (text != NULL && text != (char *)-1) { tputs(text, 1, guard_farewell_put); }
}

/* Composed while nothing is wrong: terminfo may not be asked from a signal handler. */
static void compose_farewell(void) {
  guard_farewell_begin();
  for (const char *byte = paste_off; *byte != 0; byte++) { guard_farewell_put(*byte); }
  farewell_add("sgr0");
  farewell_add("op");
  farewell_add("rmkx");
  farewell_add("cnorm");
  char *leave = tigetstr("rmcup");
  if (leave != NULL && leave != (char *)-1) {
    tputs(leave, 1, guard_farewell_put);
  } else {
    char *move = tigetstr("cup");
    if (move != NULL && move != (char *)-1) {
      tputs(tiparm(move, LINES - 1, 0), 1, guard_farewell_put);
    }
    guard_farewell_put('\r');
    guard_farewell_put('\n');
  }
}

static void choose_locale(void) {
  static const char *const names[] = {"", "C.UTF-8", "C.utf8"};
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
    if (setlocale(LC_CTYPE, names[index]) != NULL
        && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
      is_utf8 = 1;
      return;
    }
  }
  is_utf8 = 0;
  setlocale(LC_CTYPE, "C");
}

static void close_files(void) {
  if (screen_output != NULL) { fclose(screen_output); }
  if (screen_input != NULL) { fclose(screen_input); }
  screen_output = screen_input = NULL;
}

static FILE *duplicate(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  FILE *file = copy >= 0 ? fdopen(copy, mode) : NULL;
  if (file == NULL && copy >= 0) { close(copy); }
  return file;
}

static void set_up_screen(void) {
  raw();
  noecho();
  nonl();
  keypad(stdscr, FALSE);
  intrflush(stdscr, FALSE);
  leaveok(stdscr, TRUE);
  /* Whether input waits is the loop's business; a drawing is never broken off. */
  typeahead(-1);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
}

int terminal_open(int input, int output, const char *type, int log) {
  if (screen != NULL) { return TERMINAL_OPEN_ALREADY; }
  if (!isatty(output) || guard_prepare(input, output) != 0) {
    return TERMINAL_OPEN_NOT_A_TERMINAL;
  }
  choose_locale();
  screen_output = duplicate(output, "w");
  screen_input = duplicate(input, "r");
  if (screen_output == NULL || screen_input == NULL) {
    close_files();
    return TERMINAL_OPEN_NO_RESOURCES;
  }
  output_descriptor = output;
  log_descriptor = log;
  terminal_guard_thread();
  guard_install();
  guard_arm();
  /* The terminal knows its size; exported LINES and COLUMNS are often stale. */
  use_env(FALSE);
  use_tioctl(TRUE);
  screen = newterm(type, screen_output, screen_input);
  char *move = screen != NULL ? tigetstr("cup") : NULL;
  if (screen != NULL && (move == NULL || move == (char *)-1)) {
    /* TERM=dumb: without a cursor that moves there is no screen. */
    endwin();
    delscreen(screen);
    screen = NULL;
  }
  if (screen == NULL) {
    guard_disarm();
    guard_remove();
    close_files();
    return TERMINAL_OPEN_UNKNOWN_TYPE;
  }
  set_up_screen();
  compose_farewell();
  /* newterm has put handlers of its own in place of SIGTSTP's and SIGWINCH's. */
  guard_reinstall();
  guard_divert_stderr(log_descriptor);
  guard_write(paste_on, sizeof paste_on - 1);
  return 0;
}

void terminal_close(void) {
  if (screen == NULL) { return; }
  guard_write(paste_off, sizeof paste_off - 1);
  curs_set(1);
  endwin();
  guard_disarm();
  guard_remove();
  delscreen(screen);
  screen = NULL;
  close_files();
  guard_return_stderr();
  log_descriptor = -1;
}

int terminal_is_utf8(void) { return is_utf8; }

int terminal_colours(void) { return screen != NULL && has_colors() ? COLORS : 0; }

/* ---- Drawing ---- */

void terminal_resize(int *width, int *height) {
  struct winsize size;
  if (screen != NULL && ioctl(output_descriptor, TIOCGWINSZ, &size) == 0
      && size.ws_col > 0 && size.ws_row > 0 && (size.ws_row != LINES || size.ws_col != COLS)) {
    resizeterm(size.ws_row, size.ws_col);
    compose_farewell();
  }
  *width = screen != NULL ? COLS : 0;
  *height = screen != NULL ? LINES : 0;
}

/* Pairs are made as they are met: eight-colour terminals have 64, a theme needs about ten. */
static short pair_of(int foreground, int background) {
  static short pairs[9][9];
  static SCREEN *owner;
  static short used;
  if (owner != screen) {
    memset(pairs, 0, sizeof pairs);
    used = 0;
    owner = screen;
  }
  if (!has_colors() || foreground > 7 || background > 7) { return 0; }
  if (foreground < 0 && background < 0) { return 0; }
  short *pair = &pairs[foreground + 1][background + 1];
  if (*pair == 0 && used + 1 < COLOR_PAIRS) {
    if (init_pair((short)(used + 1), (short)foreground, (short)background) == OK) {
      *pair = ++used;
    }
  }
  return *pair;
}

static wchar_t next_character(const unsigned char **text) {
  const unsigned char *at = *text;
  int extra = *at < 0x80 ? 0 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
  wchar_t value = extra == 0 ? *at : *at & (0x3F >> extra);
  at++;
  for (; extra > 0 && (*at & 0xC0) == 0x80; extra--) { value = value << 6 | (*at++ & 0x3F); }
  *text = at;
  return value;
}

void terminal_put(int row, int column, const char *text, int attributes, int foreground,
                  int background) {
  enum { CHUNK = 256 };
  if (screen == NULL || row < 0 || row >= LINES || column < 0) { return; }
  attr_t look = 0;
  if (attributes & TERMINAL_BOLD) { look |= A_BOLD; }
  if (attributes & TERMINAL_DIM) { look |= A_DIM; }
  if (attributes & TERMINAL_UNDERLINE) { look |= A_UNDERLINE; }
  if (attributes & TERMINAL_REVERSE) { look |= A_REVERSE; }
  short pair = pair_of(foreground, background);
  const unsigned char *at = (const unsigned char *)text;
  cchar_t cells[CHUNK];
  while (*at != 0 && column < COLS) {
    int count = 0;
    int width = 0;
    while (*at != 0 && count < CHUNK) {
      wchar_t grapheme[CCHARW_MAX + 1] = {next_character(&at)};
      int taken = wcwidth(grapheme[0]);
      /* A character newer than the C library: it must still take the room that was planned. */
      if (taken <= 0) { grapheme[0] = L'?'; taken = 1; }
      int length = 1;
      const unsigned char *ahead = at;
      while (*ahead >= 0x80) {
        wchar_t mark = next_character(&ahead);
        if (wcwidth(mark) != 0) { break; }
        if (length < CCHARW_MAX) { grapheme[length++] = mark; }
        at = ahead;
      }
      if (column + width + taken > COLS) { at = (const unsigned char *)""; break; }
      setcchar(&cells[count++], grapheme, look, pair, NULL);
      width += taken;
    }
    /* Neither wraps nor minds the bottom right cell, unlike addstr. */
    mvadd_wchnstr(row, column, cells, count);
    column += width;
  }
}

void terminal_cursor(int row, int column) {
  if (screen == NULL) { return; }
  int shows = row >= 0 && row < LINES && column >= 0 && column < COLS;
  leaveok(stdscr, !shows);
  if (shows) { move(row, column); }
  curs_set(shows);
}

void terminal_flush(void) {
  if (screen != NULL) { refresh(); }
}

void terminal_repaint(void) {
  if (screen != NULL) { clearok(curscr, TRUE); }
}

void terminal_bell(void) {
  if (screen != NULL) { beep(); }
}

/* ---- Ctrl-Z ---- */

void terminal_resume(void) {
  if (screen == NULL) { return; }
  guard_arm();
  guard_divert_stderr(log_descriptor);
  guard_reinstall();
  /* After endwin, refresh enters the screen and sets the modes anew. */
  endwin();
  clearok(curscr, TRUE);
  refresh();
  guard_write(paste_on, sizeof paste_on - 1);
}

void terminal_suspend(void) {
  if (screen == NULL) { return; }
  guard_write(paste_off, sizeof paste_off - 1);
  curs_set(1);
  endwin();
  guard_disarm();
  guard_return_stderr();
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  terminal_resume();
}
