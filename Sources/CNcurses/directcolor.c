// For strdup.
#define _GNU_SOURCE

#include "CNcurses.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/// A description of a terminal as the compiled form that term(5) lays out, with 32-bit numbers.
typedef struct {
  unsigned char bytes[1 << 15];
  size_t count;
  bool overflowed;
} entry;

static void add(entry *entry, const void *bytes, size_t count) {
  if (entry->count + count > sizeof entry->bytes) {
    entry->overflowed = true;
    return;
  }
  memcpy(entry->bytes + entry->count, bytes, count);
  entry->count += count;
}

static void add_short(entry *entry, int value) {
  unsigned char bytes[] = {value & 0xFF, value >> 8 & 0xFF};
  add(entry, bytes, sizeof bytes);
}

static void add_number(entry *entry, int value) {
  add_short(entry, value & 0xFFFF);
  add_short(entry, value >> 16 & 0xFFFF);
}

static void pad(entry *entry) {
  if (entry->count % 2 != 0) add(entry, "", 1);
}

/// The sequences that choose a colour by its parts; the first 256 numbers stay those of the palette.
#define CHOOSE(low, high, rest)                                                                  \
  "\033[%?%p1%{8}%<%t" low "%p1%d%e%p1%{16}%<%t" high "%p1%{8}%-%d%e%p1%{256}%<%t" rest         \
  ";5;%p1%d%e" rest ";2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
static const char choose_foreground[] = CHOOSE("3", "9", "38");
static const char choose_background[] = CHOOSE("4", "10", "48");

enum { DIRECT_COLORS = 1 << 24, DIRECT_PAIRS = 1 << 16 };

static const char *string_capability(const char *name) {
  if (strcmp(name, "setaf") == 0) return choose_foreground;
  if (strcmp(name, "setab") == 0) return choose_background;
  // Colours are not to be rewritten.
  if (strcmp(name, "initc") == 0 || strcmp(name, "oc") == 0) return NULL;
  const char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

static int number_capability(const char *name) {
  if (strcmp(name, "colors") == 0) return DIRECT_COLORS;
  if (strcmp(name, "pairs") == 0) return DIRECT_PAIRS;
  int value = tigetnum(name);
  return value < 0 ? -1 : value;
}

static int length(NCURSES_CONST char *const *names) {
  int count = 0;
  while (names[count] != NULL) count++;
  return count;
}

/// Adds the flag by which curses knows that numbers of colours are their parts.
static void add_direct_flag(entry *entry) {
  static const char name[] = "RGB";
  pad(entry);
  const int header[] = {1, 0, 0, 1, sizeof name};
  for (size_t i = 0; i < 5; i++) add_short(entry, header[i]);
  add(entry, "\001", 1);
  pad(entry);
  add_short(entry, 0);
  add(entry, name, sizeof name);
}

/// The description of the current terminal with direct colours.
static void describe(entry *entry, const char *name) {
  static unsigned char strings[1 << 14];
  int bools = length(boolnames), numbers = length(numnames), texts = length(strnames);
  size_t used = 0;
  int offsets[1024];
  for (int i = 0; i < texts && i < 1024; i++) {
    const char *value = string_capability(strnames[i]);
    offsets[i] = -1;
    if (value == NULL) continue;
    size_t size = strlen(value) + 1;
    if (used + size > sizeof strings) {
      entry->overflowed = true;
      return;
    }
    offsets[i] = (int)used;
    memcpy(strings + used, value, size);
    used += size;
  }
  enum { MAGIC = 01036 };
  const int header[] = {MAGIC, (int)strlen(name) + 1, bools, numbers, texts, (int)used};
  for (size_t i = 0; i < 6; i++) add_short(entry, header[i]);
  add(entry, name, strlen(name) + 1);
  for (int i = 0; i < bools; i++) add(entry, tigetflag(boolnames[i]) > 0 ? "\001" : "", 1);
  pad(entry);
  for (int i = 0; i < numbers; i++) add_number(entry, number_capability(numnames[i]));
  for (int i = 0; i < texts && i < 1024; i++) add_short(entry, offsets[i]);
  add(entry, strings, used);
  add_direct_flag(entry);
}

/// Terminals of ncurses-base have no entry with direct colours beside them; this makes one of the entry
/// there is. The result is to be freed; NULL if the terminal has no colours.
static char *description_with_direct_colors(const char *name) {
  static entry made;
  made.count = 0;
  made.overflowed = false;
  if (tigetnum("colors") < 8) return NULL;
  describe(&made, name);
  if (made.overflowed) return NULL;
  static const char prefix[] = "hex:", digits[] = "0123456789ABCDEF";
  char *text = malloc(sizeof prefix + 2 * made.count);
  if (text == NULL) return NULL;
  char *end = text + strlen(strcpy(text, prefix));
  for (size_t i = 0; i < made.count; i++) {
    *end++ = digits[made.bytes[i] >> 4];
    *end++ = digits[made.bytes[i] & 15];
  }
  *end = '\0';
  return text;
}

SCREEN *gs_open_terminal(bool direct_colors) {
  const char *name = getenv("TERM");
  char *description = NULL;
  int found;
  if (direct_colors && name != NULL && setupterm(NULL, STDOUT_FILENO, &found) == OK) {
    description = description_with_direct_colors(name);
    del_curterm(cur_term);
  }
  if (description == NULL) return newterm(NULL, stdout, stdin);
  // Curses takes a description from the environment alone. Other threads do not read the environment
  // while the screen opens.
  const char *known = getenv("TERMINFO");
  char *kept = known == NULL ? NULL : strdup(known);
  setenv("TERMINFO", description, 1);
  SCREEN *screen = newterm(NULL, stdout, stdin);
  if (kept == NULL) {
    unsetenv("TERMINFO");
  } else {
    setenv("TERMINFO", kept, 1);
  }
  free(kept);
  free(description);
  return screen != NULL ? screen : newterm(NULL, stdout, stdin);
}
