import Documents
import Engine

/// The reason why a request to a server failed.
enum CallFailure: Error, Hashable, Sendable {
  /// The connection was refused.
  case refused(String)
  /// The connection broke off, or the reply was not HTTP.
  case broken(String)
  /// The server answered with a status other than 2xx.
  case status(Int, detail: String)
  /// The complete answer did not come in time.
  case timedOut(seconds: Double)
  /// The answer is larger than the limit.
  case tooLarge(limit: Int)
  /// The answer lacks what the interface promises.
  case malformed(String)
  /// The run was stopped.
  case cancelled

  /// Whether the failure may pass, so that another attempt makes sense.
  var isTransient: Bool {
    switch self {
    case .refused: true
    case .status(let code, _): code >= 500
    case .broken, .timedOut, .tooLarge, .malformed, .cancelled: false
    }
  }

  /// Whether the server did not know the model, instance or path.
  var isUnknown: Bool {
    if case .status(404, _) = self { true } else { false }
  }

  /// The failure in words, without a full stop, safe to print.
  var sentence: String {
    switch self {
    case .refused(let reason): "no connection to the server (\(Self.shortened(reason)))"
    case .broken(let reason): "the connection broke off (\(Self.shortened(reason)))"
    case .status(let code, let detail):
      "the server answered \(code)" + (detail.isEmpty ? "" : ": \(Self.shortened(detail))")
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
