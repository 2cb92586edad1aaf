import Documents

/// A session in a file: the commands that lead to it, one a line, each as it would be typed after `:`.
enum SessionFile {
  /// Writes a file; returns a message about it.
  static func save(_ text: String, to path: String) -> String {
    do {
      try WholeFiles.write(toPath: path) { (stream) throws(WriteFailure) in
        try stream.write(text)
      }
      return "saved \(visible(path)); tui --session goes on with it"
    } catch {
      return error.sentence
    }
  }

  /// The text of a file with some commands.
  static func text(of commands: [String]) -> String {
    "# A session of gswarm-sim: tui --session FILE goes on with it.\ncommands:\n"
      + commands.map { "- \(quoted($0))\n" }.joined()
  }

  /// The commands of a file.
  ///
  /// - Throws: What is wrong with it, with file, line and column.
  static func read(_ path: String) throws(DisplayFailure) -> [StartCommand] {
    let source: SourceFile
    do { source = try SourceFile(path: path, within: .settingsBytes) } catch {
      throw DisplayFailure(sentence: error.sentence)
    }
    var diagnostics = Diagnostics()
    var commands: [StartCommand] = []
    do {
      let root = try DocumentReader.read(source, diagnostics: &diagnostics)
      guard let items = root["commands"]?.items else {
        diagnostics.error("a session is a list under the key commands", at: root.position)
        throw DisplayFailure(sentence: rendered(diagnostics, source))
      }
      for item in items {
        guard let text = item.scalar?.text else {
          diagnostics.error("expected a command, found \(item.kindName)", at: item.position)
          continue
        }
        let origin = "\(visible(path)):\(item.position.line)"
        commands.append(StartCommand(step: .command(text), origin: origin))
      }
    } catch let error as SyntaxError {
      diagnostics.add(error.diagnostic)
    } catch let error as DisplayFailure {
      throw error
    } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
    guard diagnostics.kept.isEmpty else {
      throw DisplayFailure(sentence: rendered(diagnostics, source))
    }
    return commands
  }

  private static func rendered(_ diagnostics: Diagnostics, _ source: SourceFile) -> String {
    diagnostics.render(for: source).trimmed
  }

  /// A text between double quotes, as YAML and JSON have it.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value:
        let code = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
