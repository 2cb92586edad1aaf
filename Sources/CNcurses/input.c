#include "CNcurses.h"
#include "internal.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/// Above every code that curses hands out itself.
enum { PASTE_BEGIN = 0x3000, PASTE_END };

/// Keys are read from a pad: reading from a visible window would repaint it.
static WINDOW *pad;
static bool closed;
/// A character that was read too early, plus one; 0 if there is none.
static wint_t held;
/// The known part of a character whose last bytes have not come yet.
static struct {
  uint32_t scalar;
  uint32_t least;
  int missing;
} partial;

// MARK: Sequences

typedef struct {
  const char *sequence;
  int code;
} sequence;

/// Terminals send one or another of these, whatever the terminfo entry says.
static const sequence sequences[] = {
    {"\033[200~", PASTE_BEGIN}, {"\033[201~", PASTE_END},
    {"\033[A", KEY_UP},         {"\033OA", KEY_UP},
    {"\033[B", KEY_DOWN},       {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},      {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},       {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},       {"\033OH", KEY_HOME},
    {"\033[1~", KEY_HOME},      {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END},        {"\033OF", KEY_END},
    {"\033[4~", KEY_END},       {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC},        {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE},     {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB},       {"\033OM", KEY_ENTER},
    {"\033OP", KEY_F(1)},       {"\033[11~", KEY_F(1)},
    {"\033OQ", KEY_F(2)},       {"\033[12~", KEY_F(2)},
    {"\033OR", KEY_F(3)},       {"\033[13~", KEY_F(3)},
    {"\033OS", KEY_F(4)},       {"\033[14~", KEY_F(4)},
    {"\033[15~", KEY_F(5)},     {"\033[17~", KEY_F(6)},
    {"\033[18~", KEY_F(7)},     {"\033[19~", KEY_F(8)},
    {"\033[20~", KEY_F(9)},     {"\033[21~", KEY_F(10)},
    {"\033[23~", KEY_F(11)},    {"\033[24~", KEY_F(12)},
};

static void teach(const char *sequence, int code) {
  if (key_defined(sequence) == 0) define_key(sequence, code);
}

/// Keys with Shift, Alt, Ctrl are the same as without.
static void teach_modified_keys(void) {
  static const struct {
    char end;
    int code;
  } letters[] = {{'A', KEY_UP},   {'B', KEY_DOWN}, {'C', KEY_RIGHT},
                 {'D', KEY_LEFT}, {'H', KEY_HOME}, {'F', KEY_END}},
    numbers[] = {{'2', KEY_IC}, {'3', KEY_DC}, {'5', KEY_PPAGE}, {'6', KEY_NPAGE}};
  char sequence[16];
  for (int modifier = 2; modifier <= 8; modifier++) {
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
      snprintf(sequence, sizeof sequence, "\033[1;%d%c", modifier, letters[i].end);
      teach(sequence, letters[i].code);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
      snprintf(sequence, sizeof sequence, "\033[%c;%d~", numbers[i].end, modifier);
      teach(sequence, numbers[i].code);
    }
  }
}

bool gs_input_open(void) {
  pad = newpad(1, 1);
  if (pad == NULL) return false;
  keypad(pad, TRUE);
  nodelay(pad, TRUE);
  for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
    teach(sequences[i].sequence, sequences[i].code);
  }
  teach_modified_keys();
  // Reports of the mouse are read here, see mouse.c.
  define_key(NULL, KEY_MOUSE);
  closed = false;
  held = 0;
  partial.missing = 0;
  return true;
}

void gs_input_close(void) {
  if (pad != NULL) delwin(pad);
  pad = NULL;
}

// MARK: Waiting

void gs_wait(int timeout_milliseconds) {
  if (pad == NULL || held != 0 || closed) return;
  struct pollfd sources[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = gs_wake_descriptor(), .events = POLLIN},
  };
  // An interrupted poll is as good as a woken one: the caller looks around and waits again.
  int ready = poll(sources, 2, timeout_milliseconds);
  gs_wake_drain();
  if (gs_close_was_asked()) closed = true;
  // The results of poll are from before the process stood still. (No test: the signal would have to
  // come within the microseconds between poll and here, together with a key.)
  if (gs_stop_was_asked()) {
    gs_suspend();
    return;
  }
  if (gs_was_continued()) {
    gs_resume();
    return;
  }
  if (ready <= 0) return;
  // A terminal that hung up is readable for ever, with nothing to read.
  int available = 0;
  bool silent = (sources[0].revents & POLLIN) &&
                (ioctl(STDIN_FILENO, FIONREAD, &available) != 0 || available == 0);
  if (silent || (sources[0].revents & (POLLERR | POLLHUP | POLLNVAL))) closed = true;
}

