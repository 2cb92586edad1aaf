import Foundation
import Testing

@testable import Live

/// All tests of live runs, one after the other: they share the machine's clock and its sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveTests {
  /// The way to a server without a run.
  static func endpoint(_ address: String) throws -> Endpoint {
    let url = try #require(URL(string: address))
    return try #require(Endpoint(url))
  }
}
