import ArgumentParser
import Engine

/// `gswarm-sim policies`: the list of scheduling policies.
struct PoliciesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "List the scheduling policies and their parameters.",
    discussion: """
      Give one to run, tui or compare with --policy NAME or --policy NAME:PARAMETER=VALUE,...

      Example:
        gswarm-sim run --sample churn --policy collate:max_wait=20 --quiet
      """)

  func run() throws {
    let width = (Policy.list.map(\.name.count).max() ?? 0) + 2
    let margin = String(repeating: " ", count: width)
    let lines = Policy.list.flatMap { policy in
      [policy.name.padding(to: width) + policy.summary]
        + policy.parameters.map { "\(margin)  \($0.setting.padding(to: 14)) \($0.meaning)" }
    }
    try reportingFailures { try say(lines.joined(separator: "\n") + "\n") }
  }
}

extension String {
  /// The text with spaces behind it, at least so many characters long.
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
