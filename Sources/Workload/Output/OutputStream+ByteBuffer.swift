package import Documents

extension OutputStream {
  /// Takes bytes; fewer than a piece may be kept until `flush`.
  package mutating func write(_ buffer: borrowing ByteBuffer) throws(WriteFailure) {
    try write(buffer.bytes)
  }
}
