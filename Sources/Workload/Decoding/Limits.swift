/// The largest values that files and options may give: beyond them lies a typing error, and sums
/// that are no longer numbers.
public enum Limits {
  /// GPUs of a machine, or of a model.
  public static let gpuCount = 100_000
  /// Seconds, GB, tokens.
  static let amount = 1e15
  /// GB per second, tokens per second.
  static let smallestDivisor = 1e-9
}
