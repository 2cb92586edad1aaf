import Engine
import Testing

@testable import TUI

@Suite struct FormatTests {
  @Test func `a clock shows minutes and seconds, and hours if there are any`() {
    #expect(Format.clock(0) == "00:00.00")
    #expect(Format.clock(221.2) == "03:41.20")
    #expect(Format.clock(3723.5) == "1:02:03.50")
    #expect(Format.clock(-5) == "-00:05.00")
    #expect(Format.clock(59.999, decimals: 0) == "01:00")
    #expect(Format.clock(1e12) == "1e+12 s")
  }

  @Test func `a clock shows the time that was given, not one a rounding below`() {
    for cents in 0..<20_000 {
      let text = Format.clock(Double(cents) / 100)
      #expect(text.hasSuffix(".\(cents % 100 < 10 ? "0" : "")\(cents % 100)"))
    }
  }

  @Test func `clocks and spans round alike`() {
    // U10: 05.49 beside 5.50 s.
    for tick in 0..<9_900 {
      let seconds = Double(tick) / 1000 + 0.0004
      let span = Format.span(seconds).dropLast(2)
      #expect(Format.clock(seconds).hasSuffix(span.count < 5 ? "0\(span)" : String(span)))
    }
  }

  @Test func `numbers that are none have a text, too`() {
    // B3
    for value in [Double.nan, .infinity, -.infinity, 1.7e308, Double.leastNonzeroMagnitude] {
      #expect(!Format.percent(value).isEmpty)
      #expect(!Format.clock(value).isEmpty)
      #expect(!Format.span(value).isEmpty)
      #expect((0...5).contains(Int(cells: value, in: 0...5)))
    }
  }

  @Test func `models beyond 52 have two letters, and no two the same`() {
    // U19
    let letters = (0..<2_000).map { Format.letter(ModelID($0)) }
    #expect(Set(letters).count == letters.count)
    #expect(letters[51] == "z" && letters[52] == "AA" && letters[53] == "AB")
    let theme = Theme.builtIn
    let looks = (0..<4 * theme.models.count).map { "\(theme.model($0)) \(theme.texture($0))" }
    #expect(Set(looks).count == looks.count)
  }

  @Test func `counts are grouped by three`() {
    #expect(
      [0, 999, 1000, 10_622, -1_234_567].map(Format.count) == [
        "0", "999", "1 000", "10 622", "-1 234 567",
      ])
  }

  @Test func `spans take the decimals that their size deserves`() {
    #expect(
      [0, 4.126, 83.04, 12_345].map(Format.span) == ["0.00 s", "4.13 s", "83.0 s", "12345 s"])
  }

  @Test func `zoom steps are 1, 2, 5, 10 milliseconds a cell and so on`() {
    #expect((0..<5).map { Zoom.step($0).secondsPerCell } == [0.001, 0.002, 0.005, 0.01, 0.02])
    #expect(Zoom(fitting: 100, in: 100) == .step(9))
    #expect(Zoom(fitting: 1e300, in: 10) == .step(60))
  }

  @Test func `ruler marks stand at round distances and do not touch`() {
    for step in Zoom.steps {
      let axis = TimeAxis(start: 0, secondsPerCell: Zoom.step(step).secondsPerCell ?? 1, width: 80)
      #expect(RulerView.distance(for: axis) / axis.secondsPerCell >= 12.99)
    }
  }
}
