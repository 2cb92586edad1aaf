/// The terminal, as a few plain functions over ncursesw.
///
/// One screen per process, driven from one thread. Only `gs_wake` may be called from any thread. No
/// curses type appears here: cells go in, events come out.

#pragma once

#include <stdbool.h>
#include <stdint.h>

// MARK: Starting and ending

/// The outcome of `gs_start`.
typedef enum {
  GS_STARTED,
  /// A screen is already open in this process.
  GS_ALREADY_STARTED,
  GS_STDIN_NOT_A_TERMINAL,
  GS_STDOUT_NOT_A_TERMINAL,
  /// `TERM` is not set, or the terminfo database has no such terminal.
  GS_UNKNOWN_TERMINAL,
  /// The terminal cannot move its cursor.
  GS_DUMB_TERMINAL,
  /// Curses or the operating system refused.
  GS_START_FAILED,
} gs_start_result;

/// What a screen is opened with.
typedef struct {
  /// Whether clicks and the wheel are reported.
  bool mouse;
  /// Whether to show colours by their red, green and blue, for a terminal that says that it can.
  bool direct_colors;
  /// Whether to ask the terminal for its background: see `gs_background_brightness`.
  bool asks_for_background;
} gs_options;

/// Opens the screen: raw keys, hidden cursor, bracketed paste, standard error set aside, and a guard
/// that gives the terminal back whichever way the process ends.
gs_start_result gs_start(gs_options options);

/// From now on the first SIGHUP, SIGINT or SIGTERM only makes `gs_read` say that the terminal is
/// closed, for a program that has to clean up; the next one ends the process.
void gs_close_on_signal(void);

/// Gives the terminal back and shows what was written to standard error meanwhile. Harmless if no
/// screen is open.
void gs_end(void);

/// Stops the process as Ctrl-Z does in other programs; returns when it continues, with the screen
/// repainted. A changed size is reported as an event.
void gs_suspend(void);

// MARK: What the terminal can do

/// Whether characters beyond ASCII can be shown. Known once the screen is open.
bool gs_is_utf8(void);

/// Number of colours: 0 (none), 8, 16, 88, 256, or 2^24 with direct colours.
int gs_colors(void);

/// The brightness of the terminal's own background, 0 to 1000; -1 if it is not known.
int gs_background_brightness(void);

int gs_columns(void);
int gs_rows(void);

/// Reports clicks and the wheel as events, or leaves them to the terminal's own selection.
void gs_set_mouse(bool on);

// MARK: Painting

enum {
  GS_BOLD = 1,
  GS_DIM = 2,
  GS_UNDERLINE = 4,
  GS_REVERSE = 8,
  GS_ITALIC = 16,
};

/// One column of a row. The second column of a wide character has scalar 0.
typedef struct {
  uint32_t scalar;
  /// Combining marks, which take no column of their own; 0 after the last one.
  uint32_t marks[4];
  /// -1 is the terminal's own colour, else 0 to 255, or 0xRRGGBB above that; the caller keeps below
  /// `gs_colors()`.
  int32_t foreground;
  int32_t background;
  /// A union of `GS_BOLD` and so on.
  uint16_t attributes;
} gs_cell;

/// Puts `count` cells on a row, from its left end. What does not fit is dropped.
void gs_draw_row(int row, const gs_cell *cells, int count);

/// Sends what changed to the terminal, in one piece.
void gs_present(void);

/// Makes the next `gs_present` repaint everything, for when something else wrote to the terminal.
void gs_redraw(void);

/// Sends bytes to the terminal as they are, up to the first 0: a sequence that changes nothing on the
/// screen.
void gs_send(const char *bytes);

// MARK: Input

typedef enum {
  /// No event is waiting.
  GS_EVENT_NONE,
  /// `code` is a Unicode scalar, at least U+0020.
  GS_EVENT_CHARACTER,
  /// `code` is the character typed with Ctrl: a lower-case letter or one of @ \ ] ^ _
  GS_EVENT_CONTROL,
  /// `code` is a `gs_key`.
  GS_EVENT_KEY,
  /// `x`, `y`, `buttons` and `modifiers` are set.
  GS_EVENT_MOUSE,
  /// The size changed; ask `gs_columns` and `gs_rows`.
  GS_EVENT_RESIZE,
  /// The characters until the end of the paste were pasted, not typed.
  GS_EVENT_PASTE_BEGIN,
  GS_EVENT_PASTE_END,
  /// The terminal went away. Nothing else will come.
  GS_EVENT_CLOSED,
} gs_event_kind;

typedef enum {
  GS_KEY_UP = 1,
  GS_KEY_DOWN,
  GS_KEY_LEFT,
  GS_KEY_RIGHT,
  GS_KEY_ENTER,
  GS_KEY_ESC,
  GS_KEY_TAB,
  GS_KEY_BACKTAB,
  GS_KEY_BACKSPACE,
  GS_KEY_HOME,
  GS_KEY_END,
  GS_KEY_PGUP,
  GS_KEY_PGDN,
  GS_KEY_DEL,
  GS_KEY_INSERT,
  GS_KEY_F1,
  GS_KEY_F12 = GS_KEY_F1 + 11,
} gs_key;

enum {
  GS_MOUSE_LEFT = 1,
  GS_MOUSE_MIDDLE = 2,
  GS_MOUSE_RIGHT = 4,
  GS_MOUSE_WHEEL_UP = 8,
  GS_MOUSE_WHEEL_DOWN = 16,
  /// The button in question was let go, not pressed.
  GS_MOUSE_RELEASED = 32,
};

enum {
  GS_SHIFT = 1,
  GS_CONTROL = 2,
  GS_ALT = 4,
};

typedef struct {
  gs_event_kind kind;
  uint32_t code;
  int32_t x;
  int32_t y;
  uint32_t buttons;
  uint32_t modifiers;
} gs_event;

/// Sleeps until there may be something to read, `gs_wake` is called, or the time is up. A negative
/// time never ends. Read events until there are none before waiting again.
void gs_wait(int timeout_milliseconds);

/// Ends the current or the next `gs_wait`. Callable from any thread and from signal handlers.
void gs_wake(void);

/// The next event, without waiting.
gs_event gs_read(void);
