// For wcwidth.
#define _XOPEN_SOURCE 700

#include "CNcurses.h"
#include "internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

static attr_t curses_attributes(uint16_t attributes) {
  attr_t result = WA_NORMAL;
  if (attributes & GS_BOLD) result |= WA_BOLD;
  if (attributes & GS_DIM) result |= WA_DIM;
  if (attributes & GS_UNDERLINE) result |= WA_UNDERLINE;
  if (attributes & GS_REVERSE) result |= WA_REVERSE;
  if (attributes & GS_ITALIC) result |= WA_ITALIC;
  return result;
}

static int color_pair(int32_t foreground, int32_t background) {
  if (gs_colors() == 0 || (foreground < 0 && background < 0)) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

/// The character to show, as wide as the canvas believes; the two disagree about characters that
/// are newer than the C library.
static wchar_t shown(uint32_t scalar, int columns) {
  return wcwidth((wchar_t)scalar) == columns ? (wchar_t)scalar : L'?';
}

/// Adds the marks that the C library knows as such; curses refuses others.
static void add_marks(wchar_t text[6], const gs_cell *cell) {
  int count = 1;
  for (int i = 0; i < 4 && cell->marks[i] != 0; i++) {
    if (wcwidth((wchar_t)cell->marks[i]) == 0) text[count++] = (wchar_t)cell->marks[i];
  }
}

void gs_draw_row(int row, const gs_cell *cells, int count) {
  if (row < 0 || row >= gs_rows()) return;
  if (count > gs_columns()) count = gs_columns();
  int32_t foreground = -1, background = -1;
  int pair = 0;
  for (int x = 0; x < count; x++) {
    const gs_cell *cell = &cells[x];
    if (cell->scalar == 0) continue;
    if (cell->foreground != foreground || cell->background != background) {
      foreground = cell->foreground;
      background = cell->background;
      pair = color_pair(foreground, background);
    }
    int columns = x + 1 < count && cells[x + 1].scalar == 0 ? 2 : 1;
    wchar_t text[6] = {shown(cell->scalar, columns)};
    add_marks(text, cell);
    cchar_t character;
    if (setcchar(&character, text, curses_attributes(cell->attributes), 0, &pair) != OK) continue;
    mvadd_wchnstr(row, x, &character, 1);
    if (columns == 2 && text[0] == L'?') mvadd_wchnstr(row, x + 1, &character, 1);
  }
}

void gs_present(void) {
  if (!gs_is_open()) return;
  wnoutrefresh(stdscr);
  doupdate();
}

void gs_send(const char *bytes) {
  if (!gs_is_open()) return;
  size_t left = strlen(bytes);
  while (left > 0) {
    ssize_t sent = write(STDOUT_FILENO, bytes, left);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    bytes += sent;
    left -= (size_t)sent;
  }
}

void gs_redraw(void) {
  if (gs_is_open()) clearok(curscr, TRUE);
}
