// For clock_gettime.
#define _GNU_SOURCE

#include "CNcurses.h"
#include "internal.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/// What came before the answers: keys that were typed ahead.
static unsigned char early[256];
static size_t early_count;

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// One part of a colour, `h` to `hhhh`, in thousandths; -1 if it is none.
static int color_part(const char **text) {
  int value = 0, digits = 0;
  for (; digits < 4; digits++, (*text)++) {
    char c = **text;
    if (c >= '0' && c <= '9') {
      value = value * 16 + c - '0';
    } else if ((c | 32) >= 'a' && (c | 32) <= 'f') {
      value = value * 16 + (c | 32) - 'a' + 10;
    } else {
      break;
    }
  }
  if (digits == 0) return -1;
  return value * 1000 / ((1 << (4 * digits)) - 1);
}

/// The brightness of the colour in an answer, 0 to 1000; -1 if there is none.
static int brightness_in(const char *answer) {
  const char *text = strstr(answer, "rgb:");
  if (text == NULL) return -1;
  text += 4;
  int parts[3];
  for (int i = 0; i < 3; i++) {
    parts[i] = color_part(&text);
    if (parts[i] < 0 || (i < 2 && *text++ != '/')) return -1;
  }
  return (2126 * parts[0] + 7152 * parts[1] + 722 * parts[2]) / 10000;
}

/// The end of the sequence at the start of a text: just after its last byte; 0 if it goes on.
static size_t sequence_end(const unsigned char *bytes, size_t count, bool *is_answer) {
  *is_answer = false;
  if (count < 2) return 0;
  bool is_string = bytes[1] == ']';
  if (!is_string && !(bytes[1] == '[' && count > 2 && bytes[2] == '?')) {
    return bytes[1] == '[' && count == 2 ? 0 : 1;
  }
  for (size_t i = 2; i < count; i++) {
    bool ends = is_string ? bytes[i] == '\a' || (bytes[i] == '\\' && bytes[i - 1] == '\033')
                          : bytes[i] >= '@' && bytes[i] <= '~';
    if (ends) {
      *is_answer = true;
      return i + 1;
    }
  }
  return 0;
}

/// Takes the answers out of what was read; true once the terminal has told its kind, which it does last.
static bool take_answers(const unsigned char *bytes, size_t count, int *brightness) {
  early_count = 0;
  bool is_over = false;
  for (size_t at = 0; at < count;) {
    if (bytes[at] != '\033') {
      early[early_count++] = bytes[at++];
      continue;
    }
    bool is_answer;
    size_t length = sequence_end(bytes + at, count - at, &is_answer);
    if (length == 0) break;
    if (!is_answer) {
      early[early_count++] = bytes[at++];
      continue;
    }
    if (bytes[at + 1] == ']') {
      char answer[64] = {0};
      memcpy(answer, bytes + at, length < sizeof answer ? length : sizeof answer - 1);
      *brightness = brightness_in(answer);
    } else if (bytes[at + length - 1] == 'c') {
      is_over = true;
    }
    at += length;
  }
  return is_over;
}

int gs_ask_brightness(int timeout_milliseconds) {
  struct termios mine, quiet;
  if (tcgetattr(STDIN_FILENO, &mine) != 0) return -1;
  quiet = mine;
  quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
  quiet.c_cc[VMIN] = 0;
  quiet.c_cc[VTIME] = 0;
  if (tcsetattr(STDIN_FILENO, TCSANOW, &quiet) != 0) return -1;
  // Every terminal answers the second question: there is no need to wait once that is done.
  static const char questions[] = "\033]11;?\033\\\033[c";
  int brightness = -1;
  if (write(STDOUT_FILENO, questions, sizeof questions - 1) == sizeof questions - 1) {
    unsigned char bytes[sizeof early];
    size_t count = 0;
    long deadline = milliseconds() + timeout_milliseconds;
    bool is_over = false;
    while (!is_over && count < sizeof bytes) {
      long left = deadline - milliseconds();
      struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
      if (left <= 0 || poll(&keyboard, 1, (int)left) <= 0) break;
      ssize_t more = read(STDIN_FILENO, bytes + count, sizeof bytes - count);
      if (more <= 0) break;
      count += (size_t)more;
      is_over = take_answers(bytes, count, &brightness);
    }
  }
  tcsetattr(STDIN_FILENO, TCSANOW, &mine);
  return brightness;
}

void gs_return_early_keys(void) {
  // The last one that is put back is the first one to be read.
  while (early_count > 0) ungetch(early[--early_count]);
}
