import ArgumentParser
import Documents
import TUI

/// How the screen looks and which key does what: what the user asks for, now and once for all.
struct Appearance {
  /// The themes to choose from, the one to begin with first; the others by name.
  let themes: [Theme]
  let configuration: UserConfiguration
  /// What was wrong with the files, line by line; it is told on standard error, too.
  let warnings: [String]

  /// Reads the files and tells what is wrong with them.
  ///
  /// - Parameters:
  ///   - option: the theme that the command line names.
  ///   - isScripted: whether the screen must not depend on whose machine it is.
  /// - Throws: the exit status if that theme cannot be used; the user's configuration can do no harm.
  init(theme option: String?, isScripted: Bool) throws {
    var warnings = ""
    configuration = isScripted ? UserConfiguration() : Self.userConfiguration(&warnings)
    let theme = try option.map { try Self.theme($0, &warnings) } ?? configuration.theme ?? .builtIn
    complain(warnings)
    self.warnings = warnings.split(separator: "\n").map(String.init)
    let files = isScripted ? Share.bundledThemes : Share.themes
    themes =
      [theme]
      + files.filter { $0.name != theme.name }.compactMap {
        try? Theme.reading($0.path).theme
      }
  }

  /// Reads the user's configuration; adds what is wrong with it to the warnings.
  static func userConfiguration(_ warnings: inout String) -> UserConfiguration {
    guard let folder = Share.userFolder else { return UserConfiguration() }
    let (configuration, complaints) = UserConfiguration.reading(
      "\(folder)/config.yaml", themes: Share.themes)
    warnings += complaints
    return configuration
  }

  private static func theme(_ name: String, _ warnings: inout String) throws -> Theme {
    guard let path = Share.path(ofTheme: name) else {
      let known = Share.themes.map(\.name).joined(separator: ", ")
      complain("error: there is no theme \(visible(name)); the themes are \(known)\n")
      throw ExitCode.noInput
    }
    do {
      let (theme, complaints) = try Theme.reading(path)
      warnings += complaints
      return theme
    } catch {
      complain("error: \(visible(error.sentence))\n")
      throw ExitCode.badData
    }
  }
}
