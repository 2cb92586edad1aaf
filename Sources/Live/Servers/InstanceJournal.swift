import Documents
import Foundation
import Synchronization

/// The file in which a run notes its instances while they live.
///
/// One file a run, so that runs do not disturb each other; lines are only appended. What a killed run
/// left is removed by the next one against the same server.
final class InstanceJournal: Sendable {
  private struct State {
    var descriptor: Int32 = -1
    var live: Set<String> = []
    var hasFailed = false
  }

  private let folder: String
  private let path: String
  private let head: String
  private let report: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Prepares a journal; its file is made with the first instance.
  ///
  /// - Parameters:
  ///   - folder: the folder of the journals.
  ///   - server: the address of the server, without secrets.
  ///   - process: the process of the run.
  ///   - report: takes the sentence that there can be no file.
  init(
    folder: String, server: String, process: ProcessIdentity = .current,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.folder = folder
    self.report = report
    path = "\(folder)/\(process.number)-\(UUID().uuidString)"
    head = JournalLine.head(process: process, server: server).text
  }

  /// Notes that the server is asked for an instance, whose name is not known yet.
  func ask(for model: String) { state.withLock { write(.asked(model: model), &$0) } }

  /// Notes the answer: an instance that lives from now on, or none.
  func settle(_ instance: String?, of model: String) {
    state.withLock { state in
      if let instance { state.live.insert(instance) }
      write(.settled(instance: instance, model: model), &state)
    }
  }

  /// Notes that an instance lives no more; the file of the last one is removed.
  func remove(_ instance: String) {
    state.withLock { state in
      guard state.live.remove(instance) != nil else { return }
      write(.removed(instance: instance), &state)
    }
  }

  /// Removes the file, if no instance is left.
  func close() {
    state.withLock { state in
      guard state.descriptor >= 0, state.live.isEmpty else { return }
      Foundation.close(state.descriptor)
      state.descriptor = -1
      unlink(path)
    }
  }

  deinit {
    state.withLock { if $0.descriptor >= 0 { Foundation.close($0.descriptor) } }
  }

  private func write(_ line: JournalLine, _ state: inout State) {
    if state.descriptor < 0, !state.hasFailed { open(&state) }
    guard state.descriptor >= 0 else { return }
    append(line.text, &state)
  }

  private func open(_ state: inout State) {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    state.descriptor = Foundation.open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if state.descriptor < 0 { fail(&state) } else { append(head, &state) }
  }

  private func append(_ text: String, _ state: inout State) {
    let bytes = Array(text.utf8)
    if Foundation.write(state.descriptor, bytes, bytes.count) != bytes.count { fail(&state) }
  }

  private func fail(_ state: inout State) {
    guard !state.hasFailed else { return }
    state.hasFailed = true
    report(
      "instances cannot be noted in \(visible(folder)): \(String(cString: strerror(errno))); if this "
        + "run is killed, they stay on the server")
  }
}

/// A line of a journal; its fields are parted by tabs.
enum JournalLine: Hashable {
  case head(process: ProcessIdentity, server: String)
  case asked(model: String)
  case settled(instance: String?, model: String)
  case removed(instance: String)

  private static let title = "gswarm-sim instances 1"

  var text: String {
    let fields =
      switch self {
      case .head(let process, let server):
        [Self.title, process.host, process.boot, "\(process.number)", process.start, server]
      case .asked(let model): ["?", model]
      case .settled(let instance, let model): ["+", instance ?? "", model]
      case .removed(let instance): ["-", instance]
      }
    return fields.map { $0.filter { $0 != "\t" && !$0.isNewline } }.joined(separator: "\t") + "\n"
  }

  init?(_ text: Substring) {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    switch (fields.first, fields.count) {
    case (Self.title, 6):
      guard let number = Int32(fields[3]) else { return nil }
      self = .head(
        process: ProcessIdentity(
          host: fields[1], boot: fields[2], number: number, start: fields[4]), server: fields[5])
    case ("?", 2): self = .asked(model: fields[1])
    case ("+", 3) where fields[1].isEmpty || InstanceName.isUsable(fields[1]):
      self = .settled(instance: fields[1].isEmpty ? nil : fields[1], model: fields[2])
    case ("-", 2): self = .removed(instance: fields[1])
    default: return nil
    }
  }
}
