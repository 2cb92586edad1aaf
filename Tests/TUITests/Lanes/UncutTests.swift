import Foundation
import Testing

@testable import TUI

/// Texts of the kept screens that were cut although there was room.
@Suite struct UncutTests {
  private static let folder = URL(filePath: #filePath)
    .appending(path: "../../Golden").standardizedFileURL

  /// The lines in which blanks follow a text that ends in `…`.
  static func cutTexts(in screen: String) -> [Substring] {
    screen.split(separator: "\n").filter { line in
      let characters = Array(line)
      return characters.indices.contains { index in
        guard characters[index] == "…", index > 0, characters[index - 1] != " " else {
          return false
        }
        // Columns of a table are one or two blanks apart.
        let blanks = characters[(index + 1)...].prefix { $0 == " " }.count
        let next = index + 1 + blanks
        return blanks > 2 && next < characters.count && "│╭╮".contains(characters[next])
      }
    }
  }

  @Test func `no text of the kept screens is cut where there was room`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".txt") && !$0.hasSuffix(".styles.txt") }
    #expect(names.count > 10)
    for name in names {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      #expect(Self.cutTexts(in: text).isEmpty, "\(name)")
    }
  }

  @Test func `a text cut beside blanks is found, one at its pane's edge is not`() {
    #expect(Self.cutTexts(in: "│ A llama-…      │").count == 1)
    #expect(Self.cutTexts(in: "│ A llama-3-…│\n│ A llam… B │\n│ … and 3 more     │").isEmpty)
  }
}
