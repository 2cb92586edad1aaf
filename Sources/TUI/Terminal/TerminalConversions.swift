import CNcurses

/// Cells on their way to curses.
enum TerminalCell {
  static func fitted(_ cell: Cell, to depth: ColorDepth) -> gs_cell {
    let cell = cell.fitted(to: depth)
    return gs_cell(
      scalar: cell.scalar.value, marks: marks(of: cell), foreground: index(cell.style.foreground),
      background: index(cell.style.background), attributes: attributes(cell.style.attributes))
  }

  /// The cells of a row.
  ///
  /// The ink of a blank is not seen: it takes that of the cell before it, since each change of ink costs
  /// twenty bytes on the way to the terminal.
  static func row(_ cells: ArraySlice<Cell>, _ depth: ColorDepth) -> [gs_cell] {
    var row = cells.map { fitted($0, to: depth) }
    let inked = UInt16(GS_REVERSE | GS_UNDERLINE)
    for index in row.indices.dropFirst() where row[index].scalar == 0x20 {
      let before = row[index - 1]
      guard row[index].background == before.background, before.marks.0 == 0,
        (row[index].attributes | before.attributes) & inked == 0
      else { continue }
      (row[index].foreground, row[index].attributes) = (before.foreground, before.attributes)
    }
    return row
  }

  /// The combining marks of a cell; curses has room for four, and none for what a joiner adds.
  private static func marks(of cell: Cell) -> (UInt32, UInt32, UInt32, UInt32) {
    guard let text = cell.marks?.text else { return (0, 0, 0, 0) }
    let marks = text.unicodeScalars.prefix { $0 != "\u{200D}" }.map(\.value)
    func mark(_ index: Int) -> UInt32 { index < marks.count ? marks[index] : 0 }
    return (mark(0), mark(1), mark(2), mark(3))
  }

  private static func index(_ color: Color) -> Int32 {
    switch color {
    case .default: return -1
    case .ansi(let index): return Int32(index)
    case .rgb(let red, let green, let blue):
      let parts = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      // Smaller numbers are entries of the palette; one more of green is not to be seen.
      return parts < 256 ? parts | 256 : parts
    }
  }

  private static func attributes(_ attributes: Style.Attributes) -> UInt16 {
    var bits = 0
    if attributes.contains(.bold) { bits |= GS_BOLD }
    if attributes.contains(.dim) { bits |= GS_DIM }
    if attributes.contains(.underline) { bits |= GS_UNDERLINE }
    if attributes.contains(.reverse) { bits |= GS_REVERSE }
    if attributes.contains(.italic) { bits |= GS_ITALIC }
    return UInt16(bits)
  }
}

extension Key {
  init?(_ event: gs_event) {
    switch event.kind {
    case GS_EVENT_CHARACTER:
      guard let scalar = Unicode.Scalar(event.code) else { return nil }
      self = .character(scalar)
    case GS_EVENT_CONTROL:
      guard let scalar = Unicode.Scalar(event.code) else { return nil }
      self = .control(scalar)
    default:
      let code = gs_key(event.code)
      if code.rawValue >= GS_KEY_F1.rawValue, code.rawValue <= GS_KEY_F12.rawValue {
        self = .function(Int(code.rawValue - GS_KEY_F1.rawValue) + 1)
      } else {
        guard let key = Key(named: code) else { return nil }
        self = key
      }
    }
  }

  private init?(named code: gs_key) {
    switch code {
    case GS_KEY_UP: self = .up
    case GS_KEY_DOWN: self = .down
    case GS_KEY_LEFT: self = .left
    case GS_KEY_RIGHT: self = .right
    case GS_KEY_ENTER: self = .enter
    case GS_KEY_ESC: self = .escape
    case GS_KEY_TAB: self = .tab
    case GS_KEY_BACKTAB: self = .backtab
    case GS_KEY_BACKSPACE: self = .backspace
    case GS_KEY_HOME: self = .home
    case GS_KEY_END: self = .end
    case GS_KEY_PGUP: self = .pageUp
    case GS_KEY_PGDN: self = .pageDown
    case GS_KEY_DEL: self = .delete
    case GS_KEY_INSERT: self = .insert
    default: return nil
    }
  }
}

extension Mouse {
  init?(_ event: gs_event) {
    let buttons = Int(event.buttons)
    guard let action = Action(buttons: buttons) else { return nil }
    let modifiers = Int(event.modifiers)
    self.init(
      action: action, x: Int(event.x), y: Int(event.y), shift: modifiers & GS_SHIFT != 0,
      control: modifiers & GS_CONTROL != 0, alt: modifiers & GS_ALT != 0)
  }
}

extension Mouse.Action {
  fileprivate init?(buttons: Int) {
    if buttons & GS_MOUSE_WHEEL_UP != 0 {
      self = .wheelUp
    } else if buttons & GS_MOUSE_WHEEL_DOWN != 0 {
      self = .wheelDown
    } else {
      guard let button = Mouse.Button(buttons: buttons) else { return nil }
      self = buttons & GS_MOUSE_RELEASED != 0 ? .release(button) : .press(button)
    }
  }
}

extension Mouse.Button {
  fileprivate init?(buttons: Int) {
    if buttons & GS_MOUSE_LEFT != 0 {
      self = .left
    } else if buttons & GS_MOUSE_MIDDLE != 0 {
      self = .middle
    } else {
      guard buttons & GS_MOUSE_RIGHT != 0 else { return nil }
      self = .right
    }
  }
}
