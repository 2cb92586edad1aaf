/// Idle GPUs in a list, longest idle first; the lowest number first among equals.
///
/// Time does not go back, so newly freed GPUs are appended. GPUs that became free at the latest time,
/// in any order, are a set of a `GPUSetLayout`, which knows its lowest member; they are appended when
/// time goes on. Most GPUs are taken again before that.
struct IdleGPUs: Sendable {
  /// A place in the list.
  private struct Link: Sendable {
    var freeSince = 0.0
    var previous = IdleGPUs.none
    var next = IdleGPUs.none
  }

  private static let none: Int32 = -1

  /// The set of the GPUs that became free at the latest time.
  private let latest: Int
  private var latestTime = 0.0
  private var latestCount = 0
  private var links: [Link]
  private var head = Self.none
  private var tail = Self.none

  /// Makes an empty list that uses the set `latest`.
  init(gpuCount: Int, latest: Int) {
    links = [Link](repeating: Link(), count: gpuCount)
    self.latest = latest
  }

  /// The GPU that has been free longest; the one with the lowest number among equals.
  ///
  /// - Complexity: O(1) up to 4,096 GPUs.
  func first(in layout: GPUSetLayout, _ bits: Span<UInt64>) -> Int? {
    guard latestCount > 0, let lowest = layout.first(of: latest, bits) else {
      return head == Self.none ? nil : Int(head)
    }
    guard head != Self.none else { return lowest }
    let since = links[Int(head)].freeSince
    let isEarlier = since < latestTime || (since == latestTime && Int(head) < lowest)
    return isEarlier ? Int(head) : lowest
  }

  /// Adds a GPU that has become free.
  ///
  /// - Complexity: O(1), amortised, for a time that is not before that of another GPU.
  mutating func insert(
    _ gpu: Int, since time: Double, in layout: GPUSetLayout, _ bits: inout MutableSpan<UInt64>
  ) {
    if time != latestTime {
      if latestCount > 0 { appendLatest(layout, &bits) }
      latestTime = time
    }
    layout.insert(gpu, into: latest, &bits)
    latestCount &+= 1
  }

  /// Removes a GPU, which must be in the list.
  ///
  /// - Complexity: O(1).
  mutating func remove(
    _ gpu: Int, from layout: GPUSetLayout, _ bits: inout MutableSpan<UInt64>
  ) {
    if latestCount > 0, layout.contains(gpu, in: latest, bits.span) {
      layout.remove(gpu, from: latest, &bits)
      latestCount &-= 1
    } else {
      unlink(Int32(truncatingIfNeeded: gpu))
    }
  }

  /// Appends the GPUs of the set to the list.
  private mutating func appendLatest(
    _ layout: GPUSetLayout, _ bits: inout MutableSpan<UInt64>
  ) {
    while let gpu = layout.first(of: latest, bits.span) {
      layout.remove(gpu, from: latest, &bits)
      link(Int32(truncatingIfNeeded: gpu))
    }
    latestCount = 0
  }

  private mutating func link(_ gpu: Int32) {
    var previous = tail
    // Only before time 0, at which GPUs that never ran count as free, does time go back here.
    while previous != Self.none {
      let other = links[Int(previous)]
      guard (latestTime, gpu) < (other.freeSince, previous) else { break }
      previous = other.previous
    }
    let next = previous == Self.none ? head : links[Int(previous)].next
    links[Int(gpu)] = Link(freeSince: latestTime, previous: previous, next: next)
    join(previous, gpu)
    join(gpu, next)
  }

  private mutating func unlink(_ gpu: Int32) {
    let link = links[Int(gpu)]
    join(link.previous, link.next)
  }

  private mutating func join(_ previous: Int32, _ next: Int32) {
    if previous == Self.none { head = next } else { links[Int(previous)].next = next }
    if next == Self.none { tail = previous } else { links[Int(next)].previous = previous }
  }
}
