/// The line of a file around a place, with a caret under the place.
///
/// Every scalar is shown as one that takes its usual columns and obeys nothing. A line longer than
/// about 100 columns is cut to a window around the place.
struct Excerpt {
  /// The largest number of columns of a line that are shown.
  static let width = 100

  /// The largest number of columns behind the place while there are others in front.
  private static let widthBehind = 40

  /// The two lines, each ended.
  let lines: String

  /// The excerpt at a place, or nil if nothing stands on its line.
  init?(at cursor: LineCursor, in source: SourceFile) {
    // Four bytes make one scalar at most, so this is as far as a window can reach.
    let reach = 4 * (Self.width + 1)
    let line = source.bytes[cursor.lineStart..<lineEnd(from: cursor, in: source, reach: reach)]
    let caret = min(cursor.offset, line.endIndex)
    let before = scalars(line[..<caret].suffix(reach))
    let behind = scalars(line[caret...])

    let keptBehind = behind.prefix(
      columns: max(Self.widthBehind, Self.width - before.columnWidth))
    let keptBefore = before.suffix(columns: Self.width - keptBehind.columnWidth)
    let isBlank = !(keptBefore + keptBehind).contains { $0 != " " }
    guard !isBlank else { return nil }

    let cutBefore = keptBefore.count < before.count ? "…" : ""
    let cutBehind = keptBehind.count < behind.count ? "…" : ""
    let indent = "    "
    let padding = String(repeating: " ", count: cutBefore.count + keptBefore.columnWidth)
    lines =
      indent + cutBefore + text(keptBefore) + text(keptBehind) + cutBehind + "\n"
      + indent + padding + "^\n"
  }
}

/// The offset at which the line of a place ends, or at which looking for that makes no sense.
private func lineEnd(from cursor: LineCursor, in source: SourceFile, reach: Int) -> Int {
  var end = cursor
  while end.offset < min(cursor.offset + reach, source.bytes.count), end.lineBreakLength() == 0 {
    end.advance(toOffset: end.offset + 1)
  }
  return end.offset
}

/// The scalars of some bytes as they may be printed; what is not UTF-8 becomes U+FFFD.
private func scalars(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
  // A cut may have gone through a scalar; the rest of it must not count as one.
  let whole = bytes.drop { $0 & 0xC0 == 0x80 }
  return String(decoding: whole, as: UTF8.self).unicodeScalars.map { scalar in
    scalar == "\t" ? " " : scalar.shown
  }
}

private func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view)
}

extension BidirectionalCollection<Unicode.Scalar> {
  fileprivate var columnWidth: Int {
    reduce(0) { $0 + $1.columnWidth }
  }

  /// The longest beginning that fits into some columns.
  fileprivate func prefix(columns: Int) -> SubSequence {
    var left = columns
    return prefix { scalar in
      left -= scalar.columnWidth
      return left >= 0
    }
  }

  /// The longest end that fits into some columns.
  fileprivate func suffix(columns: Int) -> SubSequence {
    suffix(reversed().prefix(columns: columns).count)
  }
}
