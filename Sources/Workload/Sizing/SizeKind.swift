/// A kind of GPUs in the mixtures of `size`.
public struct SizeKind: Codable, Hashable, Sendable {
  /// The name of the kind in the configuration.
  public let name: String
  /// The numbers of GPUs, ascending.
  public let counts: [Int]
  /// The price of one for an hour.
  public var price: Double?

  /// Describes a kind.
  public init(name: String, counts: [Int], price: Double? = nil) {
    self.name = name
    self.counts = Array(Set(counts)).sorted()
    self.price = price
  }
}
