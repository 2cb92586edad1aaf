/// The reason why a policy chose the GPUs of a placement.
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
  /// No free GPU holds the model; of those with room for it, this one has been free longest.
  case roomiest
  /// No free GPU holds the model or has room for it; of those that can make room, this one has been free
  /// longest.
  case makesRoom
  /// The lowest window of as many free GPUs.
  case firstWindow
  /// The GPUs dedicated to the model.
  case home(Range<Int>)
  /// The cheapest that do not delay the reservation of another node.
  case besideReservation
  /// The ones that it leaves with the least memory to spare.
  case leastSpare
  /// The ones whose residents are brought back in the shortest time.
  case fastestReturn
  /// The cheapest by the weights of the policy.
  case cheapest
}

extension Machine {
  /// Returns the reason for which `usualGPUs(for:)` chooses a group on the machine as it is.
  ///
  /// - Complexity: O(GPUs / 64).
  public func usualRule(for model: ModelID, on group: Range<Int>) -> PlacementRule {
    guard gpusRequired(by: model) == 1 else {
      let hasOther = freeWindows(for: model).contains { $0 != group }
      return hasOther ? .firstWindow : .onlyFreeWindow
    }
    if isResident(model, on: group.lowerBound) { return .resident }
    if let tables = memory { return usualRule(for: model, on: group.lowerBound, tables) }
    return freeCount == 1 ? .onlyFreeGPU : .freeLongest
  }

  /// The same for a model that takes one GPU and is not resident there, where memory or kinds of GPUs play
  /// a part.
  private func usualRule(
    for model: ModelID, on gpu: Int, _ tables: MemoryTables
  ) -> PlacementRule {
    let usable = freeWindows(for: model).count { _ in true }
    if usable == 1 { return .onlyFreeGPU }
    guard tables.residency == .memory, let occupancy else { return .freeLongest }
    return occupancy.value.hasRoom(for: model, on: gpu, tables) ? .roomiest : .makesRoom
  }
}
