import Foundation

/// Holds the calls that a server receives until a test lets them go, one by one.
final class CallGate: @unchecked Sendable {
  // All of it is guarded by the condition.
  private let condition = NSCondition()
  private var held: Set<String> = []
  private var isOpen: Set<String> = []
  private var isBroken = false

  /// Blocks the thread that serves the call with a prompt until `open(_:)` names it.
  func pass(_ prompt: String) {
    condition.withLock {
      held.insert(prompt)
      while !isOpen.contains(prompt), !isBroken { condition.wait() }
      held.remove(prompt)
    }
  }

  /// The prompts of the calls that are held.
  var heldPrompts: Set<String> { condition.withLock { held } }

  /// Lets the call with a prompt be answered.
  func open(_ prompt: String) {
    condition.withLock {
      isOpen.insert(prompt)
      condition.broadcast()
    }
  }

  /// Lets all calls go, now and later.
  func breakDown() {
    condition.withLock {
      isBroken = true
      condition.broadcast()
    }
  }
}

extension WireRequest {
  /// The prompt of a call; nil if this is no call of a GSwarm server.
  var prompt: String? {
    guard path.hasPrefix("/standalone/call") else { return nil }
    let value = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
    return (value?["data"] as? [String: Any])?["prompt"] as? String
  }
}
