import Documents
import Foundation

/// The instances that a killed run has left on a server, as its journal tells.
struct AbandonedInstances {
  /// The file of the journal.
  let path: String
  /// The names of the instances, in the order of their beginning.
  var instances: [String] = []

  /// The size limit of a journal, in bytes.
  private static let largestJournal = 1 << 20
  /// The largest number of journals that are read.
  private static let readJournals = 1000

  /// The journals in a folder of runs against a server that have ended without removing all.
  static func all(in folder: String, on server: String) -> [AbandonedInstances] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().prefix(readJournals).compactMap { name in
      AbandonedInstances(path: "\(folder)/\(name)", on: server)
    }
  }

  /// Reads a journal; nil unless it is one of an ended run against the server.
  private init?(path: String, on server: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Self.largestJournal,
      let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return nil }
    let lines = text.split(separator: "\n").map { JournalLine($0) }
    guard case .head(let process, let address)? = lines.first ?? nil, address == server,
      process.hasEnded
    else { return nil }
    self.path = path
    for line in lines.dropFirst() {
      switch line {
      case .added(let instance, _): instances.append(instance)
      case .removed(let instance): instances.removeAll { $0 == instance }
      // The last line of a run that was killed may be cut off.
      case .head, nil: break
      }
    }
  }

  /// Removes the journal.
  func forget() { unlink(path) }
}

extension GSwarmServer {
  /// Removes the instances that killed runs have left, and their journals.
  ///
  /// A model that only these serve is offloaded, which frees its weights.
  ///
  /// - Returns: the names of those that were still there.
  func remove(
    _ abandoned: [AbandonedInstances], timeout: Double
  ) async throws(CallFailure) -> [String] {
    guard !abandoned.isEmpty else { return [] }
    let names = Set(abandoned.flatMap(\.instances))
    let present = try await status(timeout: timeout).instances
    let ours = present.filter { names.contains($0.name) }
    for model in Set(ours.map(\.model)).sorted() {
      if present.allSatisfy({ $0.model != model || names.contains($0.name) }) {
        try await offload(model, timeout: timeout)
      } else {
        for instance in ours where instance.model == model {
          try await delete(instance.name, timeout: timeout)
        }
      }
    }
    for journal in abandoned { journal.forget() }
    return ours.map(\.name)
  }
}
