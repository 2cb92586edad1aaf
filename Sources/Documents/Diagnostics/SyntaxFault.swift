/// A fault that ends the reading of a file.
enum SyntaxFault: Hashable, Sendable {
  case noMemory
  /// Some bytes are not UTF-8; the file may be UTF-16.
  case encoding(isUTF16: Bool)
  /// The file begins a further document, or goes on after its end.
  case secondDocument, contentAfterEnd
  case missingValue, compositeKey, tooDeep

  // MARK: YAML

  /// A character that YAML does not allow anywhere.
  case character(code: Int32)
  /// A fault as libyaml names it, within the context that began on a line, if that is another.
  case grammar(String, context: String?, contextLine: Int?)
  case unknownAlias(String, suggestion: String?)
  /// An alias within the value of its own anchor.
  case recursiveAlias(String)
  case tooManyAliasedValues, tooDeepAlias

  // MARK: JSON

  /// The parts of the grammar that can be missing.
  enum JSONPart: Hashable, Sendable {
    case value, key, keyOrEnd, colon, commaOrBracket, commaOrBrace, end
    case digitAfterMinus, digitAfterPoint, digitInExponent, hexadecimalDigits
  }

  case expected(JSONPart)
  /// The file ends where a part is missing.
  case earlyEnd(JSONPart)
  case emptyFile, trailingComma
  /// A word that is no value; text lacks its quotes.
  case unquotedText
  case singleQuotes, comment, wordSpelling
  case leadingZero, leadingPlus, leadingPoint, notFinite
  case lineEndInText, controlCharacter, endInText, unknownEscape, loneSurrogate
}
