import Documents

/// Writes a file, whole or not at all; a signal ends that early.
func writeFile(
  _ path: String,
  contents: (inout Documents.OutputStream) throws(WriteFailure) -> Void
) throws {
  try Interrupt.watching {
    try WholeFiles.write(
      toPath: path, isInterrupted: { Interrupt.isRequested }, contents: contents)
  }
}
