import ArgumentParser
import Documents
import Foundation

/// `gswarm-sim samples`: the list of bundled samples.
struct SamplesCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "samples",
    abstract: "List the bundled samples and what each one shows.",
    discussion: """
      A sample's name stands for its configuration and its requests wherever a command \
      takes files.

      Examples:
        gswarm-sim tui --sample churn
        gswarm-sim run --sample studio --quiet
        gswarm-sim compare --sample tide
      """)

  @OptionGroup var stray: StrayArguments

  func run() throws {
    let samples = Share.sampleNames.map { (name: $0, lesson: Share.lesson(ofSample: $0) ?? "") }
    guard !samples.isEmpty else { throw CommandFailure.noSamples }
    let width = (samples.map(\.name.count).max() ?? 0) + 2
    let lines = samples.map { sample in
      visible(sample.name).padded(to: width) + visible(sample.lesson)
    }
    try printOutput(lines.joined(separator: "\n") + "\n")
  }
}

extension Share {
  /// The largest part of a README that is looked at for its title, in bytes.
  private static let titleSize = 1000

  /// The lesson of a sample: the first line of its README, `# name: lesson`, after the colon.
  static func lesson(ofSample name: String) -> String? {
    guard let folder = folder(ofSample: name),
      let file = FileHandle(forReadingAtPath: "\(folder)/README.md"),
      let data = try? file.read(upToCount: titleSize)
    else { return nil }
    let title = String(decoding: data, as: UTF8.self).prefix { !$0.isNewline }
    let parts = title.split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : nil
  }
}
