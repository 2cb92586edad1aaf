/// What was dispatched to a GPU last.
package struct LatestDispatch {
  let gpu: Int
  /// A place in `Trace.executions`.
  let execution: Int
  let model: ModelID
  /// In seconds.
  let end: Double
}

extension Trace {
  /// A dispatch, a place in `executions`, as the latest one to a GPU.
  package func latestDispatch(_ index: Int, to gpu: Int, in scenario: Scenario) -> LatestDispatch {
    let execution = executions[index]
    return LatestDispatch(
      gpu: gpu, execution: index, model: scenario.model(of: node(of: execution)),
      end: execution.end)
  }
}
