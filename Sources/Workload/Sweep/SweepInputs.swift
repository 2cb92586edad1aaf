internal import Documents

/// The inputs of a sweep, which all of its parts have in common.
public struct SweepInputs<Plan: Sweep>: Sendable {
  /// The version of the program.
  public let version: String
  /// The cells, and how a table of them looks.
  public let plan: Plan
  /// The title of plots.
  public let title: String
  /// The digest of the input files and of the plan.
  let digest: String

  /// Reads the input files for the digest.
  ///
  /// - Throws: the reason why one of them cannot be read.
  /// - Complexity: O(bytes).
  public init(
    version: String, plan: Plan, files: [String], title: String
  ) throws(LoadFailure) {
    var hash = StableHash()
    hash.combine(PartText.line(plan).utf8)
    for file in files {
      do { try FilePieces.forEach(of: file) { hash.combine($0) } } catch {
        throw LoadFailure([error])
      }
    }
    self.init(version: version, plan: plan, title: title, digest: hash.text)
  }

  init(version: String, plan: Plan, title: String, digest: String) {
    (self.version, self.plan, self.title, self.digest) = (version, plan, title, digest)
  }
}
