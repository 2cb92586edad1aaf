/// The subject of an event: a request that arrives or an execution that is completed.
public enum Subject: Hashable, Sendable {
  /// The request arrives.
  case arrival(RequestID)
  /// The execution, a place in `Trace.executions`, ends.
  case completion(Int)
}

/// A subject in four bytes: the request, or the bitwise complement of the execution.
struct PackedSubject: Sendable {
  private let rawValue: Int32

  init(_ subject: Subject) {
    switch subject {
    case .arrival(let request): rawValue = request.rawValue
    case .completion(let execution): rawValue = ~Int32(truncatingIfNeeded: execution)
    }
  }

  var subject: Subject {
    rawValue >= 0 ? .arrival(RequestID(rawValue: rawValue)) : .completion(Int(~rawValue))
  }
}

/// A handled event, and the lengths of the other lists of the trace after it.
public struct Event: Sendable {
  // The time is in two halves since a double would have each event start at a multiple of 8 bytes: 24
  // bytes instead of 20, and a run has millions of events.
  @usableFromInline let lowTimeBits: UInt32
  @usableFromInline let highTimeBits: UInt32
  private let packedSubject: PackedSubject
  private let executionCount: Int32
  private let readiedCount: Int32

  init(time: Double, subject: Subject, executionCount: Int, readiedCount: Int) {
    lowTimeBits = UInt32(truncatingIfNeeded: time.bitPattern)
    highTimeBits = UInt32(truncatingIfNeeded: time.bitPattern >> 32)
    packedSubject = PackedSubject(subject)
    self.executionCount = Int32(truncatingIfNeeded: executionCount)
    self.readiedCount = Int32(truncatingIfNeeded: readiedCount)
  }

  /// The time, in seconds.
  @inlinable public var time: Double {
    Double(bitPattern: UInt64(highTimeBits) &<< 32 | UInt64(lowTimeBits))
  }

  /// The arrival or the completion.
  public var subject: Subject { packedSubject.subject }

  /// The number of dispatches up to and with this event.
  public var executionsAfter: Int { Int(executionCount) }

  /// The number of nodes that became ready up to and with this event.
  public var readiedAfter: Int { Int(readiedCount) }
}
