import Documents

/// Why a server did not do what it was asked.
enum CallFailure: Error, Hashable, Sendable {
  /// Nobody takes the connection.
  case refused(String)
  /// The connection broke off, or what came over it is not HTTP.
  case broken(String)
  /// The server answers with a status other than 2xx.
  case status(Int, detail: String)
  /// There was no complete answer in time.
  case timedOut(seconds: Double)
  /// The answer is larger than anything that could be meant.
  case tooLarge(limit: Int)
  /// The answer is not what it should be.
  case malformed(String)
  /// The run was stopped.
  case cancelled

  /// Whether it may pass: then the call is tried again.
  var isTransient: Bool {
    switch self {
    case .refused: true
    case .status(let code, _): code >= 500
    case .broken, .timedOut, .tooLarge, .malformed, .cancelled: false
    }
  }

  /// Whether the server says that it does not know what it was asked about.
  var isUnknown: Bool {
    if case .status(404, _) = self { true } else { false }
  }

  /// What happened, without a full stop, safe to print.
  var sentence: String {
    switch self {
    case .refused(let reason): "no connection to the server (\(Self.shortened(reason)))"
    case .broken(let reason): "the connection broke off (\(Self.shortened(reason)))"
    case .status(let code, let detail):
      "the server answered \(code)" + (detail.isEmpty ? "" : ": \(Self.shortened(detail))")
    case .timedOut(let seconds): "no answer within \(JSONValue.plain(seconds)) s"
    case .tooLarge(let limit): "an answer of more than \(limit >> 20) MB"
    case .malformed(let what): "an answer that cannot be used: \(Self.shortened(what))"
    case .cancelled: "the run was stopped"
    }
  }

  /// How much of a server's own words is repeated.
  private static let longestDetail = 200

  private static func shortened(_ text: String) -> String {
    let line = text.prefix(longestDetail)
    return visible(String(line)) + (line.endIndex < text.endIndex ? "…" : "")
  }
}

extension JSONValue {
  /// A number without the fraction that it does not have.
  static func plain(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
