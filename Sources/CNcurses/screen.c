#include "CNcurses.h"
#include "internal.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static SCREEN *screen;
static bool colored;
static bool mouse_on;
static int brightness = -1;

// MARK: Starting and ending

static void set_modes(void) {
  colored = has_colors() && start_color() == OK && COLORS > 0;
  if (colored) use_default_colors();
  raw();
  noecho();
  nonl();
  curs_set(0);
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
}

/// The longest wait for what the terminal says of itself.
enum { PATIENCE_MILLISECONDS = 100 };

gs_start_result gs_start(gs_options options) {
  if (screen != NULL) return GS_ALREADY_STARTED;
  gs_choose_character_set();
  gs_start_result result = gs_check_terminal();
  if (result != GS_STARTED) return result;

  gs_guard_remember();
  gs_remember_watched();
  if (!gs_wake_open()) return GS_START_FAILED;
  brightness = options.asks_for_background && gs_may_be_asked()
                   ? gs_ask_brightness(PATIENCE_MILLISECONDS)
                   : -1;
  screen = gs_open_terminal(options.direct_colors);
  if (screen == NULL || !gs_input_open()) {
    gs_end();
    return GS_START_FAILED;
  }
  gs_guard_arm(gs_restore_bytes());
  gs_watch_signals();
  static bool registered;
  if (!registered) atexit(gs_end);
  registered = true;

  set_modes();
  gs_return_early_keys();
  gs_set_mouse(options.mouse);
  gs_set_bracketed_paste(true);
  return GS_STARTED;
}

/// Gives the terminal to its owner, for good or for a while.
static void leave(void) {
  gs_set_mouse_reports(false);
  gs_set_bracketed_paste(false);
  endwin();
  gs_leave_last_line();
  gs_guard_disarm();
}

void gs_end(void) {
  if (screen != NULL) {
    leave();
    gs_input_close();
    gs_unwatch_signals();
    gs_guard_forget();
    delscreen(screen);
    screen = NULL;
  }
  gs_wake_close();
}

/// While the process stood still nobody told it of a new size.
static void adopt_size(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
  if (size.ws_row > 0 && size.ws_col > 0 && is_term_resized(size.ws_row, size.ws_col)) {
    resizeterm(size.ws_row, size.ws_col);
  }
}

static void enter_again(void) {
  gs_guard_arm(gs_restore_bytes());
  adopt_size();
  clearok(curscr, TRUE);
  doupdate();
  gs_set_mouse(mouse_on);
  gs_set_bracketed_paste(true);
  gs_was_continued();
  gs_wake();
}

void gs_suspend(void) {
  if (screen == NULL) return;
  leave();
  struct sigaction stop = {.sa_handler = SIG_DFL}, watch;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &watch);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &watch, NULL);
  enter_again();
}

void gs_resume(void) {
  if (screen == NULL) return;
  leave();
  enter_again();
}

bool gs_is_open(void) { return screen != NULL; }

// MARK: What the terminal can do

int gs_colors(void) { return colored ? COLORS : 0; }

int gs_background_brightness(void) { return brightness; }

int gs_columns(void) { return screen == NULL ? 0 : getmaxx(stdscr); }

int gs_rows(void) { return screen == NULL ? 0 : getmaxy(stdscr); }

void gs_set_mouse(bool on) {
  if (screen == NULL) return;
  mouse_on = on;
  gs_set_mouse_reports(on);
}
