import Documents

/// A character as terminals lay it out: a scalar that takes columns, and all that joins it.
///
/// Grapheme clusters of Unicode are larger where terminals give their parts columns of their own: flags
/// are two cells.
struct CellCluster: Hashable, Sendable {
  let scalar: Unicode.Scalar
  /// The scalars that join it without taking a column.
  fileprivate(set) var marks = ""
  /// 1 or 2.
  let columns: Int

  /// The most scalars that join another; more would only slow a terminal down.
  fileprivate static let mostMarks = 12
}

/// The clusters of a text, from its beginning; invisible characters are left out.
struct CellClusters: Sequence, IteratorProtocol {
  private var rest: Substring.UnicodeScalarView
  private var pending: CellCluster?

  init(_ text: some StringProtocol) {
    rest = Substring(text).unicodeScalars
  }

  mutating func next() -> CellCluster? {
    var cluster = pending
    pending = nil
    var joinsNext = false
    while let scalar = rest.popFirst() {
      let columns = displayWidth(of: scalar)
      guard let current = cluster else {
        if columns > 0 { cluster = CellCluster(scalar: scalar.shown, columns: columns) }
        continue
      }
      let isModifier = Self.isSkinTone(scalar) && current.columns == 2
      guard columns == 0 || joinsNext || isModifier else {
        pending = CellCluster(scalar: scalar.shown, columns: columns)
        break
      }
      joinsNext = false
      guard current.marks.unicodeScalars.count < CellCluster.mostMarks else { continue }
      if scalar == Self.joiner {
        // A joiner between letters is invisible; between pictures it makes one of them.
        joinsNext = current.columns == 2
        if joinsNext { cluster?.marks.unicodeScalars.append(scalar) }
      } else if scalar.joinsVisibly || columns > 0 {
        cluster?.marks.unicodeScalars.append(scalar.shown)
      }
    }
    return cluster
  }

  private static let joiner: Unicode.Scalar = "\u{200D}"

  private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value)
  }
}

extension Unicode.Scalar {
  /// Whether a scalar without a column is drawn as part of the one before it.
  fileprivate var joinsVisibly: Bool {
    guard shown == self else { return false }
    return switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .otherLetter: true
    default: false
    }
  }
}

/// The columns that a text takes on one line.
///
/// - Complexity: O(length).
func displayWidth(of text: some StringProtocol) -> Int {
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
  return CellClusters(text).reduce(0) { $0 + $1.columns }
}

/// The columns of a character.
func displayWidth(of character: Character) -> Int { displayWidth(of: String(character)) }
