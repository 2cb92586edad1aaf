import Documents
import Workload

/// Numbers of GPUs: ranges and numbers, separated by commas, as in `1..8,16`.
struct GPUCounts {
  let values: [Int]

  /// The numbers from 1 to 64.
  static let standard = GPUCounts(values: Array(1...64))

  private init(values: [Int]) { self.values = values }

  init(_ text: String) throws(UsageError) {
    var all: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ".", omittingEmptySubsequences: false)
      if ends.count == 3, ends[1].isEmpty {
        let (first, last) = (
          try Limit.gpus.count(String(ends[0])), try Limit.gpus.count(String(ends[2]))
        )
        guard first <= last else { throw .emptyRange("\(part)") }
        all.formUnion(first...last)
      } else {
        all.insert(try Limit.gpus.count(String(part)))
      }
    }
    values = all.sorted()
  }
}
