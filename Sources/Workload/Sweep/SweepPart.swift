internal import Documents

/// A file with the results of a shard, to which each cell is appended as soon as it has been run.
///
/// A part that was begun by a process that is gone is gone on with.
public final class SweepPart<Plan: Sweep>: Sendable {
  /// The results that were in the file when it was opened, by cell.
  public let known: [Int: CellResult]
  private let plan: Plan
  private let file: AppendedFile

  /// Opens a part, or begins it if there is none.
  ///
  /// - Throws: the reason why the file is not this part of this sweep, or cannot be written.
  /// - Complexity: O(cells).
  public init(
    path: String, of shard: Shard, _ inputs: SweepInputs<Plan>
  ) throws(PartFailure) {
    do { file = try AppendedFile(path: path) } catch { throw .write(error) }
    plan = inputs.plan
    let reader = PartReader<Plan>(path: path, bytes: file.contents)
    guard !reader.isEmpty else {
      known = [:]
      let header = PartText.line(
        PartHeader(
          version: inputs.version, command: Plan.command, digest: inputs.digest, shard: shard,
          title: inputs.title, sweep: plan))
      // Only a line that was being written by the same command is replaced.
      guard header.utf8.starts(with: file.partialLine) else { throw .notAPart(path: path) }
      do { try file.append(header) } catch { throw .write(error) }
      return
    }
    let header = try reader.header(version: inputs.version)
    guard header.digest == inputs.digest else { throw .digest(path: path, other: nil) }
    guard header.shard == shard else {
      throw .shard(path: path, found: header.shard, expected: shard)
    }
    var known: [Int: CellResult] = [:]
    try reader.forEachCell(plan.indices(of: shard), valueCount: plan.valueNames.count) {
      known.updateValue($1, forKey: $0) == nil
    }
    self.known = known
  }

  /// Appends the result of a cell.
  public func append(_ result: CellResult, of cell: Int) throws(PartFailure) {
    let line = PartCell(
      cell: plan.identity(of: cell), values: result.values, stranded: result.stranded)
    do { try file.append(PartText.line(line)) } catch { throw .write(error) }
  }

  /// Waits until all results are on the disk.
  public func synchronize() throws(PartFailure) {
    do { try file.synchronize() } catch { throw .write(error) }
  }
}
