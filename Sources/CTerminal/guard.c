#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminal.h"

/* Written before the guard is armed, only read in handlers. */
static volatile sig_atomic_t is_armed;
static volatile sig_atomic_t terminate_seen;
static int input_descriptor = -1;
static int output_descriptor = -1;
static int saved_stderr = -1;
static struct termios original_modes;
static char farewell[512];
static size_t farewell_length;
static int wake_pipe[2] = {-1, -1};
static pthread_once_t wake_once = PTHREAD_ONCE_INIT;

/* ---- The wake pipe ---- */

static void make_wake_pipe(void) {
  if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) { wake_pipe[0] = wake_pipe[1] = -1; }
}

int terminal_wake_descriptor(void) {
  pthread_once(&wake_once, make_wake_pipe);
  return wake_pipe[0];
}

/* A full pipe already wakes its reader, so a failed write loses nothing but a repetition. */
static void notify(char what) {
  int saved = errno;
  ssize_t ignored = write(wake_pipe[1], &what, 1);
  (void)ignored;
  errno = saved;
}

void terminal_wake(void) {
  pthread_once(&wake_once, make_wake_pipe);
  notify(TERMINAL_SIGNAL_WAKE);
}

/* ---- The guard: async-signal-safe calls only ---- */

void guard_write(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(output_descriptor, bytes, length);
    if (written < 0 && errno == EINTR) { continue; }
    if (written <= 0) { return; }
    bytes += written;
    length -= (size_t)written;
  }
}

static void restore_in_handler(void) {
  if (!is_armed) { return; }
  is_armed = 0;
  /* A background process that touches the terminal would be stopped instead. */
  signal(SIGTTOU, SIG_IGN);
  /* A terminal that does not read must not keep the process from dying. */
  int flags = fcntl(output_descriptor, F_GETFL);
  if (flags >= 0) { fcntl(output_descriptor, F_SETFL, flags | O_NONBLOCK); }
  guard_write(farewell, farewell_length);
  if (flags >= 0) { fcntl(output_descriptor, F_SETFL, flags); }
  tcsetattr(input_descriptor, TCSANOW, &original_modes);
  if (saved_stderr >= 0) { dup2(saved_stderr, STDERR_FILENO); }
}

static void die_of(int signal_number) {
  restore_in_handler();
  signal(signal_number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(signal_number);
}

static void on_signal(int number) {
  switch (number) {
  case SIGWINCH: notify(TERMINAL_SIGNAL_RESIZE); break;
  case SIGCONT: notify(TERMINAL_SIGNAL_CONTINUE); break;
  case SIGTSTP: notify(TERMINAL_SIGNAL_STOP); break;
  case SIGALRM: die_of(SIGTERM); break;
  case SIGTERM: case SIGHUP: case SIGINT: case SIGQUIT:
    /* The loop saves drafts and closes; one that hangs is given three seconds. */
    if (terminate_seen) { die_of(number); break; }
    terminate_seen = 1;
    notify(number == SIGHUP ? TERMINAL_SIGNAL_HANGUP : TERMINAL_SIGNAL_TERMINATE);
    alarm(3);
    break;
  default: die_of(number);
  }
}

static const int guarded[] = {
  SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGSYS,
  SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGWINCH, SIGCONT, SIGTSTP,
};
enum { GUARDED = sizeof guarded / sizeof guarded[0] };
static struct sigaction previous[GUARDED];

static void install(int index, struct sigaction *saved) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(guarded[index], &action, saved);
}

void guard_install(void) {
  terminate_seen = 0;
  for (int index = 0; index < GUARDED; index++) { install(index, &previous[index]); }
}

void guard_reinstall(void) {
  for (int index = 0; index < GUARDED; index++) { install(index, NULL); }
}

void guard_remove(void) {
  alarm(0);
  for (int index = 0; index < GUARDED; index++) {
    sigaction(guarded[index], &previous[index], NULL);
  }
}

void terminal_guard_thread(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) { return; }
  stack_t stack = {.ss_size = 65536, .ss_flags = 0};
  /* Kept for the life of the thread, which is that of the process. */
  stack.ss_sp = malloc(stack.ss_size);
  if (stack.ss_sp != NULL) { sigaltstack(&stack, NULL); }
}

/* ---- What the guard has to put back ---- */

int guard_prepare(int input, int output) {
  if (tcgetattr(input, &original_modes) != 0) { return -1; }
  input_descriptor = input;
  output_descriptor = output;
  farewell_length = 0;
  if (terminal_wake_descriptor() < 0) { return -1; }
  /* What was left over concerns a screen that is closed. */
  char stale[64];
  while (read(wake_pipe[0], stale, sizeof stale) > 0) {}
  return 0;
}

void guard_farewell_begin(void) { farewell_length = 0; }

int guard_farewell_put(int byte) {
  if (farewell_length < sizeof farewell) { farewell[farewell_length++] = (char)byte; }
  return byte;
}

void guard_arm(void) { is_armed = 1; }

void guard_disarm(void) {
  tcsetattr(input_descriptor, TCSADRAIN, &original_modes);
  is_armed = 0;
}

void guard_divert_stderr(int log) {
  if (log < 0) { return; }
  if (saved_stderr < 0) { saved_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3); }
  dup2(log, STDERR_FILENO);
}

void guard_return_stderr(void) {
  if (saved_stderr < 0) { return; }
  dup2(saved_stderr, STDERR_FILENO);
  close(saved_stderr);
  saved_stderr = -1;
}
