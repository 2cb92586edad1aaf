#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// The signal handler touches nothing but plain statics: it may run at any moment.

/// The signals that end a process which does not handle them; KILL cannot be handled.
static const int fatal_signals[] = {
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGHUP, SIGQUIT, SIGTERM, SIGINT,
    // The rest may be in use, by a profiler for example, and then ends nothing.
    SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPIPE, SIGXCPU, SIGXFSZ, SIGSYS,
#ifdef __linux__
    SIGIO, SIGPWR, SIGSTKFLT,
#endif
};
enum { ALWAYS_FATAL_COUNT = 10 };
enum { FATAL_COUNT = sizeof fatal_signals / sizeof fatal_signals[0] };

static struct sigaction handlers_before[FATAL_COUNT];
static struct termios terminal_before;
static bool terminal_known;

static char restore_bytes[1024];
static size_t restore_length;
static atomic_bool armed;

static atomic_bool may_close;
static volatile sig_atomic_t close_asked;

static int real_stderr = -1;
static int kept_stderr = -1;

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

// MARK: Standard error, kept off the screen

/// Opens the file for messages while the screen is up; it has no name and dies with the process.
static int open_nameless_file(void) {
  FILE *file = tmpfile();
  if (file == NULL) return -1;
  int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  fclose(file);
  return descriptor;
}

static void set_stderr_aside(void) {
  // Redirected by the user, it does no harm where it is.
  if (!isatty(STDERR_FILENO)) return;
  kept_stderr = open_nameless_file();
  if (kept_stderr < 0) return;
  real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_stderr < 0 || dup2(kept_stderr, STDERR_FILENO) < 0) {
    close(kept_stderr);
    kept_stderr = -1;
  }
}

static void show_kept_stderr(void) {
  if (kept_stderr < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  lseek(kept_stderr, 0, SEEK_SET);
  char bytes[1024];
  for (;;) {
    ssize_t count = read(kept_stderr, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    write_all(STDERR_FILENO, bytes, (size_t)count);
  }
  close(kept_stderr);
  close(real_stderr);
  kept_stderr = real_stderr = -1;
}

// MARK: Fatal signals

/// Whether a signal reports a fault of the program.
static bool is_fault(int number) {
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    if (faults[i] == number) return true;
  }
  return false;
}

/// Whether returning from the handler runs into the same fault again, so that the next handler sees
/// it as it was.
static bool fault_repeats(int number, const siginfo_t *info) {
  return is_fault(number) && number != SIGTRAP && number != SIGABRT && info->si_code > 0;
}

/// Keeps the report of a crash from asking questions: Swift's backtracer waits half a minute for a
/// key.
static void close_keyboard(void) {
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0) return;
  dup2(nothing, STDIN_FILENO);
  close(nothing);
}

/// Raises a signal again for the handler from before, which may return, and then for the default
/// action, which does not. A signal sent from outside does not repeat by itself.
static void die_of(int number) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  signal(number, SIG_DFL);
  raise(number);
}

/// Whether the signal is the first that asks the process to end, and the screen is to be closed for
/// it; the next one ends the process.
static bool closes_screen(int number) {
  if (number != SIGHUP && number != SIGINT && number != SIGTERM) return false;
  // When a terminal closes, the kernel and the shell send one HUP each.
  if (number == SIGHUP && close_asked) return true;
  if (!atomic_exchange(&may_close, false)) return false;
  close_asked = 1;
  gs_wake();
  return true;
}

static void on_fatal_signal(int number, siginfo_t *info, void *context) {
  (void)context;
  if (closes_screen(number)) return;
  if (atomic_exchange(&armed, false)) {
    write_all(STDOUT_FILENO, restore_bytes, restore_length);
    if (terminal_known) tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
    show_kept_stderr();
    if (is_fault(number)) close_keyboard();
  }
  for (int i = 0; i < FATAL_COUNT; i++) {
    if (fatal_signals[i] == number) sigaction(number, &handlers_before[i], NULL);
  }
  if (!fault_repeats(number, info)) die_of(number);
}

/// A stack overflow leaves no stack to run a handler on.
static void prepare_stack(void) {
  static char memory[64 * 1024];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && !(current.ss_flags & SS_DISABLE)) return;
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, NULL);
}

static void install_handlers(void) {
  prepare_stack();
  struct sigaction fatal = {
      .sa_sigaction = on_fatal_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  sigfillset(&fatal.sa_mask);
  for (int i = 0; i < FATAL_COUNT; i++) {
    // Under nohup and the like, the signal stays ignored.
    if (handlers_before[i].sa_handler == SIG_IGN) continue;
    if (i >= ALWAYS_FATAL_COUNT && handlers_before[i].sa_handler != SIG_DFL) continue;
    sigaction(fatal_signals[i], &fatal, NULL);
  }
}

// MARK: Called by the screen

void gs_guard_remember(void) {
  terminal_known = tcgetattr(STDIN_FILENO, &terminal_before) == 0;
  for (int i = 0; i < FATAL_COUNT; i++) {
    sigaction(fatal_signals[i], NULL, &handlers_before[i]);
  }
}

void gs_guard_arm(gs_bytes restore) {
  restore_length = restore.length < sizeof restore_bytes ? restore.length : sizeof restore_bytes;
  memcpy(restore_bytes, restore.bytes, restore_length);
  set_stderr_aside();
  install_handlers();
  atomic_store(&armed, true);
}

void gs_guard_disarm(void) {
  if (atomic_exchange(&armed, false)) show_kept_stderr();
}

void gs_close_on_signal(void) {
  close_asked = 0;
  atomic_store(&may_close, true);
}

bool gs_close_was_asked(void) { return close_asked; }

void gs_guard_forget(void) {
  atomic_store(&may_close, false);
  close_asked = 0;
  for (int i = 0; i < FATAL_COUNT; i++) {
    sigaction(fatal_signals[i], &handlers_before[i], NULL);
  }
}
