#include "CNcurses.h"
#include "internal.h"

#include <stdio.h>

// Curses reads the mouse, too, but hands out only the last of several reports that come together,
// and understands no other encoding than the one that the terminfo entry names.

/// The bits of a report, the same in both encodings.
enum { BUTTON = 3, SHIFT = 4, ALT = 8, CONTROL = 16, MOTION = 32, WHEEL = 64, MORE = 128 };

static gs_event event_of(unsigned code, unsigned x, unsigned y) {
  static const uint32_t buttons[] = {GS_MOUSE_LEFT, GS_MOUSE_MIDDLE, GS_MOUSE_RIGHT, 0};
  static const uint32_t wheel[] = {GS_MOUSE_WHEEL_UP, GS_MOUSE_WHEEL_DOWN, 0, 0};
  gs_event event = {.kind = GS_EVENT_MOUSE};
  if (code & (MOTION | MORE) || x == 0 || y == 0) return event;
  event.x = (int32_t)x - 1;
  event.y = (int32_t)y - 1;
  event.buttons = code & WHEEL ? wheel[code & BUTTON] : buttons[code & BUTTON];
  if (code & SHIFT) event.modifiers |= GS_SHIFT;
  if (code & ALT) event.modifiers |= GS_ALT;
  if (code & CONTROL) event.modifiers |= GS_CONTROL;
  return event;
}

gs_event gs_mouse_event(const char *parameters, bool released) {
  unsigned code, x, y;
  if (sscanf(parameters, "<%5u;%5u;%5u", &code, &x, &y) != 3) {
    return (gs_event){.kind = GS_EVENT_MOUSE};
  }
  gs_event event = event_of(code, x, y);
  if (released && event.buttons != 0) event.buttons |= GS_MOUSE_RELEASED;
  return event;
}

gs_event gs_old_mouse_event(const unsigned char bytes[3]) {
  static uint32_t pressed;
  if (bytes[0] < ' ') return (gs_event){.kind = GS_EVENT_MOUSE};
  unsigned code = bytes[0] - ' ';
  gs_event event = event_of(code, (unsigned char)(bytes[1] - ' '), (unsigned char)(bytes[2] - ' '));
  if (code & WHEEL) return event;
  // This encoding tells that a button was let go, but not which.
  if ((code & BUTTON) == BUTTON && pressed != 0) event.buttons = pressed | GS_MOUSE_RELEASED;
  pressed = (code & BUTTON) == BUTTON ? 0 : event.buttons;
  return event;
}
