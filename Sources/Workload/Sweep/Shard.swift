internal import Documents

/// A share of the cells of a sweep, dealt by what the cells are.
///
/// A cell stays in its shard when a sweep gets more cells.
public struct Shard: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The number of the shard, from 1.
  public let number: Int
  /// The number of shards.
  public let count: Int

  /// The only shard, which has all cells.
  public static let whole = Shard(unchecked: 1, 1)

  /// Makes the shard with a number from 1; nil if there is none with it.
  public init?(_ number: Int, of count: Int) {
    guard Limit.shards.allows(count), 1...count ~= number else { return nil }
    self.init(unchecked: number, count)
  }

  /// Reads a text such as `3/16`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(number, of: count)
  }

  private init(unchecked number: Int, _ count: Int) {
    self.number = number
    self.count = count
  }

  /// The shard as the command line gives it.
  public var description: String { "\(number)/\(count)" }

  /// Whether the shard has the cell with an identity.
  public func contains(_ identity: String) -> Bool {
    guard count > 1 else { return true }
    var hash = StableHash()
    hash.combine(identity.utf8)
    return Int(hash.value % UInt64(count)) + 1 == number
  }
}
