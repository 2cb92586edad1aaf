import Engine
import Glibc
import Testing

@testable import History

struct StrandedTests {
  /// Two nodes that wait for each other, a chain of `count` nodes after them, and two such nodes at
  /// its end.
  private func workflow(_ count: Int) -> Workflow {
    let last = count + 3
    var edges = [(0, 1), (1, 0), (last - 1, last), (last, last - 1)]
    for node in 1..<last - 1 { edges.append((node, node + 1)) }
    return Workflow(
      id: "w", nodes: (0...last).map { WorkflowNode(id: "n\($0)", model: ModelID(0)) },
      edges: edges.map { (from: $0.0, to: $0.1) })
  }

  private func processorSeconds(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let start = now()
    body()
    return now() - start
  }

  @Test func `a chain between two cycles is stranded in time proportional to its length (B13)`() {
    let models = [Model(id: "m", memoryGB: 1, loadTimeSeconds: 1)]
    var reasons: [StrandedReason?] = []
    let seconds = [2_000, 32_000].map { count in
      let workflow = workflow(count)
      return (0..<3).map { _ in
        processorSeconds { reasons = workflow.strandedReasons(models: models, gpuCount: 1) }
      }.min() ?? 0
    }
    #expect(reasons.count == 32_004 && !reasons.contains(nil))
    #expect(reasons[0] == .cycle([0, 1]) && reasons[2] == .waitsFor(1))
    // A search from each node would take 256 times as long.
    #expect(seconds[1] < 64 * seconds[0] + 0.01)
  }
}
