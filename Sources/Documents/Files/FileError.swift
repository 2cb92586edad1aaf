/// The reason why a file cannot be opened.
public struct FileError: Error {
  /// A kind of reason.
  public enum Kind: Sendable {
    /// There is no such file.
    case missing

    /// The file is there but the system does not let it be read, or it is a folder.
    case unreadable

    /// The file's extension says neither YAML nor JSON.
    case unknownFormat

    /// The file is larger than it may be.
    case tooLarge
  }

  /// The kind of reason.
  public var kind: Kind

  /// The whole message, beginning with the file's name; safe to print.
  public var sentence: String

  /// A reason from its parts.
  public init(kind: Kind, sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }
}
