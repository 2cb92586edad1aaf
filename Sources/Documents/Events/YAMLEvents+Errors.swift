internal import CYaml

/// What stopped libyaml, as one sentence for a person.
func syntaxError(of parser: yaml_parser_t, in source: SourceFile) -> SyntaxError {
  switch parser.error {
  case YAML_MEMORY_ERROR:
    return SyntaxError("there is not enough memory to read on", at: Position(parser.mark))
  case YAML_READER_ERROR:
    var cursor = LineCursor(source)
    cursor.advance(toOffset: parser.problem_offset)
    let code = String(parser.problem_value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    return SyntaxError("YAML does not allow the character \(name)", at: cursor.position)
  default:
    return grammarError(of: parser)
  }
}

/// What is wrong with the order of characters or of what they stand for.
private func grammarError(of parser: yaml_parser_t) -> SyntaxError {
  let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
  let context = parser.context.map { String(cString: $0) }
  let position = Position(parser.problem_mark)
  let wording = Wording.all[problem] ?? Wording(problem)
  var sentence = wording.sentence
  if let context, context.hasPrefix("while ") {
    sentence += " \(context)"
    let began = Position(parser.context_mark)
    if began.line != position.line { sentence += " that begins on line \(began.line)" }
  }
  return SyntaxError(sentence, at: position, hint: wording.hint)
}

/// A problem in better words than libyaml's.
private struct Wording {
  var sentence: String
  var hint: String?

  init(_ sentence: String, hint: String? = nil) {
    self.sentence = sentence
    self.hint = hint
  }

  /// The problems that people meet, by what libyaml calls them.
  static let all: [String: Wording] = [
    "did not find expected key": Wording(
      "expected a key", hint: "check the indentation and the quotes"),
    "did not find expected '-' indicator": Wording(
      "expected \"-\" and an item", hint: "check the indentation"),
    "did not find expected ',' or ']'": Wording("expected \",\" or \"]\""),
    "did not find expected ',' or '}'": Wording("expected \",\" or \"}\""),
    "did not find expected node content": Wording("expected a value"),
    "could not find expected ':'": Wording("expected \":\" after a key"),
    "mapping values are not allowed in this context": Wording(
      "a key with \":\" cannot stand here", hint: "check the indentation, or quote the text"),
    "mapping keys are not allowed in this context": Wording("a key cannot stand here"),
    "block sequence entries are not allowed in this context": Wording(
      "an item with \"-\" cannot stand here", hint: "put the list on lines of its own"),
    "found character that cannot start any token": Wording(
      "text cannot begin with this character", hint: "quote the text; indent with spaces, not tabs"),
    "found a tab character that violates indentation": Wording(
      "a tab cannot indent", hint: "use spaces"),
    "found unexpected end of stream": Wording(
      "the file ends too early", hint: "a quote may be missing"),
    "found unexpected document indicator": Wording(
      "a document marker cannot stand here", hint: "a quote may be missing"),
    "found unknown escape character": Wording(
      "unknown escape", hint: "use single quotes, or double the backslash"),
    "did not find expected <document start>": Wording(
      "expected the file to end here", hint: "check the indentation"),
    "did not find expected alphabetic or numeric character": Wording(
      "expected a name of letters and digits"),
  ]
}
