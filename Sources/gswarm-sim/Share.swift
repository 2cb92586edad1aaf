import Documents
import Foundation
import TUI
import Workload

/// The bundled samples and themes, and the user's own themes.
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

  /// The folder of a sample; nil if there is no such sample.
  static func folder(ofSample name: String) -> String? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    return folders.lazy.map { "\($0)/samples/\(name)" }.first {
      FileManager.default.fileExists(atPath: "\($0)/\(InputFiles.defaultConfiguration)")
    }
  }

  /// Returns the folder of a sample; throws if there is none.
  static func requiredFolder(ofSample name: String) throws(CommandFailure) -> String {
    guard let folder = folder(ofSample: name) else {
      throw .unknownSample(name, known: sampleNames)
    }
    return folder
  }

  /// The sample whose name is most similar to a word; nil if none is similar.
  static func nearestSample(to word: String) -> String? { nearest(to: word, among: sampleNames) }

  /// All themes that can be found, in alphabetical order; the user's own hide bundled ones.
  static let themes = themes(in: (userFolder.map { [$0] } ?? []) + folders)

  /// The bundled themes.
  static let bundledThemes = themes(in: folders)

  private static func themes(in folders: [String]) -> [ThemeFile] {
    let paths = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/themes")) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { "\(folder)/themes/\($0)" }
    }
    let files = paths.map { path in
      ThemeFile(name: URL(filePath: path).deletingPathExtension().lastPathComponent, path: path)
    }
    return Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
      .values.sorted { $0.name < $1.name }
  }

  /// The file of a theme, given by its name or as a path; nil if there is none.
  static func path(ofTheme theme: String) -> String? {
    if theme.contains("/") || theme.hasSuffix(".yaml") { return theme }
    return themes.first { $0.name == theme }?.path
  }

  /// Returns the file of a theme; throws if there is none.
  static func requiredPath(ofTheme theme: String) throws(CommandFailure) -> String {
    guard let path = path(ofTheme: theme) else {
      throw .unknownTheme(theme, known: themes.map(\.name))
    }
    guard FileManager.default.fileExists(atPath: path) else { throw .missingTheme(path) }
    return path
  }

  /// The folder of the user's configuration and themes; nil if the environment gives none.
  static let userFolder: String? = {
    let environment = ProcessInfo.processInfo.environment
    // The specification of these folders wants relative ones ignored.
    let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = configured ?? environment["HOME"].map { "\($0)/.config" }
    return home.map { "\($0)/gswarm-sim" }
  }()

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
