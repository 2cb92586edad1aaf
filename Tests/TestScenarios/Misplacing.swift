package import Engine

/// A policy that places the first node of the queue on GPUs without asking whether they are free.
package struct Misplacing: SchedulingPolicy {
  package static let name = "misplacing"
  package static let summary = "places nodes on busy GPUs"

  private let choose: @Sendable (Int) -> Range<Int>

  /// Places every node on the first GPUs.
  package init() { choose = { 0..<$0 } }

  /// Places nodes on the GPUs that a function returns for the number of GPUs that they take.
  package init(on choose: @escaping @Sendable (Int) -> Range<Int>) { self.choose = choose }

  package static func == (a: Misplacing, b: Misplacing) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}

  package func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    guard let node = situation.queue.first else { return nil }
    return try situation.place(
      node, on: choose(situation.machine.gpusRequired(by: node.model)))
  }
}
