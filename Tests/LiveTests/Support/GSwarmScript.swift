import Foundation
import Synchronization

/// A well-behaved GSwarm server, as far as a test does not have it do otherwise.
///
/// Its errors are those of the real one: a status of 500, and the real status in the detail.
final class GSwarmScript: Sendable {
  private struct State {
    var served = 0
    var downloaded: Set<String> = []
    var models: [String: String] = [:]
    var prompts: [String] = []
  }

  private let state = Mutex(State())
  private let exception: @Sendable (WireRequest) -> WireAnswer?

  /// Makes a script; an answer of `exception` has precedence.
  init(_ exception: @escaping @Sendable (WireRequest) -> WireAnswer? = { _ in nil }) {
    self.exception = exception
  }

  /// The instances that nobody has removed.
  var instances: Set<String> { state.withLock { Set($0.models.keys) } }

  /// The prompts of the calls so far.
  var prompts: [String] { state.withLock { $0.prompts } }

  /// Answers a request.
  func answer(_ request: WireRequest) -> WireAnswer {
    exception(request) ?? usualAnswer(request)
  }

  func usualAnswer(_ request: WireRequest) -> WireAnswer {
    let parts = request.path.split(separator: "/").map(String.init)
    switch (request.method, parts.count > 1 ? parts[1] : parts.first ?? "") {
    case ("GET", "health"): return .json(200, #"{"status": "healthy"}"#)
    case ("GET", "status"): return status()
    case ("POST", "download"):
      state.withLock { _ = $0.downloaded.insert(request.field("model_name")) }
      return Self.success("{}")
    case ("POST", "estimate"): return Self.success(#"{"estimated_execution_time": 0.001}"#)
    case ("POST", "serve"): return serve(request.field("model_name"))
    case ("POST", "offload"):
      let model = request.field("model_name")
      state.withLock { $0.models = $0.models.filter { $0.value != model } }
      return Self.success("{}")
    case ("POST", "call"): return call(request, instance: parts[2])
    case ("DELETE", "instance"):
      let isKnown = state.withLock { $0.models.removeValue(forKey: parts[2]) != nil }
      return isKnown ? Self.success("{}") : Self.error("404: Instance \(parts[2]) not found")
    default: return .json(404, #"{"detail": "Not Found"}"#)
    }
  }

  private func status() -> WireAnswer {
    let instances = state.withLock { $0.models }.sorted { $0.key < $1.key }
      .map { #"{"instance_id": "\#($0.key)", "model_name": "\#($0.value)", "device": "cuda:0"}"# }
    return .json(200, #"{"serving_instances": [\#(instances.joined(separator: ", "))]}"#)
  }

  func serve(_ model: String) -> WireAnswer {
    let name: String? = state.withLock { state in
      guard state.downloaded.contains(model) else { return nil }
      state.served += 1
      state.models["i\(state.served)"] = model
      return "i\(state.served)"
    }
    guard let name else {
      return Self.error("404: Model \(model) not found. Download and load it first.")
    }
    return Self.success(#"{"instance_id": "\#(name)"}"#)
  }

  /// Puts an instance of somebody else on the server.
  func addForeign(_ name: String, of model: String) {
    state.withLock { $0.models[name] = model }
  }

  /// Loses everything, as by a restart.
  func restart() {
    state.withLock { state in
      state.models = [:]
      state.downloaded = []
    }
  }

  private func call(_ request: WireRequest, instance: String) -> WireAnswer {
    guard instances.contains(instance) else {
      return Self.error("404: Instance \(instance) not found")
    }
    state.withLock { $0.prompts.append(request.prompt ?? "") }
    return Self.success(#"{"response": "answer"}"#)
  }

  static func success(_ data: String) -> WireAnswer {
    .json(200, #"{"success": true, "message": "", "data": \#(data)}"#)
  }

  static func error(_ detail: String) -> WireAnswer {
    .json(500, #"{"detail": "\#(detail)"}"#)
  }
}

extension WireRequest {
  var isCall: Bool { path.hasPrefix("/standalone/call") }

  /// A field of the body that is text; empty if there is none.
  func field(_ name: String) -> String {
    let value = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    return value?[name] as? String ?? ""
  }
}
