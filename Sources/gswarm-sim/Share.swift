import Foundation
import Workload

/// Where the bundled files are: samples and themes.
enum Share {
  /// The folders that may hold `samples` and `themes`, the likeliest first.
  static let folders: [String] = {
    var folders: [String] = []
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["GSWARM_SIM_SHARE"], !named.isEmpty { folders.append(named) }
    if let executable = Bundle.main.executableURL {
      let beside = executable.deletingLastPathComponent()
      folders.append(beside.appending(path: "../share/gswarm-sim").standardizedFileURL.path)
      folders += ancestors(of: executable.resolvingSymlinksInPath().deletingLastPathComponent())
    }
    return folders + ancestors(of: URL(filePath: FileManager.default.currentDirectoryPath))
  }()

  /// The names of all samples that can be found, in alphabetical order.
  static let sampleNames: [String] = {
    let found = folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/samples")) ?? []
    }
    return Set(found).filter { folder(ofSample: $0) != nil }.sorted()
  }()

  /// The folder of a sample; nil if there is none of that name.
  static func folder(ofSample name: String) -> String? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    return folders.lazy.map { "\($0)/samples/\(name)" }.first {
      FileManager.default.fileExists(atPath: "\($0)/\(ScenarioOptions.defaultConfiguration)")
    }
  }

  private static func ancestors(of folder: URL) -> [String] {
    var result: [String] = []
    var current = folder.standardizedFileURL
    while true {
      result.append(current.path)
      let parent = current.deletingLastPathComponent().standardizedFileURL
      guard parent.path != current.path, current.path != "/" else { return result }
      current = parent
    }
  }
}
