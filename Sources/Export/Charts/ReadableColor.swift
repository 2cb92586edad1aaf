/// Black or white, whichever is read more easily on a colour.
func readable(on colour: String) -> String {
  let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
  let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
    let share = Double(part) / 255
    return share <= 0.040_45 ? share / 12.92 : power((share + 0.055) / 1.055)
  }
  let luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  return luminance > 0.179 ? "#000000" : "#FFFFFF"
}

/// A number to the power of 2.4, as sRGB needs it, to within a thousandth.
private func power(_ base: Double) -> Double {
  // x^2.4 = x² · x^0.4, and x^0.4 = (x²)^(1/5) by Newton's method.
  var root = 1.0
  let square = base * base
  guard square > 0 else { return 0 }
  for _ in 0..<40 { root = (4 * root + square / (root * root * root * root)) / 5 }
  return square * root
}
