/// A problem in better words than libyaml's.
struct YAMLProblem {
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
