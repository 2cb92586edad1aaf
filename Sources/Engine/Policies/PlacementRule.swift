/// What made a policy choose the GPUs that it chose.
public enum PlacementRule: Hashable, Sendable {
  /// The lowest free GPU that already holds the model.
  case resident
  /// No other GPU was free.
  case onlyFreeGPU
  /// No free GPU holds the model; this one has been free longest, the lowest one among equals.
  case freeLongest
  /// This one has been free longest, whatever the GPUs hold.
  case freeLongestOfAll
  /// No other window of as many GPUs was free.
  case onlyFreeWindow
  /// The lowest window of as many free GPUs.
  case firstWindow
  /// The model's own GPUs.
  case home(Range<Int>)
  /// The cheapest that do not hold up the reservation of another node.
  case besideReservation
  /// The cheapest by the weights of the policy.
  case cheapest
}

extension Machine {
  /// The reason for which `usualGPUs(for:)` chooses a group on the machine as it is.
  ///
  /// - Complexity: O(GPUs / 64 + 1).
  public func usualRule(for model: ModelID, on group: Range<Int>) -> PlacementRule {
    guard gpusRequired(by: model) == 1 else {
      let hasOther = freeWindows(for: model).contains { $0 != group }
      return hasOther ? .firstWindow : .onlyFreeWindow
    }
    if resident(of: group.lowerBound) == model { return .resident }
    return freeCount == 1 ? .onlyFreeGPU : .freeLongest
  }
}
