extension Scenario {
  /// The scenario with arrivals that follow each other `factor` times faster, to the microsecond.
  ///
  /// - Complexity: O(requests and nodes).
  public func arriving(timesFaster factor: Double) -> Scenario {
    guard factor != 1 else { return self }
    return Scenario(
      hardware: hardware, models: models, workflows: workflows,
      requests: requests.arriving(timesFaster: factor))
  }
}
