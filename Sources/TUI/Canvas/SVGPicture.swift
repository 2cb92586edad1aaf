import Documents

/// The elements of a picture, grouped so that each colour is named once.
struct SVGPicture {
  private var patches = Groups<UInt32>()
  private var blocks = Groups<UInt32>()
  private var strokes = Groups<UInt32>()
  private var texts = Groups<Face>()

  /// The look of a stretch of text.
  struct Face: Hashable {
    let color: UInt32
    let attributes: Style.Attributes
  }

  mutating func addPatch(_ color: UInt32, x: Int, y: Int, width: Int, height: Int) {
    patches.append(rectangle(x, y, width, height), to: color)
  }

  mutating func addBlock(_ color: UInt32, x: Int, y: Int, width: Int, height: Int) {
    blocks.append(rectangle(x, y, width, height), to: color)
  }

  /// Adds a path that is relative to a point.
  mutating func addStroke(_ color: UInt32, x: Int, y: Int, path: String) {
    strokes.append("M\(x) \(y)\(path)", to: color)
  }

  /// Adds text of a known width, so that columns line up in whatever font is found.
  mutating func addText(_ text: String, _ face: Face, x: Int, baseline: Int, width: Int?) {
    let length = width.map { " textLength=\"\($0)\"" } ?? ""
    texts.append("<text x=\"\(x)\" y=\"\(baseline)\"\(length)>\(escaped(text))</text>\n", to: face)
  }

  /// The elements, from the back to the front.
  func elements() -> String {
    // Edges that are smoothed one by one let the ground shine through where shapes touch.
    var output = "<g shape-rendering=\"crispEdges\">\n"
    for group in [patches, blocks] {
      for (color, path) in group.all {
        output += "<path fill=\"\(hex(color))\" d=\"\(path)\"/>\n"
      }
    }
    output += "</g>\n"
    for (color, path) in strokes.all {
      output += "<path fill=\"none\" stroke=\"\(hex(color))\" d=\"\(path)\"/>\n"
    }
    for (face, text) in texts.all {
      output += "<g fill=\"\(hex(face.color))\"\(fontAttributes(face.attributes))>\n\(text)</g>\n"
    }
    return output
  }

  private func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
    "M\(x) \(y)h\(width)v\(height)h-\(width)z"
  }

  private func fontAttributes(_ attributes: Style.Attributes) -> String {
    (attributes.contains(.bold) ? " font-weight=\"bold\"" : "")
      + (attributes.contains(.italic) ? " font-style=\"italic\"" : "")
      + (attributes.contains(.underline) ? " text-decoration=\"underline\"" : "")
  }
}

/// Strings by key, in the order in which the keys first came.
private struct Groups<Key: Hashable> {
  private var places: [Key: Int] = [:]
  private(set) var all: [(key: Key, content: String)] = []

  mutating func append(_ content: String, to key: Key) {
    if let place = places[key] {
      all[place].content += content
    } else {
      places[key] = all.count
      all.append((key, content))
    }
  }
}

/// A colour as `#rrggbb`.
func hex(_ color: UInt32) -> String {
  let digits = String(color, radix: 16)
  return "#" + String(repeating: "0", count: max(6 - digits.count, 0)) + digits
}

/// Text with the characters that XML gives a meaning replaced.
func escaped(_ text: String) -> String {
  var output = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": output += "&amp;"
    case "<": output += "&lt;"
    case ">": output += "&gt;"
    case "\"": output += "&quot;"
    default: output.unicodeScalars.append(scalar.shown)
    }
  }
  return output
}
