import Documents
import Testing

@testable import TUI

private func scribbled(seed: UInt64) -> Canvas {
  var generator = SeededGenerator(seed: seed)
  var canvas = Canvas(Size(24, 12))
  scribble(80, on: &canvas, using: &generator)
  return canvas
}

@Test(arguments: 0..<50)
func `nothing that could command a terminal reaches an export`(seed: UInt64) {
  let canvas = scribbled(seed: seed)
  let svg = canvas.svg(title: awkwardText, ink: .default, paper: .default)
  for text in [canvas.text(), canvas.inASCII().text(), svg] {
    for scalar in text.unicodeScalars where scalar != "\n" { #expect(scalar.shown == scalar) }
  }
  let bare = canvas.ansi(.trueColor).replacing(/\u{1B}\[[0-9;]*m/, with: "")
  for scalar in bare.unicodeScalars where scalar != "\n" { #expect(scalar.shown == scalar) }
}

@Test(arguments: 0..<50)
func `the ASCII picture holds only printable ASCII`(seed: UInt64) {
  let canvas = scribbled(seed: seed).inASCII()
  #expect(canvas.text().unicodeScalars.allSatisfy { (" "..."~").contains($0) || $0 == "\n" })
  #expect(wideCharactersAreWhole(canvas))
}

@Test func `every character that the screen draws with has its ASCII likeness`() {
  var canvas = Canvas(Size(40, 4))
  canvas.write("╭─┬─╮│├┼┤╰┴╯ ╱╱ → ← … ✓ ● ⚠ ⇄ 日 é", x: 0, y: 0)
  canvas.write("▁▂▃▄▅▆▇█", x: 0, y: 1)
  canvas.write("█▉▊▋▌▍▎▏▐", x: 0, y: 2)
  canvas.write("97▕█▌▏", x: 0, y: 3)
  #expect(
    canvas.inASCII().text() == """
      +-+-+|++++++ // > <.. v * ! x ?  ?
      .:-=+*##
      #########
      97|###

      """)
}

@Test func `in ASCII no bar disappears, however little of a cell it fills`() {
  let bar = Color.ansi(4)
  let paper = Color.rgb(9, 9, 9)
  var canvas = Canvas(Size(8, 1), filledWith: Cell(" ", Style(on: paper)))
  canvas.put("▎", x: 0, y: 0, style: Style(paper, on: bar))
  canvas.put("▊", x: 1, y: 0, style: Style(paper, on: bar))
  canvas.put("▎", x: 2, y: 0, style: Style(.ansi(2), on: bar))
  canvas.put("▎", x: 3, y: 0, style: Style(bar, on: paper, .reverse))
  canvas.put("▊", x: 4, y: 0, style: Style(bar, on: paper, .reverse))
  let drawn = canvas.inASCII(paper: paper)
  #expect(drawn.text() == "#####\n")
  #expect(drawn[2, 0].style == Style(bar, on: paper))
}

@Test func `colours are changed only where they change`() {
  var canvas = Canvas(Size(8, 3))
  canvas.write("ab", x: 0, y: 0, style: Style(.rgb(255, 0, 0), .bold))
  canvas.write("cd", x: 2, y: 0, style: Style(.rgb(255, 0, 0)))
  canvas.write("e", x: 1, y: 1, style: Style(.ansi(12), on: .ansi(3)))
  #expect(
    canvas.ansi(.trueColor)
      == "\u{1B}[1;38;2;255;0;0mab\u{1B}[0;38;2;255;0;0mcd\u{1B}[0m\n \u{1B}[94;43me\u{1B}[0m\n\n")
  #expect(canvas.ansi(.palette256).hasPrefix("\u{1B}[1;38;5;196mab"))
  #expect(canvas.ansi(.monochrome) == "\u{1B}[1mab\u{1B}[0mcd\n e\n\n")
}

@Test(arguments: 0..<20)
func `the picture is well-formed and always the same`(seed: UInt64) {
  let canvas = scribbled(seed: seed)
  let svg = canvas.svg(title: "<a> & \"b\"", ink: .default, paper: .default)
  #expect(svg == canvas.svg(title: "<a> & \"b\"", ink: .default, paper: .default))
  var open: [Substring] = []
  for match in svg.matches(of: /<(\/?)([a-z]+)[^<>]*?(\/?)>/) {
    if match.1 == "/" {
      #expect(open.popLast() == match.2)
    } else if match.3.isEmpty {
      open.append(match.2)
    }
  }
  #expect(open.isEmpty)
  #expect(svg.replacing(/&(amp|lt|gt|quot);/, with: "").contains("&") == false)
  #expect(svg.replacing(/<[^<>]*>/, with: "").contains { $0 == "<" || $0 == ">" } == false)
}

@Test func `a picture joins what touches`() {
  var canvas = Canvas(Size(6, 3))
  canvas.box(canvas.bounds, style: Style(.ansi(7)))
  canvas.write("██▌", x: 1, y: 1, style: Style(.rgb(1, 2, 3)))
  let svg = canvas.svg(title: "box", ink: .default, paper: .default)
  #expect(svg.contains("M8 0m0 8.5h32"))
  #expect(svg.contains("M0 16m4.5 0v16"))
  #expect(svg.contains("fill=\"#010203\" d=\"M8 16h16v16h-16zM24 16h4v16h-4z\""))
  #expect(!svg.contains("<text"))
}
