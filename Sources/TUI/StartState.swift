import Documents

/// The state in which the screen begins, instead of at the start of the run.
public struct StartState: Sendable {
  var commands: [StartCommand] = []

  /// The names of the panes that the keys can go to.
  public static let paneNames = PaneID.numbered.map(\.name)

  /// Begins at the start of the run.
  public init() {}

  /// Adds the commands of a session that was saved.
  ///
  /// - Throws: What is wrong with the file.
  public mutating func add(session path: String) throws(DisplayFailure) {
    commands += try SessionFile.read(path)
  }

  /// Adds what would be typed after `:`, such as `zoom 40`.
  ///
  /// - Parameters:
  ///   - command: A word, and the text that it does something with.
  ///   - option: The option that asks for it, for messages.
  public mutating func add(command: String, for option: String) {
    commands.append(StartCommand(step: .command(command), origin: option))
  }

  /// Adds keys to press, written as in key scripts.
  ///
  /// - Throws: What is wrong with them.
  public mutating func add(keys: String, for option: String) throws(DisplayFailure) {
    do {
      commands.append(StartCommand(step: .keys(try KeyScript.parse(keys)), origin: option))
    } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
  }
}
