internal import Documents

/// Reads the fields of one mapping and reports what is wrong with them.
///
/// No problem stops the reading: a field that cannot be used is reported and comes back as nil,
/// so that all problems of a file are found in one go.
struct FieldReader {
  /// The mapping.
  let node: Node
  private let kind: String
  private let name: String?

  /// The thing that the mapping describes, for messages: `model llm7b`.
  var owner: String { name.map { "\(kind) \($0)" } ?? kind }

  /// Takes a node that must be a mapping; the name, if there is one, follows what the owner is.
  init?(
    _ node: Node, owner: String, named name: String? = nil, _ diagnostics: inout Diagnostics
  ) {
    self.node = node
    kind = owner
    self.name = name
    guard node.entries != nil else {
      diagnostics.error(
        "\(self.owner) must be a mapping, found \(node.kindName)", at: node.position)
      return nil
    }
  }

  /// The value of a field; nil if it is missing or null.
  func value(_ key: String) -> Node? {
    guard let value = node[key], !value.isNull else { return nil }
    return value
  }

  /// The value of a field that must be there.
  func required(_ key: String, _ diagnostics: inout Diagnostics) -> Node? {
    if let value = value(key) { return value }
    diagnostics.error(
      "\(owner) lacks \(key)", at: node.entry(key)?.keyPosition ?? node.position,
      hint: nearest(to: key, among: (node.entries ?? []).lazy.map(\.key).filter { $0 != key })
        .map { "is \($0) meant to be \(key)?" })
    return nil
  }

  /// The text of a field that names something; an unquoted scalar keeps its text.
  func name(_ key: String, _ diagnostics: inout Diagnostics) -> String? {
    // An id may read `null`: only a field that is not there, or empty, is missing.
    let found = node[key].flatMap { $0.scalar?.text.isEmpty == false ? $0 : nil }
    guard let value = found ?? required(key, &diagnostics) else { return nil }
    return Self.name(value, field: key, of: owner, &diagnostics)
  }

  /// The text of a value that names something.
  static func name(
    _ value: Node, field: String, of owner: @autoclosure () -> String,
    _ diagnostics: inout Diagnostics
  ) -> String? {
    guard let scalar = value.scalar else {
      diagnostics.error(
        "\(field) of \(owner()) must be text, found \(value.kindName)", at: value.position)
      return nil
    }
    guard !scalar.text.isEmpty else {
      diagnostics.error("\(field) of \(owner()) is empty", at: value.position)
      return nil
    }
    guard Limit.nameBytes.allows(scalar.text.utf8.count) else {
      diagnostics.error(
        "\(field) of \(owner()) has \(Limit.nameBytes.excess)", at: value.position)
      return nil
    }
    return scalar.text
  }

  /// Whether the key of an entry may name what its value describes.
  static func isUsableID(
    _ entry: Node.Entry, of owner: String, _ diagnostics: inout Diagnostics
  ) -> Bool {
    if Limit.nameBytes.allows(entry.key.utf8.count) { return true }
    let fault = entry.key.isEmpty ? "is empty" : "has \(Limit.nameBytes.excess)"
    diagnostics.error("the id of \(owner) \(fault)", at: entry.keyPosition)
    return false
  }

  /// The items of a list of names; empty if the field is missing.
  func names(_ key: String, _ diagnostics: inout Diagnostics) -> [String] {
    guard let value = value(key) else { return [] }
    guard let items = value.items else {
      diagnostics.error(
        "\(key) of \(owner) must be a list, found \(value.kindName)", at: value.position)
      return []
    }
    return items.compactMap { Self.name($0, field: "an item of \(key)", of: owner, &diagnostics) }
  }

  /// Warns of unknown keys that look like known ones.
  ///
  /// A required key that is missing is an error already, which names the one that looks like it.
  func warnOfMisspellings(
    of optional: [String], required: [String] = [], _ diagnostics: inout Diagnostics
  ) {
    let known = optional + required
    lazy var present = Set(known.filter { node[$0] != nil })
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      guard let meant = nearest(to: entry.key, among: known), !present.contains(meant),
        !required.contains(meant)
      else { continue }
      diagnostics.warning(
        "\(owner) has an unknown key \(entry.key), which is ignored", at: entry.keyPosition,
        hint: "did you mean \(meant)?")
    }
  }
}
