/// A value behind one reference, which is copied when it is changed.
///
/// An optional one takes a word, and copying it is counting a reference.
struct Boxed<Value: Sendable>: Sendable {
  private var storage: [Value]

  init(_ value: Value) { storage = [value] }

  var value: Value {
    _read { yield storage[0] }
    _modify { yield &storage[0] }
  }
}
