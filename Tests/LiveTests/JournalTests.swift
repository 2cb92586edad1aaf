import Engine
import Foundation
import Synchronization
import Testing

@testable import Live

extension LiveTests {
  /// The files that tell of the instances of a killed run.
  @Suite struct JournalTests {
    private let folder = FileManager.default.temporaryDirectory
      .appending(path: "gswarm-sim-journal-\(UUID().uuidString)").path
    private static let dead = ProcessIdentity(
      host: ProcessIdentity.current.host, boot: ProcessIdentity.current.boot, number: 1,
      start: "never")

    private func journal(
      of process: ProcessIdentity, on server: String = "http://a"
    ) -> InstanceJournal {
      InstanceJournal(folder: folder, server: server, process: process) { Issue.record("\($0)") }
    }

    private func remains(on server: String = "http://a") -> [[String]] {
      NotedInstances.all(in: folder, on: server).filter(\.isAbandoned).map(\.instances)
    }

    private var files: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `what a killed run has not removed is found, by runs against the same server`() {
      defer { clean() }
      let journal = journal(of: Self.dead)
      for name in ["one", "two", "three"] { journal.settle(name, of: "m") }
      journal.remove("two")
      journal.close()
      #expect(remains() == [["one", "three"]])
      #expect(remains(on: "http://b").isEmpty)
    }

    @Test func `a run that lives, or lived on another machine, is left alone`() {
      defer { clean() }
      let own = journal(of: .current)
      own.settle("mine", of: "m")
      let elsewhere = journal(
        of: ProcessIdentity(host: "elsewhere", boot: "x", number: 1, start: "never"))
      elsewhere.settle("theirs", of: "m")
      #expect(files.count == 2 && remains().isEmpty)
    }

    @Test func `a number that was given to another process, or before a restart, is no run`() {
      #expect(!ProcessIdentity.current.hasEnded)
      #expect(Self.dead.hasEnded)
      let current = ProcessIdentity.current
      #expect(
        ProcessIdentity(
          host: current.host, boot: "before", number: current.number, start: current.start
        ).hasEnded)
    }

    @Test func `without instances there is no file`() {
      defer { clean() }
      let journal = journal(of: .current)
      #expect(files.isEmpty)
      journal.settle("one", of: "m")
      #expect(files.count == 1)
      journal.remove("one")
      journal.close()
      #expect(files.isEmpty)
    }

    @Test func `a folder that cannot be written is said once`() {
      let sentences = Mutex<[String]>([])
      let journal = InstanceJournal(folder: "/dev/null/x", server: "http://a") { sentence in
        sentences.withLock { $0.append(sentence) }
      }
      for name in ["one", "two"] { journal.settle(name, of: "m") }
      journal.remove("one")
      #expect(sentences.withLock { $0.count } == 1)
    }

    @Test func `other files in the folder are left alone`() throws {
      defer { clean() }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let head = JournalLine.head(process: Self.dead, server: "http://a").text
      for (name, text) in [
        ("note", "hello\n"), ("empty", ""), ("short", "gswarm-sim instances 1\n"),
        ("cut", head + "+\tone\tm\n+\ttw"),
        ("odd", head + "+\t..\tm\n*\n+\tok\tm\n"),
      ] {
        try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
      }
      symlink("/dev/zero", "\(folder)/zero")
      #expect(remains() == [["one"], ["ok"]])
    }

    @Test func `a run removes what a killed one left, says so, and notes its own meanwhile`()
      async throws
    {
      defer { clean() }
      let script = GSwarmScript()
      let noted = Mutex<[String]>([])
      let folder = folder
      let server = try ScriptedServer { request in
        if request.isCall {
          let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
          noted.withLock { noted in
            noted += files.compactMap {
              try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
            }
          }
        }
        return script.answer(request)
      }
      defer { server.stop() }
      for name in ["old1", "old2"] { script.addForeign(name, of: "m0") }
      script.addForeign("late", of: "m9")
      script.addForeign("old3", of: "other")
      script.addForeign("theirs", of: "other")
      let dead = journal(of: Self.dead, on: server.address)
      for name in ["old1", "old2", "old3", "gone"] { dead.settle(name, of: "m0") }
      for _ in 0..<2 { dead.ask(for: "m9") }
      dead.settle(nil, of: "m9")
      let run = try liveRun(Scenes.calls(2), gpus: 1, at: server.address) {
        $0.journalFolder = folder
      }
      let outcome = try await run.run()
      try expectComplete(outcome)
      #expect(script.instances == ["theirs", "late"])
      #expect(
        run.snapshot.warnings == [
          "removed what a killed run had left on the server: "
            + "instance old1, instance old2, instance old3",
          "a killed run was asking for m9 when it ended: instance late may be left of it",
        ])
      #expect(noted.withLock { $0 }.contains { $0.contains("\n+\ti1\tm0\n") })
      #expect(files.isEmpty)
    }
  }
}
