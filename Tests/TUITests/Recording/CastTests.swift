import Foundation
import Testing

@testable import TUI

/// Recordings show what the screen showed.
@Suite struct CastTests {
  /// A line of a recording.
  private struct Event: Decodable {
    let time: Double
    let code: String
    let data: String

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      time = try list.decode(Double.self)
      code = try list.decode(String.self)
      data = try list.decode(String.self)
    }
  }

  private func events(of cast: String) throws -> [Event] {
    try cast.split(separator: "\n").dropFirst().map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
  }

  private func record(
    _ script: String, width: Int = 100, height: Int = 30, pace: Double = 0.5,
    markers: [String] = []
  ) throws -> String {
    var text = ""
    try interface.record(script, width: width, height: height, pace: pace, markers: markers) {
      text += $0
    }
    return text
  }

  private let interface: UserInterface

  init() throws {
    interface = UserInterface(.log(try Sample.tour.history()), title: "recorded")
  }

  @Test(arguments: [(100, 30), (60, 16), (160, 50), (20, 5)])
  func `a player ends with the last screen`(width: Int, height: Int) throws {
    for script in ["", ".....", "..x?<Esc>3<Enter>", "G,,-+0", "/sdxl<Enter>n"] {
      let last = try interface.screen(
        after: script, width: width, height: height, format: .text
      ).screen
      let cast = try record(script, width: width, height: height)
      var player = Player(width: width, height: height)
      for event in try events(of: cast) where event.code == "o" { player.write(event.data) }
      #expect(player.text == last, "\(script)")
    }
  }

  @Test func `the same keys give the same recording`() throws {
    #expect(try record("...x<Wait 1s>e") == record("...x<Wait 1s>e"))
  }

  @Test func `keys are a pace apart, pauses add to that, marks are where they stand`() throws {
    let events = try events(
      of: record(".<Wait 2s>.<Mark two>.", pace: 0.25, markers: ["begin"]))
    let shown = events.filter { $0.code == "o" && !$0.data.isEmpty }.map(\.time)
    #expect(shown == [0, 0.25, 2.5, 2.75])
    let marks = events.filter { $0.code == "m" }
    #expect(marks.map(\.data) == ["begin", "two"] && marks.map(\.time) == [0, 2.75])
    #expect(events.last?.time == 4)
  }

  @Test(arguments: [".<Wait x>", ".<Wait -1s>", ".<Wait 1e9s>", "<Nothing>", "..<Wait 1s>.<Foo>"])
  func `a wrong script is refused with its column`(script: String) {
    #expect {
      try record(script)
    } throws: { error in
      let column = script.range(of: "<", options: .backwards)
        .map { script.distance(from: script.startIndex, to: $0.lowerBound) + 1 }
      return (error as? DisplayFailure)?.sentence.contains("column \(column ?? 0) ") ?? false
    }
  }

  @Test func `a row that has not changed is not sent again`() throws {
    let sizes = try events(of: record("....")).filter { $0.code == "o" }.map(\.data.utf8.count)
    #expect(sizes.dropFirst().allSatisfy { $0 < sizes[0] / 2 })
  }

  @Test func `a session is recorded, and a full disk ends the recording alone`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var canvas = Canvas(Size(20, 2))
    let path = "\(folder)/session.cast"
    var recorder = try CastRecorder(
      path: path, title: "t", size: canvas.size, depth: .trueColor)
    let isBegun = recorder.note(canvas)
    canvas.write("hello", x: 0, y: 0)
    let isContinued = recorder.note(canvas)
    #expect(isBegun && isContinued)
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(try events(of: text).last?.data.contains("hello") ?? false)
    var full = try CastRecorder(
      path: "/dev/full", title: "t", size: canvas.size, depth: .trueColor)
    let (isWritten, sentence) = (full.note(canvas), full.endSentence)
    #expect(!isWritten && sentence.contains("/dev/full"))
  }
}

/// A terminal that knows as much as recordings use.
private struct Player {
  private var rows: [[Character]]
  private let width: Int
  private var (x, y) = (0, 0)

  init(width: Int, height: Int) {
    self.width = width
    rows = [[Character]](repeating: [Character](repeating: " ", count: width), count: height)
  }

  /// The rows without the blanks at their ends.
  var text: String {
    rows.map { row in
      var line = String(row)
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  mutating func write(_ data: String) {
    var rest = data[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        if x < width { rows[y][x] = character }
        x += 1
        continue
      }
      rest.removeFirst()
      let arguments = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(arguments.count)
      let numbers = arguments.split(separator: ";").compactMap { Int($0) }
      switch rest.popFirst() {
      case "H": (y, x) = (numbers[0] - 1, numbers[1] - 1)
      case "K": for place in x..<max(x, width) { rows[y][place] = " " }
      case "J": for place in rows.indices { rows[place] = rows[place].map { _ in " " } }
      default: break
      }
    }
  }
}
