extension Scenario {
  /// Returns the same scenario in memory of its own.
  ///
  /// A thread that simulates counts references to the lists of models and workflows all the time.
  /// If another thread counts references to the same lists, both wait for each other's caches.
  ///
  /// - Complexity: O(models, workflows, requests and their nodes).
  public func copied() -> Scenario {
    Scenario(
      hardware: hardware, models: models.copied(), workflows: workflows.map { $0.copied() },
      requests: requests.copied())
  }
}

extension Array {
  /// Returns an array with the same elements in memory of its own.
  func copied() -> [Element] { map { $0 } }
}
