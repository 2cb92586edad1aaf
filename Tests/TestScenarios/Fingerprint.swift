package import Engine

/// A hash of runs, to the last bit of each time: FNV-1a over the words of their traces.
package struct Fingerprint: CustomStringConvertible {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds all events, ready nodes and executions of a run.
  package mutating func add(_ trace: Trace) {
    for event in trace.events {
      add(event.time)
      switch event.subject {
      case .arrival(let request): add(request.index)
      case .completion(let execution): add(~execution)
      }
      add(event.executionsAfter)
      add(event.readiedAfter)
    }
    for readied in trace.readied {
      add(readied.node.request.index)
      add(readied.node.node)
      add(readied.event)
    }
    for execution in trace.executions { add(execution) }
  }

  private mutating func add(_ execution: Execution) {
    add(execution.start)
    add(execution.switchTime)
    add(execution.executionTime)
    add(execution.readied)
    add(execution.gpus.lowerBound)
    add(execution.gpus.upperBound)
    switch execution.replaced {
    case .nothing: add(-1)
    case .empty: add(-2)
    case .model(let model): add(model.index)
    }
  }

  private mutating func add(_ number: Double) { add(Int(bitPattern: UInt(number.bitPattern))) }

  private mutating func add(_ number: Int) {
    for shift in stride(from: 0, to: 64, by: 8) {
      hash = (hash ^ UInt64(truncatingIfNeeded: number >> shift) & 255) &* 0x100_0000_01B3
    }
  }
}
