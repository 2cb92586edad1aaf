/// The functions that the files of this target share.

#pragma once

#include "CNcurses.h"

#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdbool.h>
#include <stddef.h>

// terminfo.c: the kind of the terminal.

typedef struct {
  const char *bytes;
  size_t length;
} gs_bytes;

/// Chooses the character set of the calling thread, from which all of the screen must be drawn.
void gs_choose_character_set(void);

/// Whether the terminal can be drawn on; nothing is sent to it yet.
gs_start_result gs_check_terminal(void);

/// Whether the terminal may be asked for its colours: others would show the question.
bool gs_may_be_asked(void);

/// The bytes that put the terminal back, for a process that can no longer call curses.
/// Works once the screen is open.
gs_bytes gs_restore_bytes(void);

/// Ends the last line where there is no other screen to go back to, so that the shell goes on below.
void gs_leave_last_line(void);

/// Pastes then arrive between marks, so that a pasted text is not taken for commands.
void gs_set_bracketed_paste(bool on);

/// The terminal then tells of buttons and the wheel, if it can.
void gs_set_mouse_reports(bool on);

// mouse.c: the reports of the mouse, in either of two encodings. An event without buttons has no
// meaning.

/// `ESC [ < code ; x ; y M`, ending in m when a button is let go.
gs_event gs_mouse_event(const char *parameters, bool released);

/// `ESC [ M` and three bytes.
gs_event gs_old_mouse_event(const unsigned char bytes[3]);

// directcolor.c: colours by their parts, without a terminfo entry that has them.

/// Opens curses; with direct colours, if the terminal has any, numbers of colours from 256 on are
/// 0xRRGGBB.
SCREEN *gs_open_terminal(bool direct_colors);

// background.c: the terminal's own background.

/// Asks the terminal for its background, before curses is open, and waits for the answer for a while.
///
/// Returns its brightness, 0 to 1000; -1 without an answer.
int gs_ask_brightness(int timeout_milliseconds);

/// Puts back what was typed meanwhile. Call once keys can be read.
void gs_return_early_keys(void);

// guard.c: the terminal is given back however the process ends.

/// Remembers the terminal's state and the signal handlers. Call before curses changes either.
void gs_guard_remember(void);

/// From now on, a fatal signal first writes `restore` to the terminal. Also sets standard error
/// aside.
void gs_guard_arm(gs_bytes restore);

/// The terminal is its owner's again: no more restoring; standard error is shown.
void gs_guard_disarm(void);

/// Whether a signal has asked for the end of the screen: see `gs_close_on_signal`.
bool gs_close_was_asked(void);

/// Puts the remembered signal handlers back.
void gs_guard_forget(void);

// wake.c: a pipe to ourselves, which poll can watch beside the keyboard.

bool gs_wake_open(void);
void gs_wake_close(void);

/// The end to poll, or -1.
int gs_wake_descriptor(void);

/// Discards what the pipe holds.
void gs_wake_drain(void);

/// Remembers the handlers of the signals below. Call before curses changes them.
void gs_remember_watched(void);

/// Signals that only wake the loop: the size changed, a stop is wanted, the process continued.
void gs_watch_signals(void);
void gs_unwatch_signals(void);

/// Whether the signal came since the last question.
bool gs_stop_was_asked(void);
bool gs_was_continued(void);

// screen.c

bool gs_is_open(void);

/// Undoes what others did to the terminal while the process stood still.
void gs_resume(void);

// input.c

/// Opens the window that keys are read from and teaches curses the sequences that it lacks.
bool gs_input_open(void);
void gs_input_close(void);
