/// A format that a table must be unpacked or converted from, found by the first bytes of a file.
enum BinaryFormat {
  case gzip, zip, zstandard, xz, bzip2, parquet, sqlite, utf16

  init?(_ bytes: ArraySlice<UInt8>) {
    let signatures: [([UInt8], BinaryFormat)] = [
      ([0x1F, 0x8B], .gzip), ([0x50, 0x4B, 0x03, 0x04], .zip),
      ([0x28, 0xB5, 0x2F, 0xFD], .zstandard), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz),
      (Array("BZh".utf8), .bzip2), (Array("PAR1".utf8), .parquet),
      (Array("SQLite format 3".utf8), .sqlite), ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
    ]
    guard let found = signatures.first(where: { bytes.starts(with: $0.0) }) else { return nil }
    self = found.1
  }

  /// The predicate of a sentence about the file, with a remedy.
  var sentence: String {
    switch self {
    case .gzip: "is compressed by gzip, whatever its name; unpack it first: gunzip"
    case .zip: "is a zip archive or a spreadsheet; unpack it, or save it as CSV, first"
    case .zstandard: "is compressed by zstd; unpack it first: unzstd"
    case .xz: "is compressed by xz; unpack it first: unxz"
    case .bzip2: "is compressed by bzip2; unpack it first: bunzip2"
    case .parquet: "is a Parquet file; write it as CSV first"
    case .sqlite: "is an SQLite database; write a table of it as CSV first"
    case .utf16: "is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8"
    }
  }
}
