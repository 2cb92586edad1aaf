import ArgumentParser
import Foundation
import Workload

/// The options that name the input files; a named file takes the place of the sample's.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The system configuration, YAML or JSON. (default: \(InputFiles.defaultConfiguration))",
      valueName: "file"),
    transform: name)
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The requests, YAML or JSON. (default: \(InputFiles.defaultRequests))", valueName: "file"),
    transform: name)
  var requests: String?

  @Option(
    help: ArgumentHelp(
      "The two files of a bundled sample, for those not named; see gswarm-sim samples.",
      valueName: "name"),
    transform: name)
  var sample: String?

  /// Whether no option is given.
  var isEmpty: Bool { config == nil && requests == nil && sample == nil }

  /// The files that the options stand for.
  func files() throws(CommandFailure) -> InputFiles {
    let folder = try sample.map(Share.requiredFolder(ofSample:))
    func path(_ named: String?, _ defaultName: String) -> String {
      named ?? folder.map { "\($0)/\(defaultName)" } ?? defaultName
    }
    return InputFiles(
      configuration: path(config, InputFiles.defaultConfiguration),
      requests: path(requests, InputFiles.defaultRequests))
  }

  /// Runs work that reads the files; adds hints if a default file is missing.
  func reading<Value>(_ work: () throws(LoadFailure) -> Value) throws -> Value {
    do { return try work() } catch {
      guard case .noInput(let text) = error, sample == nil else { throw error }
      let missing = InputFiles.missingDefaults
      var options: [String] = []
      if config == nil, missing.contains(InputFiles.defaultConfiguration) {
        options.append("--config FILE")
      }
      if requests == nil, missing.contains(InputFiles.defaultRequests) {
        options.append("--requests FILE")
      }
      guard !options.isEmpty else { throw error }
      throw CommandFailure.missingFiles(text, options: options)
    }
  }
}

/// The options that name a configuration alone.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The system configuration, YAML or JSON. (default: \(InputFiles.defaultConfiguration))",
      valueName: "file"),
    transform: name)
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The configuration of a bundled sample; see gswarm-sim samples.", valueName: "name"),
    transform: name)
  var sample: String?

  func validate() throws {
    guard sample == nil || config == nil else {
      throw UsageError.excludes(
        option: "--sample", other: "--config", reason: "both name the configuration")
    }
  }

  /// The file that the options stand for.
  func path() throws(CommandFailure) -> String {
    guard let sample else { return config ?? InputFiles.defaultConfiguration }
    return "\(try Share.requiredFolder(ofSample: sample))/\(InputFiles.defaultConfiguration)"
  }

  /// Runs work that reads the file; adds hints if the default file is missing.
  func reading<Value>(_ work: () throws(LoadFailure) -> Value) throws -> Value {
    do { return try work() } catch {
      guard case .noInput(let text) = error, sample == nil, config == nil else { throw error }
      throw CommandFailure.missingFiles(text, options: ["--config FILE"])
    }
  }
}
