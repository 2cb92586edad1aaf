internal import Engine
public import History

extension MeasuredRun {
  /// The sentence about a test that the run fails, with its value and the request or time behind it;
  /// nil if it passes.
  ///
  /// - Complexity: O(trace · log² trace).
  public mutating func failure(of test: MeasureTest) -> String? {
    guard let breach = breach(of: test) else { return nil }
    let number =
      switch value(for: test) {
      case nil: "\(test.measure) has no value, as nothing ended"
      case let value? where value.isFinite:
        "\(test.measure) is \(test.measure.text(value)), \(test.failureWords)"
      case _?:
        "\(test.measure) is infinite, \(test.failureWords), as not all requests end"
      }
    return number + words(breach)
  }

  private func words(_ breach: TestBreach) -> String {
    let time = "at \(fixed(breach.time)) s"
    switch breach.cause {
    case .late(let request, let seconds):
      return ": lost \(time), when \(id(request)) ended after \(fixed(seconds)) s"
    case .lateNode(let node, let seconds):
      return ": lost \(time), when \(id(node)) ended \(fixed(seconds)) s after it was ready"
    case .dispatch(let index):
      let execution = trace.executions[index]
      let node = trace.node(of: execution)
      let gpus = execution.gpus
      let place =
        gpus.count == 1
        ? "GPU \(gpus.lowerBound)" : "GPUs \(gpus.lowerBound)–\(gpus.upperBound - 1)"
      let model = scenario[scenario.model(of: node)].id
      let work = execution.isSwitch ? ", which switched to \(model)" : ""
      return ": lost \(time), with the dispatch of \(id(node)) to \(place)\(work)"
    case .unfinished(let request):
      return ": \(id(request)), which arrived \(time), never ends"
    case .end: return ""
    }
  }

  private func id(_ request: RequestID) -> String { scenario.requests.id(of: request) }

  private func id(_ node: RequestNode) -> String { "\(id(node.request))/\(scenario[node].id)" }
}
