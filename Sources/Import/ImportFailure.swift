public import Documents

/// The reason why nothing was imported.
public enum ImportFailure: Error {
  /// An option does not fit the files; the sentence has no full stop.
  case usage(String)
  /// A file is missing or cannot be read; the text has a line for each problem.
  case noInput(String)
  /// The contents of a file are wrong; the text has a line for each problem.
  case badData(String)
  /// These files are there already and may not be replaced.
  case existingFiles([String])
  /// The result could not be written.
  case write(WriteFailure)

  /// A failure about a place in a file.
  static func badData(_ file: String, line: Int? = nil, _ sentence: String) -> ImportFailure {
    let place = line.map { "\(file):\($0)" } ?? file
    return .badData(visible("\(place): error: \(sentence)") + "\n")
  }

  /// The message for the user, safe to print; every line is ended.
  public var text: String {
    switch self {
    case .usage(let sentence): "error: \(visible(sentence))\n"
    case .noInput(let text), .badData(let text): text
    case .existingFiles(let paths):
      "error: \(visible(paths.joined(separator: " and "))) "
        + "\(paths.count == 1 ? "exists" : "exist"); --force replaces "
        + "\(paths.count == 1 ? "it" : "them")\n"
    case .write(let failure): "error: \(failure.sentence)\n"
    }
  }
}
