extension SyntaxFault {
  /// A sentence without a full stop, and a hint.
  typealias Words = (sentence: String, hint: String?)

  /// The fault in words for the author of the file.
  var words: Words {
    switch self {
    case .noMemory: ("there is not enough memory to read on", nil)
    case .encoding(let isUTF16):
      (isUTF16 ? "the file is UTF-16, not UTF-8" : "the file is not UTF-8", "save it as UTF-8")
    case .secondDocument: ("a second document begins here; a file must hold only one", nil)
    case .contentAfterEnd: ("expected the file to end here", nil)
    case .missingValue: ("expected a value", nil)
    case .compositeKey: ("a key must be a single word or text", nil)
    case .tooDeep: ("nesting is deeper than \(Limit.depth.largest) levels", nil)
    case .character(let code): ("YAML does not allow the character \(Self.name(of: code))", nil)
    case .grammar(let problem, let context, let line):
      Self.words(for: problem, context: context, line: line)
    case .unknownAlias, .recursiveAlias, .tooManyAliasedValues, .tooDeepAlias: aliasWords
    default: jsonWords
    }
  }

  private static func name(of code: Int32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func words(for problem: String, context: String?, line: Int?) -> Words {
    let known = YAMLProblem.all[problem] ?? YAMLProblem(problem)
    guard let context else { return (known.sentence, known.hint) }
    let began = line.map { " that begins on line \($0)" } ?? ""
    return ("\(known.sentence) \(context)\(began)", known.hint)
  }

  private var aliasWords: Words {
    switch self {
    case .unknownAlias(let name, let suggestion):
      (
        "unknown alias \"*\(abbreviated(name))\": no anchor \"&\(abbreviated(name))\" comes before it",
        suggestion.map { "did you mean \"*\($0)\"?" }
      )
    case .recursiveAlias(let name):
      ("alias \"*\(abbreviated(name))\" stands inside of its own anchor", nil)
    case .tooManyAliasedValues: ("aliases expand to \(Limit.aliasedValues.excess)", nil)
    default: ("with this alias, nesting is deeper than \(Limit.depth.largest) levels", nil)
    }
  }

  private var jsonWords: Words {
    switch self {
    case .expected(let part): ("expected \(part.name)", nil)
    case .earlyEnd(let part): ("the file ends too early; expected \(part.name)", nil)
    case .emptyFile: ("the file is empty", nil)
    case .trailingComma: ("JSON allows no comma after the last one", nil)
    case .unquotedText: ("expected a value", "text is written in double quotes")
    case .singleQuotes: ("JSON text is written in double quotes", nil)
    case .comment: ("JSON has no comments", nil)
    case .wordSpelling: ("JSON spells these words true, false and null", nil)
    case .leadingZero: ("a JSON number does not begin with 0", nil)
    case .leadingPlus: ("a JSON number does not begin with \"+\"", nil)
    case .leadingPoint: ("a JSON number has a digit before the decimal point", nil)
    case .notFinite: ("JSON numbers are finite decimals", nil)
    case .lineEndInText: ("the line ends inside of a text", "write \\n")
    case .controlCharacter: ("a control character must be written as an escape", nil)
    case .endInText: ("the file ends inside of a text", "a quote is missing")
    case .unknownEscape: ("unknown escape", "a backslash itself is written \\\\")
    default: ("half of a surrogate pair stands alone", nil)
    }
  }
}

extension SyntaxFault.JSONPart {
  /// The part as it stands after "expected".
  fileprivate var name: String {
    switch self {
    case .value: "a value"
    case .key: "a key in double quotes"
    case .keyOrEnd: "a key or \"}\""
    case .colon: "\":\" after a key"
    case .commaOrBracket: "\",\" or \"]\""
    case .commaOrBrace: "\",\" or \"}\""
    case .end: "the file to end after its one value"
    case .digitAfterMinus: "a digit after \"-\""
    case .digitAfterPoint: "a digit after the decimal point"
    case .digitInExponent: "a digit in the exponent"
    case .hexadecimalDigits: "four hexadecimal digits after \\u"
    }
  }
}
