internal import CYaml

/// The error that stopped libyaml, as one sentence for a person.
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

/// The error that the scanner or the parser of libyaml found.
private func grammarError(of parser: yaml_parser_t) -> SyntaxError {
  let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
  let context = parser.context.map { String(cString: $0) }
  let position = Position(parser.problem_mark)
  let explained = YAMLProblem.all[problem] ?? YAMLProblem(problem)
  var sentence = explained.sentence
  if let context, context.hasPrefix("while ") {
    sentence += " \(context)"
    let began = Position(parser.context_mark)
    if began.line != position.line { sentence += " that begins on line \(began.line)" }
  }
  return SyntaxError(sentence, at: position, hint: explained.hint)
}

/// A problem in better words than libyaml's.
private struct YAMLProblem {
  var sentence: String
  var hint: String?

  init(_ sentence: String, hint: String? = nil) {
    self.sentence = sentence
    self.hint = hint
  }

  /// The problems that people meet, by what libyaml calls them.
  static let all: [String: YAMLProblem] = [
    "did not find expected key": YAMLProblem(
      "expected a key", hint: "check the indentation and the quotes"),
    "did not find expected '-' indicator": YAMLProblem(
      "expected \"-\" and an item", hint: "check the indentation"),
    "did not find expected ',' or ']'": YAMLProblem("expected \",\" or \"]\""),
    "did not find expected ',' or '}'": YAMLProblem("expected \",\" or \"}\""),
    "did not find expected node content": YAMLProblem("expected a value"),
    "could not find expected ':'": YAMLProblem("expected \":\" after a key"),
    "mapping values are not allowed in this context": YAMLProblem(
      "a key with \":\" cannot stand here", hint: "check the indentation, or quote the text"),
    "mapping keys are not allowed in this context": YAMLProblem("a key cannot stand here"),
    "block sequence entries are not allowed in this context": YAMLProblem(
      "an item with \"-\" cannot stand here", hint: "put the list on lines of its own"),
    "found character that cannot start any token": YAMLProblem(
      "text cannot begin with this character", hint: "quote the text; indent with spaces, not tabs"),
    "found a tab character that violates indentation": YAMLProblem(
      "a tab cannot indent", hint: "use spaces"),
    "found unexpected end of stream": YAMLProblem(
      "the file ends too early", hint: "a quote may be missing"),
    "found unexpected document indicator": YAMLProblem(
      "a document marker cannot stand here", hint: "a quote may be missing"),
    "found unknown escape character": YAMLProblem(
      "unknown escape", hint: "use single quotes, or double the backslash"),
    "did not find expected <document start>": YAMLProblem(
      "expected the file to end here", hint: "check the indentation"),
    "did not find expected alphabetic or numeric character": YAMLProblem(
      "expected a name of letters and digits"),
  ]
}
