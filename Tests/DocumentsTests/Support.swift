import Documents

/// The tree of a text, and the problems, rendered.
func reading(
  _ text: String, _ format: SourceFile.Format = .yaml
) -> (root: Node?, problems: String) {
  reading(SourceFile(name: format == .yaml ? "f.yaml" : "f.json", text: text, format: format))
}

func reading(_ source: SourceFile) -> (root: Node?, problems: String) {
  var diagnostics = Diagnostics()
  do throws(SyntaxError) {
    let root = try DocumentReader.read(source, diagnostics: &diagnostics)
    return (root, diagnostics.render(for: source))
  } catch {
    diagnostics.add(error.diagnostic)
    return (nil, diagnostics.render(for: source))
  }
}

/// What a file as bytes is complained about for.
func problems(ofBytes bytes: [UInt8], _ format: SourceFile.Format = .yaml) -> String {
  let name = format == .yaml ? "f.yaml" : "f.json"
  return reading(SourceFile(name: name, bytes: bytes, format: format)).problems
}

/// The problems of a text.
func problems(_ text: String, _ format: SourceFile.Format = .yaml) -> String {
  reading(text, format).problems
}

/// The first line of the problems of a text.
func complaint(_ text: String, _ format: SourceFile.Format = .yaml) -> String {
  String(problems(text, format).prefix { $0 != "\n" })
}

/// A value drawn on one line: plain scalars bare, others in quotes.
func drawn(_ node: Node?) -> String {
  switch node?.content {
  case nil: "none"
  case .scalar(let scalar): scalar.isPlain ? scalar.text : "\"\(scalar.text)\""
  case .sequence(let items): "[" + items.map(drawn).joined(separator: ", ") + "]"
  case .mapping(let entries):
    "{" + entries.map { "\($0.key): \(drawn($0.value))" }.joined(separator: ", ") + "}"
  }
}

/// A small generator (SplitMix64), so that every run tries the same inputs.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
