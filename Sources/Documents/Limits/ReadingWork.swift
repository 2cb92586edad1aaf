#if DEBUG
  internal import Synchronization
#endif

/// The steps that reading takes, counted for tests that watch how they grow with the input.
///
/// A step is a byte or a step of a document that is looked at, or a comparison of two names. What libyaml
/// does by itself is not counted. Only debug builds count.
package enum ReadingWork {
  #if DEBUG
    /// The counter of a test.
    private final class Counter: Sendable {
      let steps = Atomic(0)
    }

    @TaskLocal private static var counter: Counter?
  #endif

  /// Counts steps.
  @inline(__always)
  package static func add(_ count: Int) {
    #if DEBUG
      counter?.steps.add(count, ordering: .relaxed)
    #endif
  }

  /// Returns the number of steps that a closure takes; 0 in a release build.
  package static func count(_ body: () throws -> Void) rethrows -> Int {
    #if DEBUG
      let counter = Counter()
      try $counter.withValue(counter, operation: body)
      return counter.steps.load(ordering: .relaxed)
    #else
      try body()
      return 0
    #endif
  }
}
