import ArgumentParser
import Documents
import TUI

/// The themes, the keys and the other settings of the screen.
struct Appearance {
  /// The themes to choose from: the initial one, then the others by name.
  let themes: [Theme]
  let configuration: UserConfiguration
  /// The problems of the files, one a line; they have been printed.
  let warnings: [String]

  /// Reads the files and prints what is wrong with them.
  ///
  /// - Parameters:
  ///   - option: the theme that the command line names.
  ///   - isScripted: whether the screen must not depend on the user's own files.
  /// - Throws: if the named theme cannot be used; the user's configuration gives only warnings.
  init(theme option: String?, isScripted: Bool) throws {
    var warnings = ""
    configuration = isScripted ? UserConfiguration() : Self.userConfiguration(&warnings)
    let theme = try option.map { try Self.theme($0, &warnings) } ?? configuration.theme ?? .builtIn
    printError(warnings)
    self.warnings = warnings.split(separator: "\n").map(String.init)
    let files = isScripted ? Share.bundledThemes : Share.themes
    themes =
      [theme]
      + files.filter { $0.name != theme.name }.compactMap {
        try? Theme.reading($0.path).theme
      }
  }

  /// Reads the user's configuration and adds its problems to the warnings.
  static func userConfiguration(_ warnings: inout String) -> UserConfiguration {
    guard let folder = Share.userFolder else { return UserConfiguration() }
    let (configuration, problems) = UserConfiguration.reading(
      "\(folder)/config.yaml", themes: Share.themes)
    warnings += problems
    return configuration
  }

  /// Reads the theme with a name or a path and prints what is wrong with it.
  static func theme(named name: String) throws -> Theme {
    var warnings = ""
    defer { printError(warnings) }
    return try theme(name, &warnings)
  }

  private static func theme(_ name: String, _ warnings: inout String) throws -> Theme {
    let path = try Share.requiredPath(ofTheme: name)
    do {
      let (theme, themeWarnings) = try Theme.reading(path)
      warnings += themeWarnings
      return theme
    } catch {
      throw CommandFailure.unusableTheme(error.sentence)
    }
  }
}
