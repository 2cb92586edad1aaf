import Documents

/// The number of columns that a character takes in a terminal: 0, 1 or 2.
func displayWidth(of scalar: Unicode.Scalar) -> Int {
  // Asked for every cell that is drawn, so the usual characters are told apart here.
  if (0x20..<0x7F).contains(scalar.value) || (0x2500..<0x25FD).contains(scalar.value) { return 1 }
  return scalar.columnWidth
}
