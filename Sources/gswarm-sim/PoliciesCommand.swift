import ArgumentParser
import Engine

/// `gswarm-sim policies`: the list of scheduling policies.
struct PoliciesCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "List the scheduling policies and their parameters.",
    discussion: """
      run, tui and explain take one as --policy NAME or --policy NAME:PARAMETER=VALUE,...; \
      compare takes several as --policies NAME,NAME:PARAMETER=VALUE,...

      Examples:
        gswarm-sim run --sample churn --policy collate:max_wait=20 --quiet
        gswarm-sim compare --sample churn --policies baseline,cost:switch=2,wait=0
      """)

  @OptionGroup var stray: StrayArguments

  func run() throws {
    let policies = Policy.list
    let width = (policies.map(\.name.count).max() ?? 0) + 2
    let parameterWidth = (policies.flatMap(\.parameters).map(\.setting.count).max() ?? 0) + 2
    let margin = String(repeating: " ", count: width)
    let lines = policies.flatMap { policy in
      [policy.name.padded(to: width) + policy.summary]
        + policy.parameters.map {
          "\(margin)  \($0.setting.padded(to: parameterWidth))\($0.meaning)"
        }
    }
    try printOutput(lines.joined(separator: "\n") + "\n")
  }
}

extension String {
  /// The text with spaces after it up to a width in characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
