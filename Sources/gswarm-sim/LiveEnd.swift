import ArgumentParser
import Documents
import Foundation
import History
import Live

extension FinishedRun {
  /// Writes the logs of a live run, which cannot be repeated: to another folder, if this one fails.
  ///
  /// - Throws: the reason why they are not in the folder.
  func keepLogs(in folder: String) throws {
    do { try writeMeasuredLogs(to: folder) } catch let failure as WriteFailure {
      let refuge = FileManager.default.temporaryDirectory
        .appending(path: "gswarm-sim-\(UUID().uuidString)").path
      if (try? writeMeasuredLogs(to: refuge)) != nil {
        printError("note: the logs are in \(visible(refuge)) instead\n")
      }
      throw failure
    }
  }

  /// Ends a live run with its exit status, unless that is 0.
  func throwStatus(of outcome: LiveOutcome) throws {
    if let failure = outcome.failure { throw CommandFailure.policy(failure) }
    if outcome.isInterrupted { throw ExitCode.interrupted }
    if !outcome.fallbacks.isEmpty {
      guard outcome.answeredCount > 0 else {
        printError("error: the server answered no call\n")
        throw ExitCode.unavailable
      }
      throw ExitCode.fellBack
    }
    if !metrics.stranded.isEmpty { throw ExitCode.stranded }
  }
}

/// Checks that files can be written in a folder, or the folder be made, before a run begins.
///
/// The check leaves nothing behind.
func checkWritable(_ folder: String) throws(WriteFailure) {
  var path = folder
  var status = stat()
  while stat(path, &status) != 0 {
    let error = errno
    let parent = (path as NSString).deletingLastPathComponent
    // Something else than a missing folder, or nothing above it.
    guard error == ENOENT, parent != path else {
      throw WriteFailure(.system(error), path: folder)
    }
    path = parent.isEmpty ? "." : parent
  }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    throw WriteFailure(.system(ENOTDIR), path: folder)
  }
  let template = "\(path)/.gswarm-sim-XXXXXX"
  var name = Array(template.utf8CString)
  guard mkdtemp(&name) != nil else { throw WriteFailure(.system(errno), path: folder) }
  rmdir(name)
}
