import Documents

/// Keys written down, to be fed to the screen without a keyboard.
///
/// As in `..,G<Enter><Left>10.`, a character stands for itself; the others are named in angle brackets, as in vim.
enum KeyScript {
  /// The keys of a script, in O(length).
  static func parse(_ script: String) throws(KeyScriptError) -> [Key] {
    let scalars = Array(script.unicodeScalars)
    var keys: [Key] = []
    var at = 0
    while at < scalars.count {
      guard scalars[at] == "<" else {
        keys.append(try character(scalars[at], column: at + 1))
        at += 1
        continue
      }
      let rest = scalars[at...]
      guard let end = rest.firstIndex(of: ">") else {
        throw KeyScriptError(token: text(rest), column: at + 1)
      }
      guard let key = named(text(rest[(at + 1)..<end])) else {
        throw KeyScriptError(token: text(rest[...end]), column: at + 1)
      }
      keys.append(key)
      at = end + 1
    }
    return keys
  }

  private static func character(
    _ scalar: Unicode.Scalar, column: Int
  ) throws(KeyScriptError) -> Key {
    guard scalar.value >= 0x20, scalar.value != 0x7F else {
      throw KeyScriptError(token: String(scalar.shown), column: column)
    }
    return .character(scalar)
  }

  private static func named(_ name: String) -> Key? {
    if let known = Key.names.first(where: { $0.name == name }) { return known.key }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()), 1...12 ~= number {
      return .function(number)
    }
    let scalars = Array(name.unicodeScalars)
    guard scalars.count == 3, name.hasPrefix("C-") else { return nil }
    switch scalars[2] {
    case "a"..."z", "@", "\\", "]", "^", "_": return .control(scalars[2])
    default: return nil
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

/// A place in a key script that means no key.
struct KeyScriptError: Error, Equatable, CustomStringConvertible {
  let token: String
  /// Counted in characters, from 1.
  let column: Int

  var description: String {
    let names = Key.names.map { "<\($0.name)>" }.joined(separator: " ")
    return "unknown key \"\(token)\" at column \(column) of the key script;"
      + " known are \(names) <F1>…<F12> <C-a>…<C-z>, and every other character as itself"
  }
}