// MARK: Decoding

static gs_event key_event(gs_key key) {
  return (gs_event){.kind = GS_EVENT_KEY, .code = key};
}

/// Keys with Shift, Ctrl or Alt have no constants in curses, only names such as kUP5.
static gs_key key_by_name(const char *name) {
  static const struct {
    const char *prefix;
    gs_key key;
  } names[] = {
      {"kUP", GS_KEY_UP},    {"kDN", GS_KEY_DOWN}, {"kLFT", GS_KEY_LEFT}, {"kRIT", GS_KEY_RIGHT},
      {"kHOM", GS_KEY_HOME}, {"kEND", GS_KEY_END}, {"kPRV", GS_KEY_PGUP}, {"kNXT", GS_KEY_PGDN},
      {"kDC", GS_KEY_DEL},   {"kIC", GS_KEY_INSERT},
  };
  for (size_t i = 0; name != NULL && i < sizeof names / sizeof names[0]; i++) {
    if (strncmp(name, names[i].prefix, strlen(names[i].prefix)) == 0) return names[i].key;
  }
  return 0;
}

static gs_key named_key(int code) {
  if (code >= KEY_F(1) && code <= KEY_F(12)) return GS_KEY_F1 + (gs_key)(code - KEY_F(1));
  switch (code) {
    case KEY_UP: case KEY_SR: return GS_KEY_UP;
    case KEY_DOWN: case KEY_SF: return GS_KEY_DOWN;
    case KEY_LEFT: case KEY_SLEFT: return GS_KEY_LEFT;
    case KEY_RIGHT: case KEY_SRIGHT: return GS_KEY_RIGHT;
    case KEY_ENTER: return GS_KEY_ENTER;
    case KEY_BACKSPACE: return GS_KEY_BACKSPACE;
    case KEY_BTAB: return GS_KEY_BACKTAB;
    case KEY_HOME: case KEY_SHOME: case KEY_FIND: return GS_KEY_HOME;
    case KEY_END: case KEY_SEND: case KEY_SELECT: return GS_KEY_END;
    case KEY_PPAGE: case KEY_SPREVIOUS: return GS_KEY_PGUP;
    case KEY_NPAGE: case KEY_SNEXT: return GS_KEY_PGDN;
    case KEY_DC: case KEY_SDC: return GS_KEY_DEL;
    case KEY_IC: case KEY_SIC: return GS_KEY_INSERT;
    default: return key_by_name(keyname(code));
  }
}

static gs_event special_event(int code) {
  switch (code) {
    case KEY_RESIZE: return (gs_event){.kind = GS_EVENT_RESIZE};
    case PASTE_BEGIN: return (gs_event){.kind = GS_EVENT_PASTE_BEGIN};
    case PASTE_END: return (gs_event){.kind = GS_EVENT_PASTE_END};
    default: return key_event(named_key(code));
  }
}

static gs_event character_event(wint_t character) {
  switch (character) {
    case '\r': case '\n': return key_event(GS_KEY_ENTER);
    case '\t': return key_event(GS_KEY_TAB);
    case '\b': case 0x7F: return key_event(GS_KEY_BACKSPACE);
    case '\033': return key_event(GS_KEY_ESC);
    default: break;
  }
  if (character >= ' ') return (gs_event){.kind = GS_EVENT_CHARACTER, .code = character};
  uint32_t letter = character + '@';
  if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
  return (gs_event){.kind = GS_EVENT_CONTROL, .code = letter};
}

// MARK: Reading

/// Takes a byte of 0x80 or more; true if it ends a character.
static bool take_byte(unsigned byte) {
  if (byte >= 0xC0) {
    int missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF8 ? 3 : 0;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    partial.scalar = byte & (0x3Fu >> missing);
    partial.least = least[missing];
    partial.missing = missing;
    return false;
  }
  if (partial.missing == 0) return false;
  partial.scalar = partial.scalar << 6 | (byte & 0x3F);
  partial.missing--;
  bool is_surrogate = partial.scalar >= 0xD800 && partial.scalar < 0xE000;
  return partial.missing == 0 && partial.scalar >= partial.least && !is_surrogate &&
         partial.scalar <= 0x10FFFF;
}

