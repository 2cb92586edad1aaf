import Testing

/// All tests of live runs, one after the other: they share the machine's clock and its sockets.
@Suite(.serialized, .timeLimit(.minutes(2))) struct LiveTests {}
