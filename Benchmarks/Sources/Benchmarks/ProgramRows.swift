import Foundation
import Workload

/// The whole program as a user runs it.
enum ProgramRows {
  static let program = ".build/release/gswarm-sim"

  static func measure(_ report: inout Report) throws {
    let (run, version) = ("run --quiet, 200 k requests", "--version")
    guard report.wants(run) || report.wants(version),
      FileManager.default.isExecutableFile(atPath: program)
    else { return }
    try report.row(
      version, bound: "true", rounds: 21, work: { try start(program, "--version") },
      against: { try start("/bin/true") })
    guard report.wants(run) else { return }
    let folder = try WorkFolder()
    let requests = try folder.requests(200_000, .yaml)
    try report.row(
      run, bound: "reading the requests", rounds: 3,
      work: {
        try start(
          program, "run", "--quiet", "--config", folder.configuration, "--requests", requests,
          "--output", folder.path)
      }, against: { blackHole(try folder.load(requests)) })
    report.note("\(Memory.peakBytesOfChildren / 1_000_000) MB of memory at most")
  }

  /// Runs a program to its end; Foundation's own way of waiting looks only every fifty milliseconds.
  static func start(_ program: String, _ arguments: String...) throws {
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else {
      throw POSIXError(.ENOENT)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else { throw POSIXError(.ECHILD) }
  }
}
