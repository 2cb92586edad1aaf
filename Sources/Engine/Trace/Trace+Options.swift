extension Trace {
  /// The options in force at an event, a place in `events`, given those in force at the end.
  public func options(ofEvent event: Int, atEnd options: Options) -> Options {
    changes.first { event < $0.eventCount }?.before ?? options
  }
}
