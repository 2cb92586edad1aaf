// For strcasestr.
#define _GNU_SOURCE

#include "CNcurses.h"
#include "internal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static bool utf8;
/// Whether the terminal speaks the control sequences of the VT100 family.
static bool ansi;

// MARK: Character set

static bool codeset_is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

/// The locale that the user asks for, or NULL.
static const char *wanted_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
    const char *value = getenv(variables[i]);
    if (value != NULL && value[0] != '\0') return value;
  }
  return NULL;
}

static bool names_utf8(const char *locale) {
  return strcasestr(locale, "utf-8") != NULL || strcasestr(locale, "utf8") != NULL;
}

/// Puts a locale's character set in force for this thread alone: other threads may be running, and
/// the locale of the process must not change under them. (No test: it takes another thread that
/// formats a number at that very moment.)
static bool use_locale(const char *name) {
  static locale_t used;
  locale_t wanted = newlocale(LC_CTYPE_MASK, name, (locale_t)0);
  if (wanted == (locale_t)0) return false;
  uselocale(wanted);
  if (used != (locale_t)0) freelocale(used);
  used = wanted;
  return true;
}

/// Only the character set matters here: numbers keep their point in every locale.
void gs_choose_character_set(void) {
  use_locale("");
  utf8 = codeset_is_utf8();
  // A locale that was asked for is kept, "C" included, unless it is one in UTF-8 that is not
  // installed.
  const char *wanted = wanted_locale();
  if (utf8 || (wanted != NULL && !names_utf8(wanted))) return;
  if (use_locale("C.UTF-8")) utf8 = codeset_is_utf8();
}

bool gs_is_utf8(void) { return utf8; }

// MARK: Capabilities

static bool has_capability(const char *name) {
  char *value = tigetstr(name);
  return value != NULL && value != (char *)-1 && value[0] != '\0';
}

gs_start_result gs_check_terminal(void) {
  if (!isatty(STDIN_FILENO)) return GS_STDIN_NOT_A_TERMINAL;
  if (!isatty(STDOUT_FILENO)) return GS_STDOUT_NOT_A_TERMINAL;
  const char *name = getenv("TERM");
  int found = 0;
  if (name == NULL || name[0] == '\0') return GS_UNKNOWN_TERMINAL;
  if (setupterm(NULL, STDOUT_FILENO, &found) != OK) {
    return found == 1 ? GS_DUMB_TERMINAL : GS_UNKNOWN_TERMINAL;
  }
  bool movable = has_capability("cup");
  ansi = movable && strncmp(tigetstr("cup"), "\033[", 2) == 0;
  del_curterm(cur_term);
  return movable ? GS_STARTED : GS_DUMB_TERMINAL;
}

bool gs_may_be_asked(void) {
  const char *name = getenv("TERM");
  static const char *const mute[] = {"linux", "vt", "cons", "ansi", "dumb"};
  for (size_t i = 0; i < sizeof mute / sizeof mute[0]; i++) {
    if (name == NULL || strncmp(name, mute[i], strlen(mute[i])) == 0) return false;
  }
  return ansi;
}

// MARK: The bytes that a dying process writes

static char restore_bytes[1024];
static size_t restore_length;

static void add_bytes(const char *bytes, size_t count) {
  if (restore_length + count > sizeof restore_bytes) return;
  memcpy(restore_bytes + restore_length, bytes, count);
  restore_length += count;
}

/// Adds a terminfo string without its padding, which only real video terminals need.
static void add_capability(const char *name) {
  if (!has_capability(name)) return;
  for (const char *at = tigetstr(name); *at != '\0'; at++) {
    if (at[0] == '$' && at[1] == '<') {
      const char *end = strchr(at, '>');
      if (end != NULL) {
        at = end;
        continue;
      }
    }
    add_bytes(at, 1);
  }
}

gs_bytes gs_restore_bytes(void) {
  static const char modes_off[] = "\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l";
  restore_length = 0;
  if (ansi) add_bytes(modes_off, sizeof modes_off - 1);
  add_capability("sgr0");
  add_capability("rmkx");
  add_capability("cnorm");
  if (has_capability("rmcup")) {
    add_capability("rmcup");
  } else {
    add_bytes("\r\n", 2);
  }
  return (gs_bytes){restore_bytes, restore_length};
}

// MARK: Modes

/// Curses does not know of these sequences and would not send them by itself.
static void send(const char *sequence) {
  fputs(sequence, stdout);
  fflush(stdout);
}

void gs_leave_last_line(void) {
  if (!has_capability("rmcup")) send("\r\n");
}

void gs_set_bracketed_paste(bool on) {
  if (ansi) send(on ? "\033[?2004h" : "\033[?2004l");
}

void gs_set_mouse_reports(bool on) {
  if (!ansi || !has_capability("kmous")) return;
  // A terminal that does not know the second mode stays with the old encoding.
  send(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}
