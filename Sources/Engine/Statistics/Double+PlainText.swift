extension Double {
  /// The shortest decimal notation of the number; a whole number has no fraction.
  package var plainText: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
