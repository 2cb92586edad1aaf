import Testing

@testable import Documents

struct RenderingTests {
  private func rendered(
    _ text: String, line: Int, column: Int, _ format: SourceFile.Format = .yaml
  ) -> String {
    let source = SourceFile(name: "f", text: text, format: format)
    var diagnostics = Diagnostics()
    diagnostics.error("wrong", at: Position(line: line, column: column))
    return diagnostics.render(for: source)
  }

  @Test func `no problems are no text`() {
    let source = SourceFile(name: "f.yaml", text: "a", format: .yaml)
    #expect(Diagnostics().render(for: source) == "")
    #expect(!Diagnostics().hasErrors)
  }

  @Test func `twenty errors and twenty warnings are shown and the rest counted`() {
    var diagnostics = Diagnostics()
    for number in 0..<21 { diagnostics.error("e\(number)", at: nil) }
    for number in 0..<25 { diagnostics.warning("w\(number)", at: nil) }
    let text = diagnostics.render(for: SourceFile(name: "f", text: "", format: .yaml))
    #expect(text.hasPrefix("f: error: e0\n"))
    #expect(text.contains("f: error: e19\nf: warning: w0\n"))
    #expect(
      text.hasSuffix("f: warning: w19\n… and 1 more error\n… and 5 more warnings\n"))
    #expect(diagnostics.errorCount == 21 && diagnostics.warningCount == 25)
  }

  @Test func `tabs and control characters take one column and wide ones two`() {
    let columns = String(repeating: " ", count: 4 + " a␇: ".count + 2 * "日本".count + "e".count)
    #expect(
      rendered("\ta\u{7}: 日本e\u{301}x\n", line: 1, column: 10)
        == "f:1:10: error: wrong\n     a␇: 日本e\u{301}x\n\(columns)^\n")
  }

  @Test func `a file cannot move the cursor`() {
    let source = SourceFile(name: "\u{1B}[2Jf", text: "\u{202E}evil", format: .yaml)
    var diagnostics = Diagnostics()
    diagnostics.warning("no \"\n\u{9B}1m\"", at: .start, hint: "\u{7F}")
    #expect(
      diagnostics.render(for: source) == """
        ␛[2Jf:1:1: warning: no "␊\u{FFFD}1m"; ␡
            \u{FFFD}evil
            ^

        """)
  }

  @Test func `a long line is cut to a window around the place`() {
    let line = (0..<100).map { "\"k\($0)\": \($0)" }.joined(separator: ", ")
    let middle = rendered("{\(line)}", line: 1, column: 512).split(separator: "\n")
    let shown = middle[1].drop { $0 == " " }
    #expect(shown.hasPrefix("…") && shown.hasSuffix("…") && shown.count == 102)
    #expect("{\(line)}".contains(shown.dropFirst().dropLast()))
    let marked = middle[1].dropFirst(middle[2].count - 1)
    #expect(
      marked.dropLast() == Array("{\(line)}").dropFirst(511).prefix(40).map(String.init).joined())
    let first = rendered("{\(line)}", line: 1, column: 2).split(separator: "\n")
    #expect(first[1].hasPrefix("    {\"k0\": 0,") && first[1].hasSuffix("…"))
    #expect(first[1].count == 4 + 100 + 1)
    let last = rendered("{\(line)}", line: 1, column: Int(line.count) + 2).split(separator: "\n")
    #expect(last[1].hasPrefix("    …") && last[1].hasSuffix("\"k99\": 99}"))
  }

  @Test func `a place behind the end of a line or of the file is shown at the end`() {
    #expect(rendered("ab\ncd", line: 1, column: 9) == "f:1:9: error: wrong\n    ab\n      ^\n")
    #expect(rendered("ab\ncd", line: 7, column: 1) == "f:7:1: error: wrong\n    cd\n      ^\n")
    #expect(rendered("ab\n\ncd", line: 2, column: 1) == "f:2:1: error: wrong\n")
    #expect(rendered("", line: 1, column: 1) == "f:1:1: error: wrong\n")
  }

  @Test func `lines are counted as the parser counts them`() {
    let root = reading("a: 1\r\nb: \"x\u{2028}y\"\rc: 5\u{85}d: 6\n").root
    #expect(root?["d"]?.position == Position(line: 5, column: 4))
    let text = rendered("a: 1\r\nb: \"x\u{2028}y\"\rc: 5\u{85}d: 6\n", line: 5, column: 4)
    #expect(text == "f:5:4: error: wrong\n    d: 6\n       ^\n")
  }

  @Test(arguments: ["⌚", "🟠", "⬛", "ᄀ", "🀄", "一", "🩷"])
  func `the caret stands behind a wide character as on the screen`(wide: String) {
    #expect(wide.unicodeScalars.first?.columnWidth == 2)
    #expect(
      rendered("\(wide)x\n", line: 1, column: 2)
        == "f:1:2: error: wrong\n    \(wide)x\n      ^\n")
  }
}
