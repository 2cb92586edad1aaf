import Foundation
import Testing

@testable import TUI

/// What the colours of every shipped theme keep, computed from the files.
///
/// The terminal's own colours are whatever its user made of them: `default` is left out, and the
/// sixteen are taken as xterm shows them where two of them are compared, and left out where they
/// stand on a paper that is not known.
@Suite struct ThemeColorTests {
  private static let names = ["night", "day", "okabe-ito", "terminal", "mono"]

  private func theme(_ name: String) throws -> Theme {
    let file = URL(filePath: #filePath).appending(path: "../../../../themes/\(name).yaml")
    return try Theme.reading(file.standardizedFileURL.path).theme
  }

  private static let states: [(name: String, role: Theme.Role)] = [
    ("good", .good), ("warn", .warn), ("bad", .bad), ("now", .now), ("focus", .borderFocused),
  ]

  @Test(arguments: names)
  func `no state has a model's hue`(_ name: String) throws {
    let theme = try theme(name)
    for (state, role) in Self.states {
      guard let stateColor = LabColor(theme[role]) else { continue }
      for (index, color) in theme.models.enumerated() {
        guard let model = LabColor(color) else { continue }
        #expect(stateColor.distance(to: model) >= 12, "\(state) and model \(index)")
        guard stateColor.chroma >= 20, model.chroma >= 20 else { continue }
        #expect(stateColor.hueDistance(to: model) >= 8, "\(state) and model \(index)")
      }
    }
  }

  @Test(arguments: names)
  func `two models are far apart in colour, or differ in texture`(_ name: String) throws {
    let theme = try theme(name)
    for (index, color) in theme.models.enumerated() {
      guard let model = LabColor(color) else { continue }
      for earlier in 0..<index where theme.texture(earlier) == theme.texture(index) {
        guard let other = LabColor(theme.models[earlier]) else { continue }
        let distance = model.distance(to: other)
        #expect(distance >= (index < 8 ? 20 : 12), "models \(earlier) and \(index)")
      }
    }
  }

  /// In `mono` letters alone tell models apart.
  @Test(arguments: names.filter { $0 != "mono" })
  func `models of one colour differ in texture for four turns of a theme's colours`(
    _ name: String
  ) throws {
    let theme = try theme(name)
    let distinct = Set(theme.models).count
    let looks = (0..<distinct * 4).map { "\(theme.model($0)) \(theme.texture($0))" }
    #expect(Set(looks).count == looks.count)
  }

  @Test(arguments: names)
  func `all text can be read, dim text and borders nearly as well`(_ name: String) throws {
    let theme = try theme(name)
    let texts: [Theme.Role] = [.text, .title, .ruler, .now, .good, .warn, .bad, .key]
    let inks =
      texts.map { (theme[$0], Theme.textContrast) } + theme.models.map { ($0, Theme.textContrast) }
      + [.dim, .border, .borderFocused, .idle].map { (theme[$0], Theme.dimContrast) }
    for (ink, needed) in inks {
      // The same pair the other way round is a label on a bar.
      for style in [theme.ink(ink), theme.solid(ink)] {
        expect(style, needed)
        expect(theme.selecting(style), needed)
      }
    }
  }

  private func expect(_ style: Style, _ needed: Double) {
    guard let contrast = contrast(style.foreground, style.background) else { return }
    #expect(contrast >= needed, "\(style)")
  }

  /// The contrast of two colours, worked out apart from the program.
  private func contrast(_ one: Color, _ other: Color) -> Double? {
    func luminance(_ color: Color) -> Double? {
      LabColor(color).map { lab in
        let root = (lab.lightness + 16) / 116
        return lab.lightness > 8 ? root * root * root : lab.lightness * 27 / 24389
      }
    }
    guard let first = luminance(one), let second = luminance(other) else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }
}
