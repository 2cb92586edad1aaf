/// The bytes of one file and their format.
public struct SourceFile: Sendable {
  /// The format of a file.
  public enum Format: Sendable {
    /// YAML 1.1 or 1.2, as libyaml reads it.
    case yaml

    /// JSON as of RFC 8259.
    case json

    /// The format that a path's extension stands for, or nil; letter case does not matter.
    public init?(path: String) {
      let name = path.lowercased()
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        self = .yaml
      } else if name.hasSuffix(".json") {
        self = .json
      } else {
        return nil
      }
    }
  }

  /// The path as the user gave it.
  public let name: String

  /// The format of the bytes.
  public let format: Format

  /// The bytes, without a byte order mark; places in the file count from the first of them.
  let bytes: [UInt8]

  /// The bytes, without a byte order mark.
  public var rawBytes: ArraySlice<UInt8> { bytes[...] }

  /// A file from text in memory.
  public init(name: String, text: String, format: Format) {
    self.init(name: name, bytes: Array(text.utf8), format: format)
  }

  /// A file from bytes in memory, which need not be well-formed in any way.
  public init(name: String, bytes: [UInt8], format: Format) {
    self.name = name
    self.format = format
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }
}
