import Foundation

/// Runs a command when this process ends before it is called off, however it ends.
///
/// For what would outlive a test run that is cut off, such as the server of a test's terminal.
final class DeathWatch {
  private var process: pid_t = 0
  private var pipeEnd: Int32 = -1

  /// Starts the watch.
  ///
  /// - Parameter command: a command of the shell.
  /// - Throws: the system's error if the watch cannot be started.
  init(_ command: String) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw POSIXError(.EMFILE) }
    defer { close(ends[0]) }
    pipeEnd = ends[1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A session of its own: Ctrl-C in the terminal of the test run is not for the watch. The other
    // end of the pipe closes when this process is gone.
    let words = ["setsid", "sh", "-c", "cat; \(command)"]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    guard posix_spawnp(&process, "setsid", &actions, nil, &arguments, environ) == 0 else {
      close(pipeEnd)
      throw POSIXError(.ENOENT)
    }
  }

  deinit { callOff() }

  /// Ends the watch without running the command.
  func callOff() {
    guard process > 0 else { return }
    // The whole session: the shell and its `cat`.
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(pipeEnd)
    process = 0
  }

  /// Ends the watch as if this process had ended, and waits until the command has run.
  func fire() {
    guard process > 0 else { return }
    close(pipeEnd)
    waitpid(process, nil, 0)
    process = 0
  }
}
