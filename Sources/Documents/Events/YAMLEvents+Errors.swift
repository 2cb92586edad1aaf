internal import CYaml

/// Returns the error that stopped libyaml.
func syntaxError(of parser: yaml_parser_t, in source: SourceFile) -> SyntaxError {
  switch parser.error {
  case YAML_MEMORY_ERROR: return SyntaxError(.noMemory, at: Position(parser.mark))
  case YAML_READER_ERROR:
    var cursor = LineCursor(source)
    cursor.advance(toOffset: parser.problem_offset)
    return SyntaxError(.character(code: parser.problem_value), at: cursor.position)
  default: return grammarError(of: parser)
  }
}

/// Returns the error that the scanner or the parser of libyaml found.
private func grammarError(of parser: yaml_parser_t) -> SyntaxError {
  let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
  let context = parser.context.map { String(cString: $0) }
  let position = Position(parser.problem_mark)
  guard let context, context.hasPrefix("while ") else {
    return SyntaxError(.grammar(problem, context: nil, contextLine: nil), at: position)
  }
  let line = Position(parser.context_mark).line
  return SyntaxError(
    .grammar(problem, context: context, contextLine: line == position.line ? nil : line),
    at: position)
}
