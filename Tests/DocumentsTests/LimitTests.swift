import Documents
import Testing

struct LimitTests {
  @Test(arguments: [SourceFile.Format.yaml, .json])
  func `nesting of 128 levels is read and deeper nesting refused`(format: SourceFile.Format) {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(problems(nested(128), format) == "")
    #expect(complaint(nested(129), format).contains(":1:129: error: nesting is deeper than 128"))
    #expect(
      complaint(String(repeating: "[", count: 1_000_000), format).contains("deeper than 128"))
    #expect(complaint(String(repeating: "{\"a\":", count: 1_000_000), format).contains("deeper"))
    #expect(complaint(String(repeating: "- ", count: 1_000_000)).contains("deeper than 128"))
  }

  @Test(arguments: [SourceFile.Format.yaml, .json])
  func `bytes that are not UTF-8 are refused at their place`(format: SourceFile.Format) {
    func complaint(_ bytes: [UInt8]) -> Substring {
      problems(ofBytes: bytes, format).dropFirst(6).prefix { $0 != "\n" }
    }
    let broken: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ]
    for bytes in broken {
      let expected = ":2:3: error: the file is not UTF-8; save it as UTF-8"
      #expect(complaint(Array("[\n\"é".utf8) + bytes + Array("\"]".utf8)) == expected)
    }
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x31, 0]
    #expect(complaint(utf16) == ":1:1: error: the file is UTF-16, not UTF-8; save it as UTF-8")
    #expect(complaint(Array("[\"é€😀\", 1]".utf8)) == "")
  }

  @Test func `random bytes never crash`() {
    let alphabet = Array(#"{}[]:,"'\ -#&*<!|>%@`?ab01.eun/~"#.utf8) + [0x0A, 0x0D, 0x09, 0, 0xC3]
    var generator = SeededGenerator(seed: 7)
    for round in 0..<4000 {
      let length = Int.random(in: 0..<60, using: &generator)
      let bytes = (0..<length).map { _ in
        round.isMultiple(of: 4)
          ? UInt8.random(in: 0...255, using: &generator)
          : alphabet.randomElement(using: &generator) ?? 0
      }
      _ = problems(ofBytes: bytes, .yaml)
      _ = problems(ofBytes: bytes, .json)
    }
  }

  @Test func `damaged documents never crash`() {
    let yaml = "base: &b {a: 1, \"b\": [x, 'y']}\nlist:\n- <<: *b\n  c: |\n    text\n- é😀\n"
    let json = #"{"a": [1, -2.5e3, true, null, "x\u0041\ud83d\ude00"], "b": {"c": "é😀"}}"#
    var generator = SeededGenerator(seed: 11)
    for (text, format) in [(yaml, SourceFile.Format.yaml), (json, .json)] {
      for _ in 0..<3000 {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let index = Int.random(in: bytes.indices, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: bytes[index] = .random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: index)
          default: bytes.insert(bytes.randomElement(using: &generator) ?? 0, at: index)
          }
        }
        _ = problems(ofBytes: bytes, format)
      }
    }
  }
}
