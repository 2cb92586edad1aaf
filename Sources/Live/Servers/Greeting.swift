import Engine

/// The first request to a server, and the sentences about it.
struct Greeting: Sendable {
  let settings: ServerSettings
  let server: any ModelServer

  /// Waits for a sign of health; `report` takes the sentence that this takes long.
  func wait(report: @escaping @Sendable (String) -> Void) async throws(CallFailure) {
    let patience = settings.patience
    let alarm = Alarm(after: patience.quiet) {
      report(
        "\(settings.shownAddress) is silent, perhaps busy with a call; waiting up to "
          + "\(patience.health.plainText) s")
    }
    defer { alarm.cancel() }
    try await server.checkHealth(timeout: patience.health)
  }

  /// The reason why a server that did not greet cannot be used.
  func failure(_ failure: CallFailure) -> LiveFailure {
    var sentence =
      "the model server at \(settings.shownAddress) cannot be used: \(failure.sentence)"
    if case .refused = failure {
      sentence = "there is no model server at \(settings.shownAddress): \(failure.sentence)"
    }
    if failure.isUnknown { sentence += " to \(settings.backend.healthPath)" }
    return LiveFailure(sentence: sentence)
  }
}
