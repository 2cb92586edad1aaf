import Foundation

@testable import TUI

/// A colour of the CIELAB space, in which distances are about as large as they look.
struct LabColor {
  let lightness: Double
  let a: Double
  let b: Double

  init(_ lightness: Double, _ a: Double, _ b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// The colour of an sRGB one, under D65; nil for the terminal's own.
  init?(_ color: Color) {
    guard let (red, green, blue) = color.components else { return nil }
    let linear = [red, green, blue].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let rows = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ]
    let white = [0.95047, 1, 1.08883]
    let parts = zip(rows, white).map { row, white -> Double in
      let value = zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } / white
      return value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    self.init(
      116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2]))
  }

  var chroma: Double { hypot(a, b) }
  /// The hue in degrees, 0 to 360.
  var hue: Double { Self.angle(a, b) }

  private static func angle(_ a: Double, _ b: Double) -> Double {
    let degrees = atan2(b, a) * 180 / .pi
    return degrees < 0 ? degrees + 360 : degrees
  }

  /// The difference of two hues in degrees, 0 to 180.
  func hueDistance(to other: LabColor) -> Double {
    let difference = (hue - other.hue).magnitude
    return min(difference, 360 - difference)
  }

  /// The CIEDE2000 colour difference, after Sharma, Wu and Dalal (2005).
  func distance(to other: LabColor) -> Double {
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    func saturation(_ chroma: Double) -> Double {
      (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
    }
    let stretch = 1.5 - 0.5 * saturation((chroma + other.chroma) / 2)
    let (a1, a2) = (a * stretch, other.a * stretch)
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    let (h1, h2) = (Self.angle(a1, b), Self.angle(a2, other.b))
    var turn = h2 - h1
    var meanHue = h1 + h2
    if c1 * c2 == 0 {
      turn = 0
    } else if turn.magnitude > 180 {
      turn += turn > 0 ? -360 : 360
      meanHue = (meanHue + (meanHue < 360 ? 360 : -360)) / 2
    } else {
      meanHue /= 2
    }
    let (meanLightness, meanChroma) = ((lightness + other.lightness) / 2, (c1 + c2) / 2)
    let tint =
      1 - 0.17 * cosine(meanHue - 30) + 0.24 * cosine(2 * meanHue)
      + 0.32 * cosine(3 * meanHue + 6) - 0.2 * cosine(4 * meanHue - 63)
    let fromMiddle = (meanLightness - 50) * (meanLightness - 50)
    let lightnessPart =
      (other.lightness - lightness) / (1 + 0.015 * fromMiddle / (20 + fromMiddle).squareRoot())
    let chromaPart = (c2 - c1) / (1 + 0.045 * meanChroma)
    let huePart =
      2 * (c1 * c2).squareRoot() * sin(turn / 2 * .pi / 180) / (1 + 0.015 * meanChroma * tint)
    let bend = 60 * exp(-pow((meanHue - 275) / 25, 2))
    let rotation = -sin(bend * .pi / 180) * 2 * saturation(meanChroma)
    return
      (lightnessPart * lightnessPart + chromaPart * chromaPart + huePart * huePart
      + rotation * chromaPart * huePart).squareRoot()
  }
}
