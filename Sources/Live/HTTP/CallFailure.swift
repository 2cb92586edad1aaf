import Documents
import Engine

/// The reason why a request to a server failed.
enum CallFailure: Error, Hashable, Sendable {
  /// There was no connection.
  case refused(String)
  /// The server's certificate was not accepted.
  case untrusted(String)
  /// The connection broke off, or the reply was not HTTP.
  case broken(String)
  /// The server answered with a status other than 2xx, and perhaps asked to be left alone for some
  /// seconds.
  case status(Int, detail: String, retryAfter: Double? = nil)
  /// The server reported an error in an answer whose status says success.
  case reported(String)
  /// The complete answer did not come in time.
  case timedOut(seconds: Double)
  /// The answer is larger than the limit.
  case tooLarge(limit: Int)
  /// The answer lacks what the interface promises.
  case malformed(String)
  /// The run was stopped.
  case cancelled
}

extension CallFailure {
  /// Whether the failure may pass, so that another attempt makes sense.
  ///
  /// Without a connection nothing was sent; with one of these statuses nothing was begun.
  var isTransient: Bool {
    switch self {
    case .refused: true
    case .status(let code, _, _): [429, 502, 503, 504].contains(code)
    case .untrusted, .broken, .reported, .timedOut, .tooLarge, .malformed, .cancelled: false
    }
  }

  /// Whether the server did not know the model, instance or path.
  var isUnknown: Bool {
    if case .status(404, _, _) = self { true } else { false }
  }

  /// The seconds for which the server asked to be left alone; nil if it did not ask.
  var retryAfter: Double? {
    if case .status(_, _, let seconds) = self { seconds } else { nil }
  }

  /// The failure with the status that its detail begins with, if it is a 500.
  ///
  /// The GSwarm server answers every error of its own with 500 and writes `404: Instance x not found`.
  var withStatusOfDetail: CallFailure {
    guard case .status(500, let detail, let retryAfter) = self,
      let colon = detail.firstIndex(of: ":"), let code = Int(detail[..<colon]),
      (400..<600).contains(code), detail[colon...].hasPrefix(": ")
    else { return self }
    return .status(code, detail: String(detail[colon...].dropFirst(2)), retryAfter: retryAfter)
  }

  /// The failure with each secret in a server's words replaced.
  func hiding(_ secrets: [String]) -> CallFailure {
    func hidden(_ text: String) -> String {
      secrets.reduce(text) { $0.replacing($1, with: "[secret]") }
    }
    return switch self {
    case .refused(let reason): .refused(hidden(reason))
    case .untrusted(let reason): .untrusted(hidden(reason))
    case .broken(let reason): .broken(hidden(reason))
    case .status(let code, let detail, let retryAfter):
      .status(code, detail: hidden(detail), retryAfter: retryAfter)
    case .reported(let message): .reported(hidden(message))
    case .malformed(let reason): .malformed(hidden(reason))
    case .timedOut, .tooLarge, .cancelled: self
    }
  }
}

// MARK: - Words

extension CallFailure {
  /// The failure in words, without a full stop, safe to print.
  var sentence: String {
    switch self {
    case .refused(let reason): "no connection to the server (\(Self.shortened(reason)))"
    case .untrusted(let reason): "its certificate is not trusted (\(Self.shortened(reason)))"
    case .broken(let reason): "the connection broke off (\(Self.shortened(reason)))"
    case .status(let code, let detail, _):
      "the server answered \(code)" + (detail.isEmpty ? "" : ": \(Self.shortened(detail))")
    case .reported(let message):
      "the server reported an error" + (message.isEmpty ? "" : ": \(Self.shortened(message))")
    case .timedOut(let seconds): "no answer within \(seconds.plainText) s"
    case .tooLarge(let limit): "an answer of more than \(limit >> 20) MB"
    case .malformed(let what): "unusable answer: \(Self.shortened(what))"
    case .cancelled: "the run was stopped"
    }
  }

  /// The number of characters of a server's explanation that are repeated.
  private static let longestDetail = 200

  private static func shortened(_ text: String) -> String {
    let line = text.prefix(longestDetail)
    return visible(String(line)) + (line.endIndex < text.endIndex ? "…" : "")
  }
}
