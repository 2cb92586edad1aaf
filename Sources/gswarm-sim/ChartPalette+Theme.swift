import Export
import TUI

extension ChartPalette {
  /// The colours of a theme; what it leaves to the terminal is that of paper.
  init(theme: Theme) {
    let paper = ChartPalette.paper
    let background = theme.hexColor(.background)
    // Text of a theme for dark terminals cannot be read on paper.
    let isWhole = background != nil
    func color(_ role: Theme.ChartRole, _ fallback: String) -> String {
      isWhole ? theme.hexColor(role) ?? fallback : fallback
    }
    let models = theme.hexModelColors
    self.init(
      background: background ?? paper.background, text: color(.text, paper.text),
      dim: color(.dim, paper.dim), grid: color(.border, paper.grid),
      warning: color(.warn, paper.warning), models: models.isEmpty ? paper.models : models)
  }
}
