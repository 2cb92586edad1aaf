public import ArgumentParser
import Documents
import Foundation
public import Live

extension Backend: ExpressibleByArgument {}

/// A truth value spelled out, as the original program has it.
enum Truth: String, CaseIterable, ExpressibleByArgument {
  case `true`, `false`
}

/// The options of live runs: the model server and how it is called.
struct LiveOptions: ParsableArguments {
  @Option(help: "Call a real model server instead of simulating.")
  var simulate: Truth = .false

  @Option(
    help: ArgumentHelp(
      "The model server. (default: \(Backend.gswarm.usualAddress), for openai "
        + "\(Backend.openai.usualAddress))", valueName: "url"))
  var server: String?

  @Option(
    name: .customLong("backend"), help: "The interface of the server. (default: gswarm)")
  var givenBackend: Backend?

  @Option(
    name: .customLong("time-scale"), parsing: .unconditional,
    help: ArgumentHelp(
      "Online, requests arrive x times faster. (default: 1)", valueName: "x"),
    transform: Limit.timeFactor.number)
  var givenTimeScale: Double?

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp("The longest time of a call, in seconds. (default: 300)", valueName: "s"),
    transform: Limit.timeout.number)
  var givenTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "The environment variable that holds the server's key.", valueName: "name"))
  var apiKeyEnv: String?

  var isRequested: Bool { simulate == .true }
  var timeScale: Double { givenTimeScale ?? 1 }
  private var backend: Backend { givenBackend ?? .gswarm }

  func validate() throws {
    if isRequested {
      _ = try settings()
    } else if let option = givenOption {
      throw UsageError.needs(option: option, other: "--simulate true")
    }
  }

  /// The first option that is given and concerns live runs alone.
  private var givenOption: String? {
    let options: [(String, Bool)] = [
      ("--server", server != nil), ("--backend", givenBackend != nil),
      ("--time-scale", givenTimeScale != nil), ("--timeout", givenTimeout != nil),
      ("--api-key-env", apiKeyEnv != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// The settings of the server.
  func settings() throws(UsageError) -> ServerSettings {
    var key: String?
    if let apiKeyEnv {
      key = ProcessInfo.processInfo.environment[apiKeyEnv]
      guard key?.isEmpty == false else { throw .unsetVariable(apiKeyEnv) }
    }
    let settings = ServerSettings(
      address: server ?? backend.usualAddress, backend: backend, timeout: givenTimeout ?? 300,
      key: key)
    guard let settings else { throw .serverAddress(example: backend.usualAddress) }
    return settings
  }
}
