internal import Foundation

/// The reason why something could not be written.
public struct WriteFailure: Error {
  /// The cause.
  public enum Cause: Sendable, Equatable {
    /// The system refused, with this `errno`.
    case system(Int32)

    /// Two files of a set lead to the same file.
    case sameFile(as: String)

    /// Another run has kept the folder locked for too long.
    case folderInUse

    /// Another run appends to the file.
    case fileInUse

    /// The file is a device, a pipe or a folder.
    case notRegular

    /// The user wanted no more; nothing went wrong.
    case interruption
  }

  /// The cause.
  public let cause: Cause

  /// The path as the user gave it.
  public let path: String

  /// The end of writing because the user wanted no more.
  public static let interruption = WriteFailure(.interruption, path: "")

  /// A failure from its cause and the path that could not be written.
  public init(_ cause: Cause, path: String) {
    self.cause = cause
    self.path = path
  }

  init(_ path: String, errno code: Int32) { self.init(.system(code), path: path) }

  /// Whether nothing went wrong but the user wanted no more.
  public var isInterruption: Bool { cause == .interruption }

  /// The message for the user, without the word "error"; safe to print.
  public var sentence: String {
    let reason =
      switch cause {
      case .system(let code): String(cString: strerror(code))
      case .sameFile(let other): "it is the same file as \(visible(other))"
      case .folderInUse: "another run is writing to this folder"
      case .fileInUse: "another run is writing to it"
      case .notRegular: "it is no regular file"
      case .interruption: "interrupted"
      }
    return isInterruption ? reason : "cannot write \(visible(path)): \(reason)"
  }
}
