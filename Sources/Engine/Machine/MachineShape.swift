/// The GPUs of a machine: their number, and those that are absent.
public struct MachineShape: Hashable, Sendable {
  /// The number of GPUs, absent ones included; at least 1.
  public var gpuCount: Int
  /// The GPUs that get no nodes, as if they did not exist.
  public var absentGPUs: Set<Int>

  /// Describes a machine.
  public init(gpuCount: Int, absentGPUs: Set<Int> = []) {
    precondition(gpuCount >= 1, "a machine has at least one GPU")
    self.gpuCount = gpuCount
    self.absentGPUs = absentGPUs
  }

  /// Whether a GPU gets no nodes.
  public func isAbsent(_ gpu: Int) -> Bool { absentGPUs.contains(gpu) }

  /// The number of GPUs that are present.
  ///
  /// - Complexity: O(absent GPUs).
  public var presentCount: Int { gpuCount - absentGPUs.count { (0..<gpuCount).contains($0) } }

  /// The rows of neighbouring GPUs that are present, the lowest first.
  ///
  /// - Complexity: O(absent GPUs · log absent GPUs).
  public var rows: [Range<Int>] {
    var (rows, start): ([Range<Int>], Int) = ([], 0)
    for gpu in absentGPUs.sorted() + [gpuCount] where (start...gpuCount).contains(gpu) {
      if start < gpu { rows.append(start..<gpu) }
      start = gpu + 1
    }
    return rows
  }

  /// The longest row of neighbouring GPUs that are present; the lowest among equals.
  ///
  /// - Complexity: O(absent GPUs · log absent GPUs).
  public var longestRow: Range<Int> {
    rows.reduce(0..<0) { $1.count > $0.count ? $1 : $0 }
  }
}
