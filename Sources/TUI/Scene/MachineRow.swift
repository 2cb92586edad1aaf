import Engine

/// A row below the lanes that belongs to no GPU.
enum MachineRow {
  /// The steps without a GPU.
  case steps
  /// The memory of the host.
  case host

  /// The rows that a scenario needs; none for a plain machine.
  static func rows(of scenario: Scenario) -> [MachineRow] {
    guard !scenario.hasPlainMachine else { return [] }
    let hasSteps = scenario.models.contains { $0.gpusRequired == 0 }
    return (hasSteps ? [.steps] : []) + (scenario.hardware.hostMemoryGB == nil ? [] : [.host])
  }
}
