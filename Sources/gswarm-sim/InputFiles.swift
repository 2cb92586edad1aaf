import Foundation

/// The two files that describe a scenario.
struct InputFiles {
  static let defaultConfiguration = "system_config.yaml"
  static let defaultRequests = "workflow_requests.yaml"

  let configuration: String
  let requests: String

  /// The title of a run of these files.
  ///
  /// A file with the default name has its folder's name in the title, any other one its own.
  var title: String {
    let names = [
      Self.name(of: requests, default: Self.defaultRequests),
      Self.name(of: configuration, default: Self.defaultConfiguration),
    ]
    return names[0] == names[1] ? names[0] : names.joined(separator: " on ")
  }

  private static func name(of path: String, default defaultName: String) -> String {
    let file = URL(filePath: path)
    if file.lastPathComponent != defaultName {
      return file.deletingPathExtension().lastPathComponent
    }
    return file.absoluteURL.standardizedFileURL.deletingLastPathComponent().lastPathComponent
  }

  /// The default files that are not in the current folder.
  static var missingDefaults: [String] {
    [defaultConfiguration, defaultRequests].filter { !FileManager.default.fileExists(atPath: $0) }
  }
}
