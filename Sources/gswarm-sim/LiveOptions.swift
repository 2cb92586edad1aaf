public import ArgumentParser
import Documents
import Engine
import Foundation
public import Live

extension Backend: ExpressibleByArgument {}
extension DeviceKind: ExpressibleByArgument {}

/// A truth value spelled out, as the original program has it.
enum Truth: String, CaseIterable, ExpressibleByArgument {
  case `true`, `false`
}

/// The origins of a simulation's execution times.
enum EstimateOrigin: String, CaseIterable, ExpressibleByArgument {
  case request, server
}

/// The options of live runs: the model server and how it is called.
struct LiveOptions: ParsableArguments {
  @Option(help: "Call a real model server instead of simulating.")
  var simulate: Truth = .false

  @Option(
    name: .customLong("estimates"),
    help: ArgumentHelp(
      "The origin of the expected times: the inputs, or the GSwarm server's estimates, asked "
        + "before the run. (default: request)"))
  var givenEstimates: EstimateOrigin?

  @Option(
    help: ArgumentHelp(
      "The model server. (default: \(Backend.gswarm.usualAddress), for openai "
        + "\(Backend.openai.usualAddress))", valueName: "url"))
  var server: String?

  @Option(
    name: .customLong("backend"), help: "The interface of the server. (default: gswarm)")
  var givenBackend: Backend?

  @Option(
    name: .customLong("device"),
    help: ArgumentHelp(
      "The devices of a GSwarm server: GPU i is cuda:i, or every GPU is its processor. "
        + "(default: cuda)"))
  var givenDevices: DeviceKind?

  @Option(
    name: .customLong("time-scale"), parsing: .unconditional,
    help: ArgumentHelp("The old name of --load in live runs.", valueName: "x"),
    transform: Limit.timeFactor.number)
  var givenTimeScale: Double?

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp("The longest time of a call, in seconds. (default: 300)", valueName: "s"),
    transform: Limit.timeout.number)
  var givenTimeout: Double?

  @Option(
    name: .customLong("set-up-timeout"), parsing: .unconditional,
    help: ArgumentHelp(
      "The longest time of a download or a switch, in seconds. (default: 3600)", valueName: "s"),
    transform: Limit.timeout.number)
  var givenSetUpTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "The environment variable that holds the server's key.", valueName: "name"))
  var apiKeyEnv: String?

  var isRequested: Bool { simulate == .true }
  /// Whether the server is asked for estimates.
  var asksForEstimates: Bool { givenEstimates == .server }
  private var backend: Backend { givenBackend ?? .gswarm }

  func validate() throws {
    if asksForEstimates, backend != .gswarm {
      throw UsageError.excludes(
        option: "--estimates server", other: "--backend \(backend.rawValue)",
        reason: "such a server gives none")
    }
    if givenDevices != nil, backend != .gswarm {
      throw UsageError.excludes(
        option: "--device", other: "--backend \(backend.rawValue)",
        reason: "such a server chooses the device itself")
    }
    if isRequested {
      _ = try settings()
    } else if let option = optionOfLiveRuns {
      throw UsageError.needs(option: option, other: "--simulate true")
    } else if asksForEstimates {
      _ = try settings()
    } else if let option = optionOfServers {
      throw UsageError.needs(option: option, other: "--simulate true")
    }
  }

  /// The first option that is given and concerns live runs alone.
  private var optionOfLiveRuns: String? {
    let options: [(String, Bool)] = [
      ("--time-scale", givenTimeScale != nil), ("--set-up-timeout", givenSetUpTimeout != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// The first option that is given and concerns the server.
  private var optionOfServers: String? {
    let options: [(String, Bool)] = [
      ("--server", server != nil), ("--backend", givenBackend != nil),
      ("--device", givenDevices != nil), ("--timeout", givenTimeout != nil),
      ("--api-key-env", apiKeyEnv != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// Returns the factor by which requests arrive faster than recorded, by either name.
  func load(_ scenario: ScenarioOptions) throws(UsageError) -> Double {
    guard let givenTimeScale else { return scenario.load }
    guard scenario.givenLoad == nil else {
      throw .excludes(option: "--time-scale", other: "--load", reason: "it is the same")
    }
    guard scenario.mode == .online else { throw .offlineLoad(option: "--time-scale") }
    return givenTimeScale
  }

  /// The settings of the server.
  func settings() throws(UsageError) -> ServerSettings {
    let environment = ProcessInfo.processInfo.environment
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    var key: String?
    if let apiKeyEnv {
      key = value(apiKeyEnv)
      guard key != nil else { throw .unsetVariable(apiKeyEnv) }
    }
    var settings = ServerSettings(
      address: server ?? backend.usualAddress, backend: backend, timeout: givenTimeout ?? 300,
      key: key, certificates: value("CURL_CA_BUNDLE") ?? value("SSL_CERT_FILE"))
    settings?.setUpTimeout = givenSetUpTimeout ?? 3600
    settings?.devices = givenDevices ?? .cuda
    settings?.journalFolder = Self.stateFolder(environment).map { "\($0)/gswarm-sim/instances" }
    guard let settings else { throw .serverAddress(example: backend.usualAddress) }
    return settings
  }

  /// The folder for what programs keep between runs, by the XDG rules: a relative one is ignored.
  static func stateFolder(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.local/state"
  }
}
