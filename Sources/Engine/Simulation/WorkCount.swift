/// A count of the steps of some work, for tests of how it grows.
///
/// Counts in debug builds alone: in a release build it is empty and adding to it is nothing.
struct WorkCount: Sendable {
  #if DEBUG
    private(set) var value = 0

    mutating func add(_ count: Int) { value += count }
  #else
    var value: Int { 0 }

    mutating func add(_ count: Int) {}
  #endif
}
