import Foundation
import Synchronization

/// The reports of background work on their way to the event loop, and the work that is no longer wanted.
final class Inbox: Sendable {
  private struct Contents {
    var reports: [Report] = []
    var cancelled: Set<Int> = []
    var isClosed = false
    var failure: (any Error)?
  }

  private let contents = Mutex(Contents())
  private let wake: @Sendable () -> Void

  /// Makes an empty inbox.
  ///
  /// - Parameter wake: Ends the wait of the event loop.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Adds a report; a newer progress or look takes the place of one that was not taken.
  func post(_ report: Report) {
    contents.withLock { contents in
      // Once closed, there is no event loop to wake.
      guard !contents.isClosed else { return }
      if let last = contents.reports.last, report.replaces(last) { contents.reports.removeLast() }
      contents.reports.append(report)
      wake()
    }
  }

  /// The reports since the last call.
  func take() -> [Report] {
    contents.withLock { contents in
      defer { contents.reports = [] }
      return contents.reports
    }
  }

  /// Notes why the run could not be opened.
  func fail(_ error: any Error) {
    contents.withLock { $0.failure = error }
    post(.failed)
  }

  var failure: (any Error)? { contents.withLock { $0.failure } }

  func cancel(_ work: Int) { contents.withLock { _ = $0.cancelled.insert(work) } }

  /// Ends all work.
  func close() { contents.withLock { $0.isClosed = true } }

  var isClosed: Bool { contents.withLock { $0.isClosed } }

  private func isCancelled(_ work: Int) -> Bool {
    contents.withLock { $0.isClosed || $0.cancelled.contains(work) }
  }
}

extension Report {
  fileprivate func replaces(_ older: Report) -> Bool {
    switch (older, self) {
    case (.progress(let one, _), .progress(let other, _)): one == other
    case (.live, .live): true
    default: false
    }
  }
}

// MARK: - Background work

extension Inbox {
  /// Does work on a thread of its own.
  func start(_ work: Work) {
    Self.inBackground { [self] in
      work.run(post) { isCancelled(work.id) }
    }
  }

  /// Opens a run on a thread of its own.
  func start(_ opening: Opening) {
    Self.inBackground { [self] in
      do { try opening.run(post) { isClosed } } catch { fail(error) }
    }
  }

  /// Looks at a live run again and again on a thread of its own, until it is over.
  func start(_ feed: LiveFeed) {
    Self.inBackground { [self] in
      while !isClosed {
        let start = ContinuousClock.now
        let look = feed.look()
        post(.live(look))
        if look.isOver { return }
        // A long run takes long to look at: then less often.
        let cost = ContinuousClock.now - start
        Thread.sleep(forTimeInterval: max(Self.lookInterval, Self.lookCost * cost.inSeconds))
      }
    }
  }

  /// The shortest time between two looks at a live run, in seconds.
  private static let lookInterval = 0.1
  /// The time between two looks by that of one.
  private static let lookCost = 10.0

  private static func inBackground(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 8 << 20
    thread.start()
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
