import Testing

@testable import TUI

@Test(arguments: 0..<200)
func `random drawing never lands outside a clip`(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(seed))
  let sentinel = Cell("#", Style(.ansi(9)))
  var canvas = Canvas(Size(24, 12), filledWith: sentinel)
  let clip = Rect(
    x: Int.random(in: -3...26, using: &generator), y: Int.random(in: -3...14, using: &generator),
    width: Int.random(in: 0...12, using: &generator),
    height: Int.random(in: 0...8, using: &generator))
  canvas.clipped(to: clip) { scribble(60, on: &$0, using: &generator) }
  for y in 0..<12 {
    for x in 0..<24 where !clip.contains(x: x, y: y) { #expect(canvas[x, y] == sentinel) }
  }
  #expect(canvas.clip == canvas.bounds)
}

@Test(arguments: 0..<200)
func `wide characters are whole whatever is drawn over them`(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(seed))
  var canvas = Canvas(Size(24, 12))
  for _ in 0..<40 {
    let clip = Rect(
      x: Int.random(in: -3...26, using: &generator), y: Int.random(in: 0...10, using: &generator),
      width: Int.random(in: 0...12, using: &generator), height: 5)
    canvas.clipped(to: clip) { scribble(3, on: &$0, using: &generator) }
    #expect(wideCharactersAreWhole(canvas))
  }
}

@Test(arguments: [Size(0, 0), Size(1, 1), Size(-4, 3), Size(2, 0), Size(0, 2), Size(1, 40)])
func `no size is too small to draw on`(size: Size) {
  var generator = SeededGenerator(seed: 1)
  var canvas = Canvas(size)
  scribble(500, on: &canvas, using: &generator)
  #expect(canvas.row(-1).isEmpty)
  #expect(canvas.row(1000).isEmpty)
  #expect(canvas[Int.min, Int.max] == .blank)
}

@Test func `coordinates at the ends of the number range are outside like any other`() {
  var canvas = Canvas(Size(4, 2))
  let untouched = canvas
  for far in [Int.min, Int.min + 1, Int.max - 1, Int.max] {
    canvas.put("日", x: far, y: 0)
    canvas.put("x", x: 0, y: far)
    canvas.write("text", x: far, y: 0)
    canvas.write("text", x: 0, y: far)
    canvas.fill(Rect(x: far, y: far, width: 3, height: Int.min), Cell("x"))
    canvas.box(Rect(x: far, y: far, width: 3, height: 3))
  }
  #expect(canvas == untouched)
  canvas.fill(Rect(x: -9, y: -9, width: Int.max, height: Int.max), Cell("x"))
  #expect(canvas.text() == "xxxx\nxxxx\n")
}

@Test func `a wide character that an edge cuts leaves a blank`() {
  var canvas = Canvas(Size(3, 3), filledWith: Cell("."))
  canvas.put("日", x: 2, y: 0)
  canvas.put("日", x: -1, y: 1)
  canvas.put("日", x: 1, y: 2)
  #expect(canvas.text() == "..\n ..\n.日\n")
  #expect(canvas[2, 2].isContinuation)
}

@Test func `overwriting half of a wide character blanks the other half`() {
  var canvas = Canvas(Size(4, 2))
  for y in 0..<2 { canvas.write("日本", x: 0, y: y) }
  canvas.put("x", x: 1, y: 0)
  canvas.put("x", x: 2, y: 1)
  #expect(canvas.text() == " x本\n日x\n")
}

@Test func `a text that is too wide ends in an ellipsis`() {
  var canvas = Canvas(Size(10, 6))
  #expect(canvas.write("abcdef", x: 0, y: 0, maxWidth: 6) == 6)
  #expect(canvas.write("abcdef", x: 0, y: 1, maxWidth: 5) == 5)
  #expect(canvas.write("日本語", x: 0, y: 2, maxWidth: 4) == 3)
  #expect(canvas.write("abcdef", x: 6, y: 3) == 4)
  #expect(canvas.write("abcdef", x: 0, y: 4, maxWidth: 0) == 0)
  #expect(canvas.write("abcdef", x: 0, y: 5, maxWidth: 1) == 1)
  #expect(canvas.text() == "abcdef\nabcd…\n日…\n      abc…\n\n…\n")
}

@Test func `marks and joined pictures stay in the cell of what they join`() {
  // R12: a cell kept one scalar.
  let family = "\u{1F469}\u{200D}\u{1F467}"
  for (text, columns) in [
    ("e\u{301}", 1), ("n\u{303}\u{323}", 1), (family, 2), ("\u{1F44D}\u{1F3FD}", 2),
    ("\u{0E01}\u{0E34}", 1), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{2764}\u{FE0F}", 1),
  ] {
    var canvas = Canvas(Size(12, 1))
    #expect(canvas.write(text, x: 0, y: 0) == columns, "\(text)")
    #expect(canvas.text() == text + "\n")
    #expect(canvas.svg(title: "", ink: .default, paper: .default).contains(text))
    #expect(displayWidth(of: text) == columns)
    // Over the end of a clip it is dropped whole.
    var narrow = Canvas(Size(columns, 1))
    narrow.write(text + text, x: 0, y: 0)
    #expect(!narrow.text().contains(text))
  }
}

@Test func `a flood of marks is cut, and marks without a base are dropped`() {
  var canvas = Canvas(Size(4, 1))
  canvas.write("\u{301}a" + String(repeating: "\u{301}", count: 500), x: 0, y: 0)
  #expect(canvas.text().unicodeScalars.count <= 14)
  #expect(Array(canvas.text().unicodeScalars.prefix(3)) == ["a", "\u{301}", "\u{301}"])
}

@Test func `combining marks and joiners take no column`() {
  var canvas = Canvas(Size(12, 1))
  #expect(canvas.write("e\u{301}a\u{200D}b\u{FE0F}\u{200B}c", x: 0, y: 0) == 4)
  #expect(canvas.text() == "e\u{301}ab\u{FE0F}c\n")
}

@Test func `control characters are shown as pictures of themselves`() {
  var canvas = Canvas(Size(20, 1))
  canvas.write("a\u{1B}[0m\u{0}\n\u{7F}\u{9B}\u{202E}z", x: 0, y: 0)
  #expect(canvas.text() == "a␛[0m␀␊␡\u{FFFD}\u{FFFD}z\n")
}

@Test func `a box keeps its corners at every size that has four of them`() {
  var canvas = Canvas(Size(14, 3))
  canvas.box(canvas.bounds, title: "1 GPUs")
  #expect(canvas.text() == "╭ 1 GPUs ────╮\n│            │\n╰────────────╯\n")
  canvas.clear(canvas.bounds)
  canvas.box(Rect(x: 0, y: 0, width: 9, height: 2), title: "Latency")
  canvas.box(Rect(x: 10, y: 0, width: 2, height: 2), title: "no room")
  canvas.box(Rect(x: 13, y: 0, width: 1, height: 2))
  #expect(canvas.text() == "╭ Late…─╮ ╭╮\n╰───────╯ ╰╯\n\n")
}
