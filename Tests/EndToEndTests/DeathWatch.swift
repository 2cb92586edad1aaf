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
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    // No other child may keep the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
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
    var attributes = SpawnAttributes()
    defer { attributes.destroy() }
    guard posix_spawnp(&process, "setsid", &actions, &attributes.value, &arguments, environ) == 0
    else {
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

/// Attributes of a new process with the usual signals.
///
/// The threads of a test run block nearly all of them, and a server that inherits that, such as
/// tmux's, neither hears that its children end nor can be ended.
struct SpawnAttributes {
  var value = posix_spawnattr_t()

  init() {
    posix_spawnattr_init(&value)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&value, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&value, &all)
    posix_spawnattr_setflags(&value, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  mutating func destroy() { posix_spawnattr_destroy(&value) }
}
