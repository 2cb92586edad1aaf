import Testing

@testable import TUI

@Test func `a key script is characters and names in angle brackets`() throws {
  #expect(
    try KeyScript.parse("..,G<Enter><Left>10.") == [
      .character("."), .character("."), .character(","), .character("G"), .enter, .left,
      .character("1"), .character("0"), .character("."),
    ])
  #expect(
    try KeyScript.parse("<C-l><Space><lt>><S-Tab><F1><F12><PageUp>") == [
      .control("l"), .character(" "), .character("<"), .character(">"), .backtab, .function(1),
      .function(12), .pageUp,
    ])
  #expect(try KeyScript.parse("").isEmpty)
}

@Test func `every key is read back from its own description`() throws {
  let keys: [Key] =
    Key.names.map(\.key) + (1...12).map(Key.function) + [.control("c"), .character("é")]
  for key in keys { #expect(try KeyScript.parse(key.description) == [key]) }
}

@Test(
  arguments: [
    ("ab<Foo>", "<Foo>", 3), ("<", "<", 1), ("x<Left", "<Left", 2), ("<>", "<>", 1),
    ("<F13>", "<F13>", 1), ("<F0>", "<F0>", 1), ("<C-A>", "<C-A>", 1), ("a\nb", "␊", 2),
    ("é<left>", "<left>", 2),
  ])
func `a bad token is reported with its column`(script: String, token: String, column: Int) {
  #expect(throws: KeyScriptError(token: token, column: column)) { try KeyScript.parse(script) }
}

@Test func `the message about a bad token names the keys there are`() {
  let message = KeyScriptError(token: "<Foo>", column: 3).description
  for word in ["\"<Foo>\"", "column 3", "<Left>", "<S-Tab>", "<F12>", "<lt>"] {
    #expect(message.contains(word))
  }
}
