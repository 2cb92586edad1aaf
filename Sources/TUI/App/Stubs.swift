internal import Engine
struct Breakpoints: Sendable, Hashable {
  var text = ""
  static let examples =
    "switch, switch gpu=2, model=sdxl, request=req_0012, node=analyse, queue>8, p99>30, wait>60, idle, t=120"
  func next(in history: History, after event: Int) -> Stop? { nil }
}
struct Stop: Sendable, Hashable { func isPassed(byEvent: Int, time: Double) -> Bool { false } }
struct Search: Sendable, Hashable {}
extension AppState {
  mutating func halt(at stop: Stop, from: Int, _ time: Double) {}
  mutating func setBreakpoints(_ text: String) -> String? { nil }
  mutating func runToBreakpoint(forward: Bool, times: Int) {}
  mutating func searchOn(forward: Bool, times: Int) {}
  mutating func startSearch(for text: String) -> String? { nil }
}
extension History {
  var idleMoments: [Int] { [] }
}
extension Moment {
  func switchCounts(from: Double, secondsPerCell: Double, count: Int) -> [Int] { [1] }
}
