import Documents
import Foundation

extension TypedTexts {
  /// The texts that a file keeps from earlier sessions; none if it cannot be read.
  init(file path: String) {
    guard
      let data = FileManager.default.contents(atPath: path),
      Limit.settingsBytes.allows(data.count)
    else { return }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let purpose = Prompt.Purpose(rawValue: String(parts[0])) else {
        continue
      }
      // Whatever else is in the file, a text field takes no control characters.
      var prompt = Prompt(purpose)
      prompt.insert(String(parts[1]))
      add(prompt.string, to: purpose)
    }
  }

  /// Keeps the texts for later sessions; that is no reason to fail, or to say anything.
  func keep(inFile path: String) {
    let lines = Prompt.Purpose.allCases.flatMap { purpose in
      self[purpose].map { "\(purpose.rawValue)\t\($0)\n" }
    }
    try? WholeFiles.write(toPath: path) { (stream) throws(WriteFailure) in
      try stream.write(lines.joined())
    }
  }
}
