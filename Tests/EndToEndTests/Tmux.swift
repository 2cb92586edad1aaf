import Foundation
import Testing

/// A terminal of a given size with a shell in it, driven through tmux.
final class Tmux {
  /// Why a condition did not come true: what was on the screen instead.
  struct Timeout: Error, CustomStringConvertible {
    let description: String
  }

  private let socket: String
  private let watch: DeathWatch

  static let isInstalled = (try? execute(["-V"]))?.status == 0

  init(_ width: Int, _ height: Int, terminal: String = "tmux-256color") throws {
    socket = "gswarm-sim-\(UUID().uuidString.prefix(8))"
    watch = try DeathWatch("tmux -L \(socket) kill-server")
    try call(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
      // A backtrace of a debug build takes half a minute to write.
      "env -u NO_COLOR -u ESCDELAY SWIFT_BACKTRACE=enable=no XDG_CONFIG_HOME=/nowhere"
        + " XDG_STATE_HOME=/nowhere"
        + " TERM=\(terminal) PS1='ready$ ' LC_ALL=C.UTF-8 sh")
    _ = try wait { $0.contains("ready$") }
  }

  deinit { watch.fire() }

  /// Whether the server of the terminal runs.
  var isServed: Bool { (try? Self.execute(["-L", socket, "list-sessions"]))?.status == 0 }

  /// Does what happens when the test run is cut off.
  func cutOff() { watch.fire() }

  /// Types text, and names of keys as tmux has them.
  func type(_ keys: String...) throws { try call(["send-keys"] + keys) }

  /// Sends bytes, as a terminal sends its answers.
  func send(_ text: String) throws {
    try call(["send-keys", "-H"] + text.utf8.map { String($0, radix: 16) })
  }

  /// Pastes text, as from the clipboard of a terminal that marks pastes.
  func paste(_ text: String) throws {
    try call("set-buffer", text)
    try call("paste-buffer", "-p")
  }

  /// Gives the terminal a background, which it tells when it is asked.
  func setBackground(_ color: String) throws {
    try call("set-option", "-g", "window-style", "bg=\(color)")
  }

  func resize(_ width: Int, _ height: Int) throws {
    try call("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// Waits until what is on the screen fulfils a condition.
  func wait(
    seconds: Double = 60, _ condition: (String) -> Bool
  ) throws -> String {
    let deadline = Date().addingTimeInterval(seconds)
    var screen = ""
    while Date() < deadline {
      screen = try call("capture-pane", "-p")
      if condition(screen) { return screen }
      usleep(20_000)
    }
    throw Timeout(description: "waited in vain; the screen is\n\(screen)")
  }

  /// What is on the screen, with the escape sequences of its colours.
  var coloredScreen: String { get throws { try call("capture-pane", "-p", "-e") } }

  /// Whether the alternate screen is on.
  var isOnAlternateScreen: Bool {
    get throws { try call("display-message", "-p", "#{alternate_on}").hasPrefix("1") }
  }

  /// Whether the cursor is visible.
  var isCursorVisible: Bool {
    get throws { try call("display-message", "-p", "#{cursor_flag}").hasPrefix("1") }
  }

  /// Whether the terminal reports the mouse.
  var isMouseReported: Bool {
    get throws { try call("display-message", "-p", "#{mouse_any_flag}").hasPrefix("1") }
  }

  @discardableResult
  private func call(_ arguments: String...) throws -> String { try call(arguments) }

  @discardableResult
  private func call(_ arguments: [String]) throws -> String {
    try Self.execute(["-L", socket] + arguments).output
  }

  /// Calls tmux and waits for that one process.
  ///
  /// Not by Foundation's `Process`, which also waits for the server that the first call starts.
  private static func execute(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "tmux-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, file.path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = (["tmux"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    var attributes = SpawnAttributes()
    defer { attributes.destroy() }
    guard posix_spawnp(&process, "tmux", &actions, &attributes.value, &words, environ) == 0 else {
      return (127, "")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (status >> 8 & 0xff, try String(contentsOf: file, encoding: .utf8))
  }
}
