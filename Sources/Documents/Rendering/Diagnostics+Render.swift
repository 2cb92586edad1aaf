extension Diagnostics {
  /// The problems as text for people, in file order, every line ended; empty if there are none.
  ///
  /// A problem is `file:line:column: error: sentence`, the line it is on, and a caret under the
  /// place. In JSON the place is told as a path, `file: error: models.llm7b.memory_gb: sentence`,
  /// unless the file cannot be read as far as that. O(bytes), once for all problems.
  public func render(for source: SourceFile) -> String {
    let paths = JSONPaths(of: Set(kept.compactMap(\.position)), in: source)
    var cursor = LineCursor(source)
    var text = ""
    for diagnostic in keptInFileOrder {
      text += headline(of: diagnostic, in: source, paths: paths) + "\n"
      guard let position = diagnostic.position else { continue }
      cursor.advance(to: position)
      text += Excerpt(at: cursor, in: source)?.lines ?? ""
    }
    return text + cutNote(errorCount, "error") + cutNote(warningCount, "warning")
  }

  /// The kept problems by place; those of the file as a whole first.
  private var keptInFileOrder: [Diagnostic] {
    let order = kept.indices.sorted { left, right in
      let places = (kept[left].position, kept[right].position)
      switch places {
      case (nil, nil): return left < right
      case (nil, _): return true
      case (_, nil): return false
      case (let one?, let other?): return (one, left) < (other, right)
      }
    }
    return order.map { kept[$0] }
  }

  private func headline(
    of diagnostic: Diagnostic, in source: SourceFile, paths: JSONPaths
  ) -> String {
    var parts = [source.name]
    let severity = diagnostic.severity == .error ? "error" : "warning"
    switch diagnostic.position {
    case nil: parts += [severity]
    case let position? where paths[position] == "": parts += [severity]
    case let position?:
      if let path = paths[position] {
        parts += [severity, path]
      } else {
        parts[0] += ":\(position.line):\(position.column)"
        parts += [severity]
      }
    }
    let sentence = [diagnostic.sentence, diagnostic.hint].compactMap(\.self)
    return visible((parts + [sentence.joined(separator: "; ")]).joined(separator: ": "))
  }

  /// A line that counts the problems of a kind beyond the shown ones; empty if all are shown.
  private func cutNote(_ count: Int, _ word: String) -> String {
    switch count - Self.limit {
    case ...0: ""
    case 1: "… and 1 more \(word)\n"
    case let more: "… and \(more) more \(word)s\n"
    }
  }
}
