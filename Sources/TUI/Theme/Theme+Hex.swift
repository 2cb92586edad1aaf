extension Theme {
  /// A role that charts outside of the screen need too.
  public enum ChartRole: Sendable {
    case background, text, dim, border, warn
  }

  /// The colour of a role as `#RRGGBB`; nil if it is the terminal's own.
  public func hexColor(_ role: ChartRole) -> String? {
    switch role {
    case .background: background.hex
    case .text: text.hex
    case .dim: dim.hex
    case .border: border.hex
    case .warn: warn.hex
    }
  }

  /// The colours of models as `#RRGGBB`, without those that are the terminal's own.
  public var hexModelColors: [String] { models.compactMap(\.hex) }
}

extension Color {
  fileprivate var hex: String? {
    components.map { parts in
      "#"
        + [parts.red, parts.green, parts.blue].map { part in
          let digits = String(part, radix: 16, uppercase: true)
          return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
  }
}
