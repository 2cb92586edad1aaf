public import Documents

/// A reason why the part of a sweep cannot be used.
public enum PartFailure: Error {
  /// The file cannot be written.
  case write(WriteFailure)
  /// The file cannot be read.
  case read(FileError)
  /// The first line is not that of a part.
  case notAPart(path: String)
  /// A line is not that of a cell, or that of a cell which the part cannot have.
  case damaged(path: String, line: Int)
  /// The part of another version of the program.
  case version(path: String, found: String, expected: String)
  /// The part of another command.
  case command(path: String, found: String, expected: String)
  /// The part of a sweep of other inputs or options.
  case digest(path: String, other: String?)
  /// Another shard of the same sweep.
  case shard(path: String, found: Shard, expected: Shard)

  /// The message in one sentence without a full stop; safe to print.
  public var sentence: String {
    switch self {
    case .write(let failure): failure.sentence
    case .read(let error): error.sentence
    case .notAPart(let path): "\(visible(path)): is no part of a sweep, and is left as it is"
    case .damaged(let path, let line):
      "\(visible(path)):\(line): is no cell of this sweep's part; the part is damaged"
    case .version(let path, let found, let expected):
      "\(visible(path)): was made by version \(visible(found)), not \(visible(expected))"
    case .command(let path, let found, let expected):
      "\(visible(path)): is a part of \(visible(found)), not of \(visible(expected))"
    case .digest(let path, let other?):
      "\(visible(path)): was made from other inputs or options than \(visible(other))"
    case .digest(let path, nil):
      "\(visible(path)): was made from other inputs or options; remove it, or name another file"
    case .shard(let path, let found, let expected):
      "\(visible(path)): is shard \(found), not \(expected); name another file"
    }
  }
}
