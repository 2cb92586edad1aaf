import ArgumentParser
import Documents
import TUI

/// How the screen looks and which key does what: what the user asks for, now and once for all.
struct Appearance {
  /// The themes to choose from, the one to begin with first; the others by name.
  let themes: [Theme]
  let configuration: UserConfiguration

  /// Reads the files and tells what is wrong with them.
  ///
  /// - Parameters:
  ///   - option: the theme that the command line names.
  ///   - isScripted: whether the screen must not depend on whose machine it is.
  /// - Throws: the exit status if that theme cannot be used; the user's configuration can do no harm.
  init(theme option: String?, isScripted: Bool) throws {
    configuration = isScripted ? UserConfiguration() : Self.userConfiguration()
    let theme = try option.map(Self.theme) ?? configuration.theme ?? .builtIn
    let files = isScripted ? Share.bundledThemes : Share.themes
    themes =
      [theme]
      + files.filter { $0.name != theme.name }.compactMap {
        try? Theme.reading($0.path).theme
      }
  }

  static func userConfiguration() -> UserConfiguration {
    guard let folder = Share.userFolder else { return UserConfiguration() }
    let (configuration, warnings) = UserConfiguration.reading(
      "\(folder)/config.yaml", themes: Share.themes)
    complain(warnings)
    return configuration
  }

  private static func theme(_ name: String) throws -> Theme {
    guard let path = Share.path(ofTheme: name) else {
      let known = Share.themes.map(\.name).joined(separator: ", ")
      complain("error: there is no theme \(visible(name)); the themes are \(known)\n")
      throw ExitCode.noInput
    }
    do {
      let (theme, warnings) = try Theme.reading(path)
      complain(warnings)
      return theme
    } catch {
      complain("error: \(visible(error.sentence))\n")
      throw ExitCode.badData
    }
  }
}