/// As `wget_wch`, for UTF-8 whatever the locale. After a wrong byte curses would drop what follows,
/// be it the end of a paste, and it does not wait for the rest of a character.
static int read_character(wint_t *character) {
  int code;
  while ((code = wgetch(pad)) != ERR) {
    if (code >= 0x80 && code <= 0xFF) {
      if (!take_byte((unsigned)code)) continue;
      *character = partial.scalar;
      return OK;
    }
    partial.missing = 0;
    *character = (wint_t)code;
    return code > 0xFF ? KEY_CODE_YES : OK;
  }
  return ERR;
}

static int next_character(wint_t *character) {
  if (held == 0) return read_character(character);
  *character = held - 1;
  held = 0;
  return OK;
}

/// As `read_character`, within a sequence, whose rest may be on its way.
static int read_rest(wint_t *character) {
  int kind = read_character(character);
  struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
  if (kind != ERR || poll(&keyboard, 1, get_escdelay()) <= 0) return kind;
  return read_character(character);
}

/// The three bytes after `ESC [ M`, which are no characters.
static gs_event read_old_mouse_event(void) {
  unsigned char bytes[3] = {0};
  for (int i = 0; i < 3; i++) {
    int code = wgetch(pad);
    if (code == ERR || code > 0xFF) return (gs_event){.kind = GS_EVENT_MOUSE};
    bytes[i] = (unsigned char)code;
  }
  return gs_old_mouse_event(bytes);
}

/// Swallows the text of a control string, up to its end: BEL, or ESC and a backslash.
static void swallow_string(void) {
  enum { LONGEST_STRING = 1 << 16 };
  wint_t character, last = 0;
  for (int i = 0; i < LONGEST_STRING && read_rest(&character) == OK; i++) {
    if (character == '\a' || (last == '\033' && character == '\\')) return;
    last = character;
  }
}

/// Reads the rest of a control sequence that curses does not know: a report of the mouse, or else
/// something to be swallowed, so that its letters are not taken for commands. False if the escape
/// was a key of its own.
static bool read_sequence(gs_event *event) {
  wint_t character;
  *event = (gs_event){.kind = GS_EVENT_NONE};
  if (read_character(&character) != OK) return false;
  // Late answers of the terminal: DCS, SOS, OSC, PM, APC.
  if (wcschr(L"PX]^_", (wchar_t)character) != NULL) {
    swallow_string();
    return true;
  }
  if (character == '\033') {
    held = character + 1;
    return false;
  }
  // A key with Alt, which means nothing here.
  if (character != '[' && character != 'O') return true;
  wint_t introducer = character;
  if (read_character(&character) != OK) {
    held = introducer + 1;
    return false;
  }
  if (introducer == '[' && character == 'M') {
    *event = read_old_mouse_event();
    return true;
  }
  char parameters[32];
  size_t count = 0;
  while (character >= ' ' && character < '@') {
    if (count < sizeof parameters - 1) parameters[count++] = (char)character;
    if (read_rest(&character) != OK) return true;
  }
  parameters[count] = '\0';
  if (character == 'M' || character == 'm') *event = gs_mouse_event(parameters, character == 'm');
  return true;
}

static bool means_nothing(gs_event event) {
  return event.kind == GS_EVENT_NONE || (event.kind == GS_EVENT_KEY && event.code == 0) ||
         (event.kind == GS_EVENT_MOUSE && event.buttons == 0);
}

gs_event gs_read(void) {
  gs_event event = {.kind = GS_EVENT_NONE};
  wint_t character;
  while (pad != NULL) {
    int kind = next_character(&character);
    if (kind == ERR) return (gs_event){.kind = closed ? GS_EVENT_CLOSED : GS_EVENT_NONE};
    if (kind == KEY_CODE_YES) {
      event = special_event((int)character);
    } else if (character != '\033' || !read_sequence(&event)) {
      event = character_event(character);
    }
    if (!means_nothing(event)) break;
  }
  return event;
}
