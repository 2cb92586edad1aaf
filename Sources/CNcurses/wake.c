#include "CNcurses.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int reading_end = -1;
static volatile sig_atomic_t writing_end = -1;

bool gs_wake_open(void) {
  int ends[2];
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  }
  reading_end = ends[0];
  writing_end = ends[1];
  return true;
}

void gs_wake_close(void) {
  int ends[2] = {reading_end, (int)writing_end};
  reading_end = -1;
  writing_end = -1;
  for (int i = 0; i < 2; i++) {
    if (ends[i] >= 0) close(ends[i]);
  }
}

int gs_wake_descriptor(void) { return reading_end; }

void gs_wake_drain(void) {
  char bytes[64];
  while (reading_end >= 0 && read(reading_end, bytes, sizeof bytes) > 0) {
  }
}

void gs_wake(void) {
  int keep = errno;
  int end = (int)writing_end;
  // A full pipe wakes just as well, so a failed write is no loss.
  if (end >= 0 && write(end, "!", 1) < 0) errno = keep;
  errno = keep;
}

// MARK: Signals that wake

static volatile sig_atomic_t stop_asked, continued;
static struct sigaction curses_resize;

// The handlers from before curses put its own in their place; an ignored signal is ignored again
// after the screen. (No test: the program has no work after the screen that a stop could be seen in.)
static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { WATCHED_COUNT = sizeof watched / sizeof watched[0] };
static struct sigaction watched_before[WATCHED_COUNT];

void gs_remember_watched(void) {
  for (int i = 0; i < WATCHED_COUNT; i++) sigaction(watched[i], NULL, &watched_before[i]);
}

static void on_wake_signal(int number) {
  if (number == SIGTSTP) stop_asked = 1;
  if (number == SIGCONT) continued = 1;
  // Curses learns of a new size through its own handler only; it does not wake poll, which may be
  // about to begin.
  if (number == SIGWINCH && curses_resize.sa_handler != SIG_DFL &&
      curses_resize.sa_handler != SIG_IGN) {
    curses_resize.sa_handler(number);
  }
  gs_wake();
}

void gs_watch_signals(void) {
  struct sigaction wake = {.sa_handler = on_wake_signal, .sa_flags = SA_RESTART};
  sigemptyset(&wake.sa_mask);
  sigaction(SIGWINCH, &wake, &curses_resize);
  sigaction(SIGTSTP, &wake, NULL);
  sigaction(SIGCONT, &wake, NULL);
  stop_asked = continued = 0;
}

void gs_unwatch_signals(void) {
  for (int i = 0; i < WATCHED_COUNT; i++) sigaction(watched[i], &watched_before[i], NULL);
}

bool gs_stop_was_asked(void) {
  bool was = stop_asked;
  stop_asked = 0;
  return was;
}

bool gs_was_continued(void) {
  bool was = continued;
  continued = 0;
  return was;
}
