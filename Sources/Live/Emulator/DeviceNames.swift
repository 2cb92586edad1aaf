import Documents

/// The devices of a request, read as the GSwarm server reads them.
struct DeviceNames {
  let names: [String]
  private let gpuCount: Int

  /// Reads the `device` of a request to serve: a name, several with commas, a list, `auto`.
  init(_ value: Node?, gpuCount: Int) throws(GSwarmError) {
    self.gpuCount = gpuCount
    if let items = value?.items {
      names = items.compactMap(\.string)
      if names.isEmpty { throw GSwarmError("list index out of range") }
    } else {
      names = try Self.read(value?.string, gpuCount: gpuCount)
    }
    for name in names { try Self.check(name, gpuCount: gpuCount) }
  }

  /// The one device of a request to load.
  init(single name: String?, gpuCount: Int) throws(GSwarmError) {
    self.gpuCount = gpuCount
    names = [name.flatMap { $0.isEmpty ? nil : $0 } ?? Self.usual(gpuCount)]
    for name in names { try Self.check(name, gpuCount: gpuCount) }
  }

  private static func read(_ text: String?, gpuCount: Int) throws(GSwarmError) -> [String] {
    guard let text else { return [usual(gpuCount)] }
    let trimmed = trimmed(text)
    if trimmed.lowercased() == "auto" {
      return gpuCount == 0 ? ["cpu"] : (0..<gpuCount).map { "cuda:\($0)" }
    }
    let parts = trimmed.split(separator: ",", omittingEmptySubsequences: false).map {
      Self.trimmed(String($0))
    }
    guard parts.count > 1, trimmed.hasPrefix("cuda:") else { return parts }
    var names: [String] = []
    for part in parts {
      if part.hasPrefix("cuda:") {
        names.append(part)
      } else if !part.isEmpty, part.allSatisfy(\.isNumber) {
        names.append("cuda:\(part)")
      } else {
        throw GSwarmError("Invalid device specification: \(part)")
      }
    }
    return names
  }

  /// The device of a request that names none.
  private static func usual(_ gpuCount: Int) -> String { gpuCount == 0 ? "cpu" : "cuda:0" }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// Refuses a GPU that does not exist.
  static func check(_ name: String, gpuCount: Int) throws(GSwarmError) {
    guard name.hasPrefix("cuda:") else { return }
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard let number = Int(parts[1]) else {
      throw GSwarmError("invalid literal for int() with base 10: '\(parts[1])'")
    }
    guard (0..<gpuCount).contains(number) else {
      throw GSwarmError(400, "GPU device \(name) not available")
    }
  }

  /// The devices as one word.
  var display: String { names.joined(separator: ",") }

  /// The numbers of the GPUs among the devices, each once.
  var gpus: [Int] {
    var gpus: [Int] = []
    for name in names {
      let number =
        name == "cuda"
        ? gpuCount > 0 ? 0 : nil : name.hasPrefix("cuda:") ? Int(name.dropFirst(5)) : nil
      if let number, !gpus.contains(number) { gpus.append(number) }
    }
    return gpus
  }

  /// Refuses devices that no weights can be brought to.
  func checkKinds() throws(GSwarmError) {
    for name in names where name != "cpu" && name != "cuda" && !name.hasPrefix("cuda:") {
      throw GSwarmError(
        name.isEmpty
          ? "Device string must not be empty"
          : "Expected one of cpu, cuda device type at start of device string: \(name)")
    }
  }
}
