import Documents
import Workload

/// Numbers of GPUs: ranges and numbers, separated by commas, as in `1..8,16`.
struct GPUCounts {
  let values: [Int]
  /// The numbers of each kind of GPUs, as in `a100=1..8,l4=0..8`; empty if all GPUs are alike.
  private(set) var kinds: [(name: String, counts: [Int])] = []

  /// The numbers from 1 to 64.
  static let standard = GPUCounts(values: Array(1...64))

  private init(values: [Int]) { self.values = values }

  init(_ text: String) throws(UsageError) {
    guard text.contains("=") else {
      values = try Self.numbers(text) { part throws(UsageError) in try Limit.gpus.count(part) }
      return
    }
    values = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.firstIndex(of: "=") else { throw .notAMixture("\(part)") }
      let name = String(part[..<sign])
      guard !name.isEmpty, !kinds.contains(where: { $0.name == name }) else {
        throw .notAMixture("\(part)")
      }
      let counts = try Self.numbers(String(part[part.index(after: sign)...])) {
        part throws(UsageError) in part == "0" ? 0 : try Limit.gpus.count(part)
      }
      kinds.append((name, counts))
    }
  }

  private static func numbers(
    _ text: String, _ number: (String) throws(UsageError) -> Int
  ) throws(UsageError) -> [Int] {
    var all: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ".", omittingEmptySubsequences: false)
      if ends.count == 3, ends[1].isEmpty {
        let (first, last) = (
          try number(String(ends[0])), try number(String(ends[2]))
        )
        guard first <= last else { throw .emptyRange("\(part)") }
        all.formUnion(first...last)
      } else {
        all.insert(try number(String(part)))
      }
    }
    return all.sorted()
  }
}

/// A price of all GPUs for an hour, or one of each kind, as in `a100=2.5,l4=0.6`.
struct GPUPrices {
  /// The price of a GPU of any kind.
  private(set) var usual: Double?
  /// The prices of kinds by their names.
  private(set) var byKind: [String: Double] = [:]

  init(_ text: String) throws(UsageError) {
    guard text.contains("=") else {
      usual = try Limit.price.number(text)
      return
    }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.firstIndex(of: "=") else { throw .notAMixture("\(part)") }
      byKind[String(part[..<sign])] = try Limit.price.number(
        String(part[part.index(after: sign)...]))
    }
  }
}
