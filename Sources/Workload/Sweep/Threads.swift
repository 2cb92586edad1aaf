internal import Foundation

/// Runs some work on several threads at a time, the calling one among them, and waits for all.
///
/// The threads have the priority that the process was started with. Those of Dispatch set their own:
/// under `nice` they would take more than they were given, or get less.
func onThreads(_ count: Int, _ work: @Sendable () -> Void) {
  withoutActuallyEscaping(work) { work in
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      let box = Unmanaged.passRetained(WorkBox(work))
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<WorkBox>.fromOpaque(argument).takeRetainedValue().work() }
          return nil
        }, box.toOpaque())
      guard code == 0 else {
        // Fewer threads do the same work.
        box.release()
        break
      }
      threads.append(thread)
    }
    work()
    for thread in threads { pthread_join(thread, nil) }
  }
}

private final class WorkBox: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}
