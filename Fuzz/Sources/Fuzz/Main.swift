import CFuzzer
import Foundation
import Synchronization

/// `Fuzz READER [libFuzzer's arguments]`: feeds a reader with inputs that libFuzzer makes up.
@main struct Main {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let reader = Reader(rawValue: arguments[1]) else {
      let names = Reader.allCases.map(\.rawValue).joined(separator: "\n")
      print(names)
      exit(arguments.count > 1 ? 64 : 0)
    }
    chosenReader.withLock { $0 = reader }
    var rest = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
    var count = Int32(rest.count - 1)
    rest.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      let status = LLVMFuzzerRunDriver(&count, &start) { data, size in
        let reader = chosenReader.withLock { $0 }
        reader.read(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
      exit(status)
    }
  }
}
