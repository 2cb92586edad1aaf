internal import Documents
internal import Engine

/// Decodes the kinds of GPUs of a machine.
struct KindDecoder {
  private let list: Node

  /// Takes a list.
  init(_ list: Node) { self.list = list }

  func decode(_ diagnostics: inout Diagnostics) -> [GPUKind] {
    let items = list.items ?? []
    guard Limit.kinds.allows(items.count) else {
      diagnostics.error("there are \(Limit.kinds.excess)", at: list.position)
      return []
    }
    if items.isEmpty {
      diagnostics.error("gpus of hardware is an empty list", at: list.position)
    }
    var kinds: [GPUKind] = []
    for item in items {
      guard let kind = kind(item, &diagnostics) else { continue }
      if kinds.contains(where: { $0.name == kind.name }) {
        diagnostics.error("kind \(kind.name) is listed twice", at: item.position)
      } else {
        kinds.append(kind)
      }
    }
    let count = kinds.reduce(0) { $0 + $1.count }
    if count > 0, let rule = Limit.gpus.violation(of: count) {
      diagnostics.error(
        "the counts of all kinds together \(rule), found \(count)", at: list.position)
    }
    return kinds
  }

  private func kind(_ item: Node, _ diagnostics: inout Diagnostics) -> GPUKind? {
    guard let fields = FieldReader(item, owner: "a kind of GPUs", &diagnostics) else { return nil }
    fields.warnOfMisspellings(
      of: KindField.optionalKeys, required: KindField.requiredKeys, &diagnostics)
    _ = fields.required(KindField.count.key, &diagnostics)
    let name = fields.name(KindField.kind.key, &diagnostics)
    let count = fields.count(KindField.count.key, within: .gpus, &diagnostics)
    let memory = fields.number(KindField.memory.key, within: .machineMemory, &diagnostics)
    let bandwidth = fields.number(KindField.bandwidth.key, within: .bandwidth, &diagnostics)
    let speed = fields.number(KindField.speed.key, within: .speed, &diagnostics)
    guard let name, let count else { return nil }
    return GPUKind(
      name: name, count: count, memoryGB: memory, pcieBandwidthGBPerSecond: bandwidth,
      speed: speed ?? 1)
  }
}

extension FieldReader {
  /// Decodes the fields of `hardware` that describe memory.
  func decodeMemory(_ hardware: inout Hardware, _ diagnostics: inout Diagnostics) {
    if let residency: Residency = word(HardwareField.residency.key, &diagnostics) {
      hardware.residency = residency
    }
    if let eviction: EvictionOrder = word(HardwareField.eviction.key, &diagnostics) {
      hardware.eviction = eviction
    }
    hardware.gpuMemoryGB = number(
      HardwareField.gpuMemory.key, within: .machineMemory, &diagnostics)
    hardware.hostMemoryGB = number(
      HardwareField.hostMemory.key, within: .machineMemory, &diagnostics)
    hardware.offloads = flag(HardwareField.offload.key, &diagnostics) ?? true
    hardware.keepAliveSeconds = number(
      HardwareField.keepAlive.key, within: .duration, &diagnostics)
  }

  /// One of some words; nil if the field is missing or unusable.
  private func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ diagnostics: inout Diagnostics
  ) -> Word? {
    guard let value = value(key), let text = name(key, &diagnostics) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    diagnostics.error(
      "\(key) of \(owner) must be \(words.dropLast().joined(separator: ", ")) or "
        + "\(words.last ?? ""), found \(text)",
      at: value.position, hint: suggestion(for: text, among: words))
    return nil
  }

  /// True or false; nil if the field is missing or unusable.
  func flag(_ key: String, _ diagnostics: inout Diagnostics) -> Bool? {
    guard let value = value(key) else { return nil }
    switch value.scalar.map({ $0.isPlain ? $0.text.lowercased() : "" }) {
    case "true": return true
    case "false": return false
    default:
      diagnostics.error(
        "\(key) of \(owner) must be true or false, found "
          + (value.scalar.map { $0.text } ?? value.kindName), at: value.position)
      return nil
    }
  }

  /// The items of a list of GPUs, each once; empty if the field is missing.
  func gpus(_ key: String, _ diagnostics: inout Diagnostics) -> [Int] {
    guard let value = value(key) else { return [] }
    guard let items = value.items else {
      diagnostics.error(
        "\(key) of \(owner) must be a list, found \(value.kindName)", at: value.position)
      return []
    }
    var gpus: [Int] = []
    var known: Set<Int> = []
    for item in items {
      guard
        let number = Self.number(
          item, field: "an item of \(key) of \(owner)", within: .gpuNumber, &diagnostics)
      else { continue }
      if known.insert(Int(number)).inserted {
        gpus.append(Int(number))
      } else {
        diagnostics.error("\(key) of \(owner) names GPU \(Int(number)) twice", at: item.position)
      }
    }
    return gpus
  }
}
