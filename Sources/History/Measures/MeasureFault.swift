/// A fault in the text of a measure or of a test.
public enum MeasureFault: Error, Hashable, Sendable {
  /// There is no measure of this name.
  case unknownMeasure(String)
  /// There is no workflow of this name.
  case unknownWorkflow(String, known: [String])
  /// There is no model of this name.
  case unknownModel(String, known: [String])
  /// The word before the sign is neither `model` nor `workflow`.
  case unknownScope(String)
  /// A parenthesis or a quote is not closed.
  case notClosed(String)
  /// The measure is one of the whole run.
  case takesNoName(String)
  /// The measure takes one name in parentheses.
  case needsOneName(String)
  /// The share of what ends in time lacks the number of seconds.
  case needsSeconds
  /// A test has no sign.
  case noSign(String)
  /// The sign of a test is followed by something else than a number.
  case notANumber(test: String, found: String)
  /// A share is compared with a number above 1.
  case beyondShare(String)

  /// The fault in one sentence without a full stop.
  ///
  /// - Parameters:
  ///   - nearest: Returns the name that a misspelt one most likely means.
  ///   - shown: Returns a text in the form that is safe for a terminal.
  /// - Returns: The sentence.
  public func sentence(
    nearest: (_ name: String, _ known: [String]) -> String?, shown: (String) -> String
  ) -> String {
    func unknown(_ kind: String, _ name: String, _ known: [String], _ others: String = "") -> String
    {
      let hint = nearest(name, known).map { "; did you mean \(shown($0))?" } ?? others
      return "no \(kind) “\(shown(name))”\(hint)"
    }
    switch self {
    case .unknownMeasure(let name):
      return unknown(
        "measure", name, RunMeasure.names,
        "; they are \(RunMeasure.plainNames.map(\.name).joined(separator: ", ")), attain(30)")
    case .unknownWorkflow(let name, let known): return unknown("workflow", name, known)
    case .unknownModel(let name, let known): return unknown("model", name, known)
    case .unknownScope(let name):
      return "“\(shown(name))=” is neither model= nor workflow=, as in p95(model=llama)"
    case .notClosed(let text): return "“\(shown(text))” is not closed"
    case .takesNoName(let name):
      return "\(shown(name)) is of the whole run: it takes nothing in parentheses"
    case .needsOneName(let name):
      return "\(shown(name))(…) takes the name of one workflow, or model=NAME"
    case .needsSeconds:
      return "attain needs a number of seconds, as in attain(30) or attain(30, chat)"
    case .noSign(let text):
      return "“\(shown(text))” has no < or > and number, as in p95<60"
    case .notANumber(let test, let found):
      return "\(shown(test)) needs a number, not “\(shown(found))”, as in \(shown(test))8"
    case .beyondShare(let measure):
      return "\(shown(measure)) is a share from 0 to 1: its bound must be one too"
    }
  }
}
