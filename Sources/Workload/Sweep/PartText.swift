internal import Foundation

/// The first line of a part: the sweep that its cells belong to.
struct PartHeader<Plan: Sweep>: Codable {
  /// The version of the program.
  let version: String
  let command: String
  /// The digest of the input files and of the sweep.
  let digest: String
  let shard: Shard
  /// The title of plots; not part of the digest, since it may come from the names of files.
  let title: String
  let sweep: Plan
}

/// The statements of a header that are the same for all kinds of sweeps.
struct AnyPartHeader: Codable {
  let version: String
  let command: String
  let digest: String
  let shard: Shard
}

/// Any other line of a part: a cell that has been run.
struct PartCell: Codable {
  let cell: String
  let values: [Double?]
  let stranded: Int
}

/// The lines of parts: JSON, with numbers that read back as they were.
enum PartText {
  private static let infinities = (positive: "inf", negative: "-inf", undefined: "nan")

  /// The line of a value, without its end.
  static func line(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinities.positive, negativeInfinity: infinities.negative,
      nan: infinities.undefined)
    // Texts and numbers, these among them, are all that there is to encode.
    guard let data = try? encoder.encode(value) else { preconditionFailure("encodable") }
    return String(decoding: data, as: UTF8.self)
  }

  /// The value of a line; nil if it is none.
  static func value<Value: Decodable>(_ type: Value.Type, of line: ArraySlice<UInt8>) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinities.positive, negativeInfinity: infinities.negative,
      nan: infinities.undefined)
    return try? decoder.decode(type, from: Data(line))
  }
}
