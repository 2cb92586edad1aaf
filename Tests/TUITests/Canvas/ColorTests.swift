import Testing

@testable import TUI

@Test func `colours are read as theme files write them`() {
  #expect(Color("default") == .default)
  #expect(Color("0") == .ansi(0))
  #expect(Color("15") == .ansi(15))
  #expect(Color("#5fAFff") == .rgb(0x5F, 0xAF, 0xFF))
  for bad in ["", "16", "-1", "+1", "007", "#12345", "#1234567", "#+12345", "#12345é", "red"] {
    #expect(Color(bad) == nil, "\(bad)")
  }
}

@Test func `a colour takes four bytes and a cell twenty-four`() {
  #expect(MemoryLayout<Color>.size == 4)
  #expect(MemoryLayout<Cell>.stride == 24)
}

@Test func `every entry of the cube and the grey ramp is nearest to itself`() {
  for index in UInt8(16)...255 {
    let (red, green, blue) = XtermPalette.components(index)
    let found = XtermPalette.components(XtermPalette.nearest(red, green, blue))
    #expect(found == (red, green, blue))
  }
}

@Test func `the palette entry found is nearest of all`() {
  var generator = SeededGenerator(seed: 7)
  func distance(_ index: UInt8, _ color: [Int]) -> Int {
    let entry = XtermPalette.components(index)
    let parts = [Int(entry.red), Int(entry.green), Int(entry.blue)]
    return zip(parts, color).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
  for _ in 0..<500 {
    let color = (0..<3).map { _ in Int.random(in: 0...255, using: &generator) }
    let found = XtermPalette.nearest(UInt8(color[0]), UInt8(color[1]), UInt8(color[2]))
    let best = (UInt8(16)...255).map { distance($0, color) }.min()
    #expect(distance(found, color) == best)
  }
}

@Test func `with few colours the hue survives`() {
  #expect(Color.rgb(0x87, 0xAF, 0xFF).fitted(to: .ansi8) == .ansi(4))
  #expect(Color.rgb(0xFF, 0x5F, 0x5F).fitted(to: .ansi8) == .ansi(1))
  #expect(Color.rgb(0xFF, 0x5F, 0x5F).fitted(to: .ansi16) == .ansi(9))
  #expect(Color.rgb(0x14, 0x16, 0x1E).fitted(to: .ansi8) == .ansi(0))
  #expect(Color.ansi(8).fitted(to: .ansi8) == .ansi(7))
  #expect(Color.ansi(12).fitted(to: .ansi8) == .ansi(4))
}

@Test func `a depth shows only colours that it has`() {
  var generator = SeededGenerator(seed: 3)
  for _ in 0..<1000 {
    let bits = UInt32.random(in: 0..<0x100_0000, using: &generator)
    let color = Color.rgb(UInt8(bits >> 16), UInt8(bits >> 8 & 255), UInt8(bits & 255))
    #expect(color.fitted(to: .trueColor) == color)
    #expect(color.fitted(to: .monochrome) == .default)
    for (depth, count) in [(ColorDepth.ansi8, 8), (.ansi16, 16), (.palette256, 256)] {
      guard case .ansi(let index) = color.fitted(to: depth) else {
        Issue.record("\(color) has no index at \(depth)")
        continue
      }
      #expect(Int(index) < count)
    }
  }
}

@Test func `in monochrome attributes stay and colours go`() {
  let style = Style.solid(.ansi(3), text: .rgb(1, 2, 3), .bold)
  #expect(style.fitted(to: .monochrome) == Style(.default, on: .default, [.bold, .reverse]))
}
