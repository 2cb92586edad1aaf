import Documents
import Testing

struct DecimalTests {
  @Test func `decimals are read to the last bit as the library reads them`() {
    var state: UInt64 = 1
    for round in 0..<20_000 {
      // Any digits will do, the same in every run.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = String(state).prefix(1 + round % 20)
      let zeros = String(repeating: "0", count: round % 26)
      for text in ["\(digits)", "-0.\(zeros)\(digits)", "\(digits).\(digits)", "+.\(digits)"] {
        let number = Node.Scalar(text: text, isPlain: true).number()
        #expect(number?.bitPattern == Double(text)?.bitPattern, "\(text)")
      }
    }
  }

  @Test func `what only looks like a decimal is none`() {
    for text in ["", "-", "+", ".", "-.", "1e", "1e+", "e5", "1.2.3", "0x10", "1_0", "1 ", "inf"] {
      #expect(Node.Scalar(text: text, isPlain: true).number() == nil, "\(text)")
    }
    #expect(Node.Scalar(text: "5.", isPlain: true).number() == 5)
    #expect(Node.Scalar(text: "1E-3", isPlain: true).number() == 0.001)
  }
}
