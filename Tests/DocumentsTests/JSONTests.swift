import Testing

@testable import Documents

struct JSONTests {
  @Test func `values keep their text, kind and place`() throws {
    let text = "{\"a\": [1, -2.5e+3, \"x\"],\r\n \"b\": {\"c\": null, \"d\": true}}"
    let root = try #require(reading(text, .json).root)
    #expect(drawn(root) == #"{a: [1, -2.5e+3, "x"], b: {c: null, d: true}}"#)
    #expect(root["a"]?.items?[1].number() == -2500)
    #expect(root["a"]?.items?[2].position == Position(line: 1, column: 20))
    #expect(root["b"]?["c"]?.isNull == true)
    #expect(root["b"]?["d"]?.position == Position(line: 2, column: 24))
    #expect(drawn(reading("\u{FEFF} [ ] ", .json).root) == "[]")
  }

  @Test func `escapes stand for their characters`() {
    let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC""#
    #expect(reading(text, .json).root?.scalar?.text == "\"\\/\u{8}\u{C}\n\r\tAé€")
  }

  @Test func `a surrogate pair is one character and a lone half an error`() {
    #expect(reading(#""a\ud83d\ude00b""#, .json).root?.scalar?.text == "a😀b")
    for half in [#"\ud83d"#, #"\ude00"#, #"\ud83d\u0041"#, #"\ud83dx"#, #"\ude00\ud83d"#] {
      #expect(
        complaint("\"a\(half)\"", .json)
          == "f.json:1:3: error: half of a surrogate pair stands alone", "\(half)")
    }
  }

  @Test(arguments: [
    ("", "1:1: error: the file is empty"),
    ("[1, 2", #"1:6: error: the file ends too early; expected "," or "]""#),
    ("[1, 2] 3", "1:8: error: expected the file to end after its one value"),
    ("{} {}", "1:4: error: expected the file to end after its one value"),
    ("[1, 2,]", "1:7: error: JSON allows no comma after the last one"),
    (#"{"a": 1,}"#, "1:9: error: JSON allows no comma after the last one"),
    ("[1 2]", #"1:4: error: expected "," or "]""#),
    ("[1} ", #"1:3: error: expected "," or "]""#),
    (#"{"a" 1}"#, #"1:6: error: expected ":" after a key"#),
    ("{a: 1}", "1:2: error: expected a key in double quotes"),
    ("{'a': 1}", "1:2: error: JSON text is written in double quotes"),
    ("['a']", "1:2: error: JSON text is written in double quotes"),
    ("// hi\n1", "1:1: error: JSON has no comments"),
    ("[1, # hi\n2]", "1:5: error: JSON has no comments"),
    ("[NaN]", "1:2: error: JSON numbers are finite decimals"),
    ("[-Infinity]", "1:3: error: JSON numbers are finite decimals"),
    ("[True]", "1:2: error: JSON spells these words true, false and null"),
    ("[yes]", "1:2: error: expected a value; text is written in double quotes"),
    ("[01]", "1:3: error: a JSON number does not begin with 0"),
    ("[+1]", #"1:2: error: a JSON number does not begin with "+""#),
    ("[.5]", "1:2: error: a JSON number has a digit before the decimal point"),
    ("[5.]", "1:4: error: expected a digit after the decimal point"),
    ("[1e]", "1:4: error: expected a digit in the exponent"),
    ("[-]", #"1:3: error: expected a digit after "-""#),
    ("[1x]", #"1:3: error: expected "," or "]""#),
    (#"["a]"#, "1:5: error: the file ends inside of a text; a quote is missing"),
    ("[\"a\nb\"]", #"1:4: error: the line ends inside of a text; write \n"#),
    ("[\"a\tb\"]", "1:4: error: a control character must be written as an escape"),
    (#"["\x41"]"#, #"1:3: error: unknown escape; a backslash itself is written \\"#),
    (#"["\u00g0"]"#, #"1:3: error: expected four hexadecimal digits after \u"#),
    ("\"\\", #"1:2: error: unknown escape; a backslash itself is written \\"#),
  ])
  func `what is not JSON gets one sentence`(text: String, expected: String) {
    #expect(complaint(text, .json) == "f.json:" + expected)
  }

  @Test func `places in JSON are told as paths`() {
    let text = """
      {"models": {"llama-3.1": {"gb": 1, "gb": 2}},
       "requests": [0, [1], {"node_id": "a",
          "node_id": "b"}]}
      """
    let source = SourceFile(name: "f.json", text: text, format: .json)
    var diagnostics = Diagnostics()
    let root = try? DocumentReader.read(source, diagnostics: &diagnostics)
    diagnostics.warning("seen", at: root?.position)
    diagnostics.warning("small", at: root?["requests"]?.items?[1].items?[0].position)
    diagnostics.error("no such file", at: nil)
    #expect(
      diagnostics.render(for: source) == """
        f.json: error: no such file
        f.json: warning: seen
            {"models": {"llama-3.1": {"gb": 1, "gb": 2}},
            ^
        f.json: error: models["llama-3.1"].gb: duplicate key "gb"; the first one is on line 1
            {"models": {"llama-3.1": {"gb": 1, "gb": 2}},
                                               ^
        f.json: warning: requests[1][0]: small
             "requests": [0, [1], {"node_id": "a",
                              ^
        f.json: error: requests[2].node_id: duplicate key "node_id"; the first one is on line 2
                "node_id": "b"}]}
                ^

        """)
  }

  @Test func `a place behind the 2³¹st column of a line is told`() throws {
    let source = SourceFile(name: "f.json", text: "[ 1, é, x]", format: .json)
    let far = Int(Int32.max)
    var events = JSONEvents(source, countingFrom: Position(line: 1, column: far))
    _ = try events.next()
    #expect(try events.next().position == Position(line: 1, column: far + 2))
  }
}
