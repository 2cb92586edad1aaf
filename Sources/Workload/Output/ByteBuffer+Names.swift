extension ByteBuffer {
  /// Words that some YAML reader takes for something else than text.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// Appends a name as YAML reads it, without quotes where none are needed.
  package mutating func appendYAML(_ name: String) {
    guard name.utf8.first.map(isLetter) == true,
      name.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }),
      !Self.words.contains(name.lowercased())
    else { return appendJSON(name) }
    append(name)
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
