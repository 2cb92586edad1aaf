import Testing

@testable import Documents

/// Items that are read without libyaml, beside the same ones read by it.
struct PlainItemsTests {
  /// The items of a file with all positions, the rest of it, and the problems.
  private struct Outcome: Equatable {
    var items: [String] = []
    var root = "none"
    var problems = ""
  }

  private func outcome(
    _ source: SourceFile,
    _ read: (inout Diagnostics, (Node, inout Diagnostics) -> Void) throws(SyntaxError) -> Node
  ) -> Outcome {
    var (outcome, diagnostics) = (Outcome(), Diagnostics())
    do throws(SyntaxError) {
      let root = try read(&diagnostics) { item, _ in outcome.items.append(placed(item)) }
      outcome.root = placed(root)
    } catch {
      diagnostics.add(error.diagnostic)
    }
    outcome.problems = diagnostics.render(for: source)
    return outcome
  }

  /// The outcome of reading items as a program does, each of them offered flat first.
  private func outcome(_ source: SourceFile) -> Outcome {
    outcome(source) { (diagnostics, body) throws(SyntaxError) in
      try DocumentReader.read(
        source, itemsOf: "requests", diagnostics: &diagnostics, flat: { _ in false }, body: body)
    }
  }

  /// The outcome of reading items that a thread of its own finds.
  private func outcomeAhead(_ source: SourceFile) -> Outcome {
    outcome(source) { (diagnostics, body) throws(SyntaxError) in
      try source.bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        var builder = TreeBuilder(
          try YAMLListEvents(source, bytes: bytes, itemsOf: "requests", aheadFrom: 0))
        return try builder.document(
          itemsOf: "requests", orRoot: false, &diagnostics, flat: { _ in false }, body: body)
      }
    }
  }

  @Test func `items that are found ahead are the same, however many, and wherever they end`() {
    for count in [1, 2, 255, 256, 257, 512, 3000] {
      var text = "requests:\n"
      for index in 0..<count { text += "  - {request_id: r\(index), x: [\(index), y]}\n" }
      for end in ["", "  - &a {x: 1}\n  - z\n", "  - [", "x: 1\n", "---\n"] {
        let source = file(text + end)
        let ahead = outcomeAhead(source)
        #expect(ahead == outcome(source))
        #expect(ahead.items.count >= count || end == "  - [")
      }
    }
  }

  @Test func `a reader that gives up early ends its thread`() {
    let text =
      "requests:\n"
      + (0..<20_000).map { "  - {request_id: r\($0)}\n" }.joined()
    let source = file(text)
    for taken in [0, 1, 300, 5000] {
      source.bytes.withUnsafeBufferPointer { bytes in
        guard let items = PlainItems(bytes, key: "requests") else { return }
        let ahead = PlainItemsAhead(items)
        var item = FlatItem()
        for _ in 0..<taken { #expect(ahead.take(into: &item)) }
        // Returns only when the thread has ended.
        ahead.stop()
        while ahead.take(into: &item) {}
      }
    }
  }

  /// The outcome of reading items by libyaml alone.
  private func expected(_ source: SourceFile) -> Outcome {
    outcome(source) { (diagnostics, body) throws(SyntaxError) in
      try source.bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        var builder = TreeBuilder(try YAMLEvents(source, bytes: bytes))
        return try builder.document(
          itemsOf: "requests", orRoot: false, &diagnostics, flat: { _ in false }, body: body)
      }
    }
  }

  /// A value with the places of all its parts.
  private func placed(_ node: Node) -> String {
    let place = "@\(node.position.line):\(node.position.column)"
    switch node.content {
    case .scalar(let scalar): return (scalar.isPlain ? scalar.text : "\"\(scalar.text)\"") + place
    case .sequence(let items): return "[\(items.map(placed).joined(separator: ", "))]" + place
    case .mapping(let entries):
      let texts = entries.map {
        "\($0.key)@\($0.keyPosition.line):\($0.keyPosition.column): \(placed($0.value))"
      }
      return "{\(texts.joined(separator: ", "))}" + place
    }
  }

  private func file(_ text: String) -> SourceFile {
    SourceFile(name: "f.yaml", text: text, format: .yaml)
  }

  /// The number of items that are read without libyaml, and whether these are all of the file.
  private func plainItems(_ source: SourceFile) -> (count: Int, isWhole: Bool) {
    source.bytes.withUnsafeBufferPointer { bytes in
      guard var items = PlainItems(bytes, key: "requests") else { return (0, false) }
      var (item, count) = (FlatItem(), 0)
      while items.take(into: &item) {
        #expect(item.isComplete)
        count += 1
      }
      return (count, items.isAtEnd)
    }
  }

  private static let usual = """
    # Requests
    requests:
      - request_id: a-1  # the first

        timestamp: "2024-06-03T09:00:00.0"
        "workflow_id": 'assistant'
        input_data: {question: "Why? # [a: b]", "more": [1, {x: y, z: []}, é], none: {}}
        node_configs:
          plan:
            max_length: -5
          # nothing more
          draft:
        node_execution_times: {plan: .5, draft: 3.25e3}
      - {request_id: a2, at: 2024-06-03}
      -   request_id: é ü x#y 10:30
          workflow_id: b, c [d] {e}

    """

  @Test func `usual items are read without libyaml`() {
    let less = Self.usual.replacing("\n  ", with: "\n")
    for text in [Self.usual, less, String(Self.usual.dropLast())] {
      let source = file(text)
      #expect(plainItems(source) == (3, true))
      #expect(outcome(source) == expected(source))
      #expect(outcome(source).items.count == 3)
    }
  }

  @Test(arguments: [
    "  - &a {x: 1}", "  - *a", "  - !!str x", "  - 5", "  - x: |\n      y", "  - x: 1\n     y: 2",
    "  - x: 1\n       y", "  - x: 'it''s'", "  - x: \"\\n\"", "  - x:\n    - 1",
    "  - {x: 1,\n     y: 2}",
    "  - {x: 1,}", "  - {x}", "  - {\"x\":1}", "  - ? x\n    : 1", "  - x: 1\ty", "  - x: a: b",
    "  - [", "x: 1",
    "- x: 1", "  - x: {y: 1} z", "  - x: %y", "  -", "  - - 1", "---", "...", "  - x: \u{85}",
    "  - <<: {x: 1}\n    - 2", "  - x: 1\r\n    y: 2", " - x: 1", "    - x: 1", "  - x: \u{7}",
  ])
  func `at an unusual item libyaml takes over`(item: String) {
    for text in [Self.usual + item + "\n  - z: 1\n", Self.usual + item] {
      #expect(!plainItems(file(text)).isWhole)
      #expect(outcome(file(text)) == expected(file(text)))
      #expect(outcomeAhead(file(text)) == expected(file(text)))
    }
    let alone = file("requests:\n" + item)
    #expect(outcome(alone) == expected(alone))
  }

  private static let snippets = [
    " ", "  ", "\n", "\n  - ", "\n    ", "\n      ", "- ", ":", ": ", ", ", ",", "#", " #", "{",
    "}",
    "[", "]", "\"", "'", "&a ", "*a", "!", "|", ">", "%", "@", "`", "?", "? ", "-", "--- ", "...",
    "\\", "x", "x: 1", "é", "\u{2028}", "\u{85}", "\u{FEFF}", "\u{1F600}", "\t", "\r\n", "\u{7}",
    "~",
    "<<: ", "null", "5", ".5", "=", "requests:",
  ]

  @Test func `spoilt files are read as libyaml reads them, to the last place`() {
    var random = SeededGenerator(seed: 7)
    var (wholeCount, partCount, noneCount) = (0, 0, 0)
    for _ in 0..<4000 {
      var text = Array(Self.usual.unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...text.count, using: &random)
        let end = min(text.count, place + Int.random(in: 0...3, using: &random))
        let snippet = Self.snippets.randomElement(using: &random) ?? ""
        text.replaceSubrange(place..<end, with: snippet.unicodeScalars)
      }
      let source = file(String(String.UnicodeScalarView(text)))
      let (count, isWhole) = plainItems(source)
      wholeCount += isWhole ? 1 : 0
      partCount += !isWhole && count > 0 ? 1 : 0
      noneCount += count == 0 ? 1 : 0
      let (found, wanted) = (outcome(source), expected(source))
      guard found == wanted else {
        Issue.record("\(String(decoding: source.bytes, as: UTF8.self))\n\(found)\n\(wanted)")
        return
      }
    }
    // All three ways are gone often enough.
    #expect(min(wholeCount, partCount, noneCount) > 100)
  }
}
