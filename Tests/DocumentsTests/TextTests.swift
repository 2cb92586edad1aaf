import Documents
import Testing

struct TextTests {
  @Test(arguments: [
    ("14", 14.0), ("14.0", 14), ("-3", -3), ("1e3", 1000), (".5", 0.5), ("+1", 1), ("14.", 14),
    ("-0", 0), ("1E-2", 0.01), ("007", 7), ("1e999", .infinity), ("-1e999", -.infinity),
    (".inf", .infinity), ("-.INF", -.infinity), ("1e-999", 0),
  ])
  func `decimal numbers are numbers`(text: String, value: Double) {
    #expect(Node.Scalar(text: text, isPlain: true).number() == value)
    #expect(Node.Scalar(text: text, isPlain: false).number() == nil)
  }

  @Test(arguments: [
    "", "0x1p3", "0x10", "nan", "inf", "infinity", "1_000", "1,5", ".", "-", "+", "e3", "1e", "1e+",
    "1 ", " 1", "--1", "1.2.3", "١", "~", "true", "0o17", "1:30",
  ])
  func `other text is no number`(text: String) {
    #expect(Node.Scalar(text: text, isPlain: true).number() == nil)
  }

  @Test func `not a number is a number that can be asked for`() {
    #expect(Node.Scalar(text: ".nan", isPlain: true).number()?.isNaN == true)
  }

  @Test func `kinds have names`() {
    let root = reading("[{}, [], 5, x, '5', true, ~, '']").root
    let expected = [
      "a mapping", "a list", "a number", "text", "text", "true or false", "nothing", "text",
    ]
    #expect(root?.items?.map(\.kindName) == expected)
  }

  @Test func `control characters become visible`() {
    #expect(visible("plain text ~") == "plain text ~")
    #expect(visible("é日😀") == "é日😀")
    #expect(visible("\u{0}\t\n\u{1B}\u{7F}") == "␀␉␊␛␡")
    let hidden =
      "\u{80}\u{9F}\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}\u{202A}\u{202E}\u{2066}\u{2069}"
    #expect(visible(hidden) == String(repeating: "\u{FFFD}", count: 11))
  }

  @Test func `the nearest candidate is the one that was meant`() {
    let models = ["llm7b", "llm13b", "stable_diffusion", "Whisper"]
    #expect(nearest(to: "llm7", among: models) == "llm7b")
    #expect(nearest(to: "stable_difusion", among: models) == "stable_diffusion")
    #expect(nearest(to: "satble_diffusion", among: models) == "stable_diffusion")
    #expect(nearest(to: "whisper", among: models) == "Whisper")
    #expect(nearest(to: "LLM7B", among: ["llm7c", "llm7b"]) == "llm7b")
    #expect(nearest(to: "gpt", among: models) == nil)
    #expect(nearest(to: "ab", among: ["cd", "ac"]) == nil)
    #expect(nearest(to: "", among: models) == nil)
    #expect(nearest(to: "abc", among: ["abd", "abe"]) == "abd")
    #expect(nearest(to: "abcd", among: ["abdc", "abce"]) == "abdc")
    #expect(nearest(to: String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }
}
