import Foundation
import Synchronization

/// A well-behaved GSwarm server, but for what a test has it do otherwise.
final class GSwarmScript: Sendable {
  private struct State {
    var served = 0
    var instances: Set<String> = []
    var prompts: [String] = []
  }

  private let state = Mutex(State())
  private let exception: @Sendable (WireRequest) -> WireAnswer?

  /// Makes a script; what `exception` answers goes before.
  init(_ exception: @escaping @Sendable (WireRequest) -> WireAnswer? = { _ in nil }) {
    self.exception = exception
  }

  /// The instances that nobody has deleted.
  var instances: Set<String> { state.withLock { $0.instances } }

  /// What was asked of models so far.
  var prompts: [String] { state.withLock { $0.prompts } }

  /// The server as it should be.
  func answer(_ request: WireRequest) -> WireAnswer {
    if let answer = exception(request) { return answer }
    return usualAnswer(request)
  }

  func usualAnswer(_ request: WireRequest) -> WireAnswer {
    let parts = request.path.split(separator: "/").map(String.init)
    switch (request.method, parts.count > 1 ? parts[1] : parts.first ?? "") {
    case ("GET", "health"): return .json(200, #"{"status": "healthy"}"#)
    case ("POST", "download"), ("POST", "load"): return Self.success("{}")
    case ("POST", "estimate"): return Self.success(#"{"estimated_execution_time": 0.001}"#)
    case ("POST", "serve"): return serve()
    case ("POST", "call"): return call(request, instance: parts[2])
    case ("DELETE", "instance"):
      let isKnown = state.withLock { $0.instances.remove(parts[2]) != nil }
      return isKnown ? Self.success("{}") : .json(404, #"{"detail": "Instance not found"}"#)
    default: return .json(404, #"{"detail": "Not Found"}"#)
    }
  }

  func serve() -> WireAnswer {
    let name = state.withLock { state in
      state.served += 1
      state.instances.insert("i\(state.served)")
      return "i\(state.served)"
    }
    return Self.success(#"{"instance_id": "\#(name)"}"#)
  }

  /// As if the server had been started anew.
  func loseInstances() { state.withLock { $0.instances = [] } }

  private func call(_ request: WireRequest, instance: String) -> WireAnswer {
    guard instances.contains(instance) else {
      return .json(404, #"{"detail": "Instance not found"}"#)
    }
    let body = try? JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any]
    let prompt = (body?["data"] as? [String: Any])?["prompt"] as? String ?? ""
    state.withLock { $0.prompts.append(prompt) }
    return Self.success(#"{"response": "answer"}"#)
  }

  static func success(_ data: String) -> WireAnswer {
    .json(200, #"{"success": true, "message": "", "data": \#(data)}"#)
  }
}
