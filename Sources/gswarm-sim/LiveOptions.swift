public import ArgumentParser
import Documents
import Foundation
public import Live

extension Backend: ExpressibleByArgument {}

/// Which model server is called, and how: the options of live runs.
struct LiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model server. (default: \(Backend.gswarm.usualAddress); "
        + "openai: \(Backend.openai.usualAddress))", valueName: "url"))
  var server: String?

  @Option(help: "What the server speaks.")
  var backend: Backend = .gswarm

  @Option(help: ArgumentHelp("Online, requests arrive this many times faster.", valueName: "x"))
  var timeScale = 1.0

  @Option(help: ArgumentHelp("How long a call may take, in seconds.", valueName: "s"))
  var timeout = 300.0

  @Option(
    help: ArgumentHelp(
      "The environment variable that holds the server's key.", valueName: "name"))
  var apiKeyEnv: String?

  func validate() throws {
    guard timeScale > 0, timeScale <= 1e6 else {
      throw ValidationError("--time-scale must be above 0 and at most 1000000.")
    }
    guard timeout > 0, timeout <= 1e6 else {
      throw ValidationError("--timeout must be above 0 and at most 1000000.")
    }
    _ = try settings()
  }

  /// The server as the library wants it.
  func settings() throws -> ServerSettings {
    let address = server ?? backend.usualAddress
    var key: String?
    if let apiKeyEnv {
      key = ProcessInfo.processInfo.environment[apiKeyEnv]
      guard key?.isEmpty == false else {
        throw ValidationError("The environment variable \(visible(apiKeyEnv)) is not set.")
      }
    }
    let settings = ServerSettings(
      address: address, backend: backend, timeout: timeout, key: key)
    guard let settings else {
      throw ValidationError("--server must be an address like \(backend.usualAddress).")
    }
    return settings
  }
}
