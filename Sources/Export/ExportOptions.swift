/// The choices that formats offer.
public struct ExportOptions: Sendable {
  /// Whether switches are jobs of their own; for `evalys`.
  public var listsSwitches = false
  /// Whether all requests are one instance; for `wfformat`.
  public var isMerged = false

  /// The colours; for `svg`.
  public var palette = ChartPalette.paper
  /// The width in points; for `svg`.
  public var width = 1000.0
  /// The first time shown, in seconds; for `svg`, nil for the beginning.
  public var from: Double?
  /// The last time shown, in seconds; for `svg`, nil for the end.
  public var to: Double?

  /// Makes the usual choices.
  public init() {}
}
