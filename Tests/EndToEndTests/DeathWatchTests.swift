import Foundation
import Testing

/// Nothing that a test starts outlives the test run.
struct DeathWatchTests {
  @Test func `the command runs when the process that holds the watch is gone`() throws {
    let folder = try TemporaryFolder()
    let watch = try DeathWatch("echo gone > '\(folder.url.path)/told'")
    #expect(folder.names.isEmpty)
    watch.fire()
    #expect(try folder.read("told") == "gone\n")
  }

  @Test func `a watch that is called off does nothing`() throws {
    let folder = try TemporaryFolder()
    let watch = try DeathWatch("echo gone > '\(folder.url.path)/told'")
    watch.callOff()
    #expect(folder.names.isEmpty)
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"))
  func `the server of a test's terminal ends when the test run is cut off`() throws {
    let terminal = try Tmux(80, 24)
    #expect(terminal.isServed)
    terminal.cutOff()
    let deadline = ContinuousClock.now + .seconds(30)
    while terminal.isServed, ContinuousClock.now < deadline { usleep(5_000) }
    #expect(!terminal.isServed)
  }
}
