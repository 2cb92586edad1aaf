import Synchronization

/// The kind of a server, known once it has answered.
///
/// Only the emulator gets headers of its own and is believed when it tells its time.
final class ServerIdentity: Sendable {
  private let isKnownEmulator = Atomic(false)

  /// Whether the server is the emulator.
  var isEmulator: Bool { isKnownEmulator.load(ordering: .relaxed) }

  /// Takes note of the answer by which a server is recognised.
  func learn(from answer: HTTPAnswer) {
    isKnownEmulator.store(answer.isFromEmulator, ordering: .relaxed)
  }
}
