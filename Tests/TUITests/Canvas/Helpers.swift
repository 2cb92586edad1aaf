@testable import TUI

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Everything that is awkward about text: wide, invisible, commanding, reordering.
let awkwardText =
  "a\u{1B}[31mb\u{7}\n\t日本\u{301}e\u{301}👩‍👩‍👧🎉\u{202E}x\u{9B}\u{0}⚠\u{FE0F}▌╭한\u{7F}&<>"

/// Draws so many random things at random places, many of them outside.
func scribble(
  _ count: Int, on canvas: inout Canvas, using generator: inout SeededGenerator
) {
  let scalars = Array(awkwardText.unicodeScalars)
  for _ in 0..<count {
    let x = Int.random(in: -6...30, using: &generator)
    let y = Int.random(in: -4...16, using: &generator)
    let rect = Rect(
      x: x, y: y, width: Int.random(in: -2...20, using: &generator),
      height: Int.random(in: -2...12, using: &generator))
    let style = Style(.ansi(UInt8.random(in: 0..<16, using: &generator)), on: .rgb(1, 2, 3))
    let scalar = scalars[Int.random(in: 0..<scalars.count, using: &generator)]
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: canvas.fill(rect, Cell(scalar, style))
    case 1: canvas.put(scalar, x: x, y: y, style: style)
    case 2: canvas.write(awkwardText, x: x, y: y, style: style)
    case 3: canvas.write(awkwardText, x: x, y: y, style: style, maxWidth: rect.width)
    case 4: canvas.box(rect, style: style, title: awkwardText)
    case 5: canvas.restyle(rect) { $0.adding(.bold) }
    default: canvas.writeRight(awkwardText, in: rect, style: style)
    }
  }
}

/// Whether every wide character has its second half, and every second half its character.
func wideCharactersAreWhole(_ canvas: Canvas) -> Bool {
  for y in 0..<canvas.size.height {
    for x in 0..<canvas.size.width {
      if canvas[x, y].isWide != canvas[x + 1, y].isContinuation { return false }
    }
    if canvas[0, y].isContinuation { return false }
  }
  return true
}
