import Documents
import Testing

struct YAMLTests {
  @Test func `values keep their text, kind and place`() throws {
    let root = try #require(reading("a: 001\nb: [no, 'x', {c: ~}]\n").root)
    #expect(drawn(root) == #"{a: 001, b: [no, "x", {c: ~}]}"#)
    #expect(root.position == Position(line: 1, column: 1))
    #expect(root["a"]?.position == Position(line: 1, column: 4))
    #expect(root.entry("b")?.keyPosition == Position(line: 2, column: 1))
    #expect(root["b"]?.items?[1].position == Position(line: 2, column: 9))
    #expect(root["b"]?.items?[2]["c"]?.isNull == true)
  }

  @Test func `an empty file is nothing at its beginning`() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}"] {
      let (root, problems) = reading(text)
      #expect(root?.isNull == true && problems == "", "\(text)")
    }
    #expect(reading("").root?.position == .start)
  }

  @Test func `a byte order mark is skipped and not counted`() {
    let root = reading("\u{FEFF}a: 1\nb: 2\n").root
    #expect(drawn(root) == "{a: 1, b: 2}")
    #expect(root?["a"]?.position == Position(line: 1, column: 4))
  }

  @Test func `block scalars and tagged text are no numbers`() {
    let root = reading("a: !!str 5\nb: |\n  6\nc: !!int 7\nd: ! 8\ne: !mine 9\n").root
    #expect(root?["a"]?.number() == nil)
    #expect(root?["b"]?.number() == nil)
    #expect(root?["c"]?.number() == 7)
    #expect(root?["d"]?.number() == nil)
    #expect(root?["e"]?.number() == 9)
  }

  @Test func `a duplicate key is reported where the second one stands`() {
    let (root, problems) = reading("a: 1\nb:\n  x: 1\n  x: 2\na: 3\n")
    #expect(drawn(root) == "{a: 1, b: {x: 1}}")
    #expect(
      problems == """
        f.yaml:4:3: error: duplicate key "x"; the first one is on line 3
              x: 2
              ^
        f.yaml:5:1: error: duplicate key "a"; the first one is on line 1
            a: 3
            ^

        """)
  }

  @Test func `a duplicate key is found in a large mapping too`() {
    let lines = (0..<1000).map { "k\($0): 1\n" }.joined()
    #expect(problems(lines) == "")
    #expect(
      complaint(lines + "k500: 2\n")
        == #"f.yaml:1001:1: error: duplicate key "k500"; the first one is on line 501"#)
  }

  @Test func `a second document is an error`() {
    #expect(
      problems("a: 1\n---\nb: 2\n") == """
        f.yaml:2:1: error: a second document begins here; a file must hold only one
            ---
            ^

        """)
    #expect(problems("---\na: 1\n...\n") == "")
  }

  @Test func `what is not YAML gets one sentence`() {
    #expect(
      problems("a:\n  - b\n c: [1\nd: 2\n") == """
        f.yaml:3:2: error: expected a key while parsing a block mapping that begins on line 1; \
        check the indentation and the quotes
             c: [1
             ^

        """)
    #expect(
      complaint("a: b: c\n")
        == #"f.yaml:1:5: error: a key with ":" cannot stand here; check the indentation, or quote the text"#
    )
    #expect(complaint("a: [1, 2\n").contains(#"expected "," or "]" while parsing a flow sequence"#))
    #expect(complaint("a: 'b\n").contains("the file ends too early"))
    #expect(complaint("a:\n\t- b\n").contains("not tabs"))
    #expect(
      complaint("a: \u{7}\n")
        == "f.yaml:1:4: error: YAML does not allow the character U+0007")
  }

  @Test func `a key that is no scalar is an error`() {
    #expect(complaint("[a, b]: 1\n") == "f.yaml:1:1: error: a key must be a single word or text")
    #expect(
      complaint("? {a: 1}\n: 1\n") == "f.yaml:1:3: error: a key must be a single word or text")
  }
}

struct AliasTests {
  @Test func `an alias stands for the value of its anchor`() {
    let root = reading("a: &x {n: 1}\nb: *x\n&k c: *k\n").root
    #expect(drawn(root) == "{a: {n: 1}, b: {n: 1}, c: c}")
    #expect(root?["b"]?["n"]?.position == Position(line: 1, column: 11))
  }

  @Test func `a later anchor of the same name replaces the earlier one`() {
    #expect(drawn(reading("[&a 1, *a, &a 2, *a]").root) == "[1, 1, 2, 2]")
    #expect(drawn(reading("[&a [&a 1, *a], *a]").root) == "[[1, 1], 1]")
  }

  @Test func `an unknown alias is an error`() {
    #expect(
      problems("base: &defaults 1\nb: *default\n") == """
        f.yaml:2:4: error: unknown alias "*default": no anchor "&default" comes before it; \
        did you mean "*defaults"?
            b: *default
               ^

        """)
  }

  @Test func `an anchor that contains itself is an error`() {
    #expect(
      complaint("a: &a [1, *a]\n")
        == #"f.yaml:1:11: error: alias "*a" stands inside of its own anchor"#)
    #expect(complaint("&a {b: {<<: *a}}").contains("inside of its own anchor"))
  }

  @Test func `a billion laughs are an error`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let row = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(row)]\n"
    }
    #expect(complaint(text).contains("aliases expand to more than 1,000,000 values"))
  }

  @Test func `a chain of aliases nests no deeper than anything else`() {
    var text = "- &a0 []\n"
    for level in 1...200 { text += "- &a\(level) [*a\(level - 1)]\n" }
    #expect(
      complaint(text)
        == "f.yaml:128:10: error: with this alias, nesting is deeper than 128 levels")
  }
}

struct MergeKeyTests {
  @Test func `merged entries follow the own ones, which win`() {
    let (root, problems) = reading(
      """
      base: &base {a: 1, b: 2}
      more: &more {b: 3, c: 4}
      one: {<<: *base, b: 5}
      two: {d: 6, <<: [*more, *base]}
      """)
    #expect(problems == "")
    #expect(drawn(root?["one"]) == "{b: 5, a: 1}")
    #expect(drawn(root?["two"]) == "{d: 6, b: 3, c: 4, a: 1}")
  }

  @Test func `a quoted merge key is an ordinary key`() {
    #expect(drawn(reading("'<<': {a: 1}").root) == "{<<: {a: 1}}")
    #expect(drawn(reading(#"{"<<": {"a": 1}}"#, .json).root) == "{<<: {a: 1}}")
  }

  @Test func `there must be mappings to merge`() {
    #expect(
      problems("<<: 5\na: {<<: [{b: 1}, [c]]}\n") == """
        f.yaml:1:5: error: "<<" takes a mapping or a list of mappings, not a number
            <<: 5
                ^
        f.yaml:2:18: error: "<<" takes a mapping or a list of mappings, not a list
            a: {<<: [{b: 1}, [c]]}
                             ^

        """)
  }
}
