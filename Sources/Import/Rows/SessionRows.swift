/// The calls of sessions, kept until all rows are read.
struct SessionRows {
  /// A call of a session.
  struct TimedCall {
    var time: Int64
    var seconds: Double
    var model: Int32
  }

  /// The ids of sessions, in the order of their first rows.
  private(set) var ids: [String] = []
  /// For each session its calls.
  private(set) var calls: [[TimedCall]] = []
  private var places: [String: Int] = [:]

  /// Adds a call to a session; a call without one is a session of its own.
  mutating func add(
    _ call: TimedCall, to session: String?, elseNamed name: @autoclosure () -> String
  ) {
    if let session, let place = places[session] { return calls[place].append(call) }
    if let session { places[session] = ids.count }
    ids.append(session ?? name())
    calls.append([call])
  }

  /// The calls of a session by arrival; those that arrive together stay in file order.
  func orderedCalls(_ session: Int) -> [TimedCall] {
    let calls = calls[session]
    return calls.indices.sorted { (calls[$0].time, $0) < (calls[$1].time, $1) }.map { calls[$0] }
  }
}
