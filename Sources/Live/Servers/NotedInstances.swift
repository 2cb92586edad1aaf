import Documents
import Foundation

/// The instances that a run has on a server, as its journal tells.
struct NotedInstances {
  /// The file of the journal.
  let path: String
  /// Whether the run was killed: it has ended, but its journal is there.
  let isAbandoned: Bool
  /// The names of the instances, in the order of their beginning.
  private(set) var instances: [String] = []
  /// The models for which the server was asked without an answer so far.
  private(set) var asked: [String] = []

  /// The size limit of a journal, in bytes.
  private static let largestJournal = 1 << 20
  /// The largest number of journals that are read.
  private static let readJournals = 1000

  /// The journals in a folder of runs against a server.
  static func all(in folder: String, on server: String) -> [NotedInstances] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().prefix(readJournals).compactMap { name in
      NotedInstances(path: "\(folder)/\(name)", on: server)
    }
  }

  /// Reads a journal; nil unless it is one of a run against the server.
  private init?(path: String, on server: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Self.largestJournal,
      let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return nil }
    let lines = text.split(separator: "\n").map { JournalLine($0) }
    guard case .head(let process, let address)? = lines.first ?? nil, address == server else {
      return nil
    }
    self.path = path
    isAbandoned = process.hasEnded
    for line in lines.dropFirst() { take(line) }
  }

  private mutating func take(_ line: JournalLine?) {
    switch line {
    case .asked(let model): asked.append(model)
    case .settled(let instance, let model):
      if let place = asked.firstIndex(of: model) { asked.remove(at: place) }
      if let instance { instances.append(instance) }
    case .removed(let instance): instances.removeAll { $0 == instance }
    // The last line of a run that was killed may be cut off.
    case .head, nil: break
    }
  }

  /// Removes the journal.
  func forget() { unlink(path) }
}

extension GSwarmServer {
  /// The instances that killed runs have left on a server.
  struct Remains {
    /// The names of those that were removed.
    var removed: [String] = []
    /// Those that a run may have got when it was killed, or somebody else.
    var doubtful: [ServedInstance] = []
  }

  /// Removes the instances that killed runs have left, and their journals.
  ///
  /// A model that only these serve is offloaded, which frees its weights.
  func removeRemains(
    _ noted: [NotedInstances], timeout: Double
  ) async throws(CallFailure) -> Remains {
    let abandoned = noted.filter(\.isAbandoned)
    guard !abandoned.isEmpty else { return Remains() }
    let names = Set(abandoned.flatMap(\.instances))
    let asked = Set(abandoned.flatMap(\.asked))
    let living = Set(noted.filter { !$0.isAbandoned }.flatMap(\.instances))
    let present = try await status(timeout: timeout).instances
    let left = present.filter { names.contains($0.name) }
    for model in Set(left.map(\.model)).sorted() {
      if present.allSatisfy({ $0.model != model || names.contains($0.name) }) {
        try await offload(model, timeout: timeout)
      } else {
        for instance in left where instance.model == model {
          try await delete(instance.name, timeout: timeout)
        }
      }
    }
    for journal in abandoned { journal.forget() }
    return Remains(
      removed: left.map(\.name),
      doubtful: present.filter {
        asked.contains($0.model) && !names.contains($0.name) && !living.contains($0.name)
      })
  }
}
