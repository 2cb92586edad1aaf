import Engine
import Foundation
import History
import Testing

@testable import TUI

/// What is cut is the part that tells least.
@Suite struct CuttingTests {
  @Test(arguments: 10...60)
  func `a line of an event never loses its latency or its seconds`(_ width: Int) throws {
    let state = try Sample.tour.state(200, 60).after("150.")
    let moment = state.run.moment
    for entry in moment.eventRows(0..<moment.eventRowCount) {
      let line = EventLine(entry, state.scene, width: width)
      let text = line.text(width: width)
      #expect(displayWidth(of: text) <= width)
      #expect(text.hasSuffix(line.tail) || width < line.tail.count + 1)
      if case .requestCompletion = entry.row { #expect(line.tail.hasSuffix(" s")) }
      if case .switch = entry.row { #expect(line.tail.hasSuffix(" s")) }
    }
  }

  @Test(arguments: [(120, 36), (200, 60)], [false, true])
  func `a return in the ledger of switches keeps its seconds, whole or not at all`(
    _ size: (width: Int, height: Int), _ ascii: Bool
  ) throws {
    var state = try Sample.tour.state(size.width, size.height).after("G")
    state.usesASCII = ascii
    let rect = state.layout[.switches].inset(by: 1)
    let canvas = state.screen
    let sign = ascii ? "back " : "↩"
    var returns = 0
    for y in rect.y..<rect.endY {
      let text = canvas.row(y).dropFirst(rect.x).prefix(rect.width).map(\.text).joined()
      guard let range = text.range(of: sign) else { continue }
      returns += 1
      #expect(text[range.upperBound...].contains(/^ *[0-9]+\.[0-9]+ s/), "\(text)")
    }
    #expect(returns > 3)
  }

  @Test(arguments: ["G", "150.", "60."])
  func `decimal points of a column stand below each other`(_ keys: String) throws {
    let state = try Sample.tour.state(120, 36).after(keys)
    for pane in [PaneID.queue, .latency] {
      let rect = state.layout[pane].inset(by: 1)
      let canvas = state.screen
      let points = (rect.y..<rect.endY).compactMap { y -> Int? in
        let row = canvas.row(y).dropFirst(rect.x).prefix(rect.width).map(\.scalar)
        guard row.reversed().first(where: { $0 != " " }) == "s" else { return nil }
        return row.lastIndex(of: ".")
      }
      // Title and axis of the histogram are no lines of the table.
      let column = pane == .latency ? points.prefix(6) : points[...]
      #expect(Set(column).count <= 1, "\(pane)")
    }
  }

  @Test func `spans of a column have as many decimals as the longest deserves`() {
    #expect(Format.spans([4.126, 83]) == ["4.13 s", "83.00 s"])
    #expect(Format.spans([4.126, 183]) == ["4.1 s", "183.0 s"])
    #expect(Format.spans([0.4, 12_000]) == ["0 s", "12000 s"])
    #expect(Format.spans([]) == [])
    #expect(Format.spans([.infinity, .nan]).count == 2)
  }

  @Test func `in ASCII a cut is three dots, and Enter no arrow to the left`() throws {
    var canvas = Canvas(Size(24, 4))
    canvas.write("a long name to be cut", x: 0, y: 0, maxWidth: 10)
    canvas.write("… and 5 more", x: 3, y: 1)
    canvas.write("llama…8b…", x: 0, y: 2)
    canvas.write("  ⏎ inspect", x: 0, y: 3)
    let lines = canvas.inASCII().text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "a long ...")
    #expect(lines[1] == " ... and 5 more")
    #expect(lines[2].contains("8b"))
    #expect(lines[3] == " -> inspect")
  }
}

@Suite struct LatencyPaneTests {
  private func text(_ keys: String, _ width: Int = 120, _ height: Int = 36) throws -> String {
    let state = try Sample.tour.state(width, height).after(keys)
    let rect = state.layout[.latency]
    let canvas = state.screen
    return (rect.y..<rect.endY).map { y in
      canvas.row(y).dropFirst(rect.x).prefix(rect.width).map(\.text).joined() + "\n"
    }.joined()
  }

  @Test func `every workflow and every model can stand beside all requests`() throws {
    let scenario = try Sample.tour.history().scenario
    let groups = LatencyGroup.all(try Sample.tour.state(120, 36).after("G").run.moment)
    #expect(groups.count == scenario.workflows.count + scenario.models.count)
    for (place, group) in groups.enumerated() {
      let shown = try text("G2" + String(repeating: "j", count: place))
      switch group {
      case .workflow(let workflow):
        #expect(shown.contains(scenario[workflow].id.prefix(4)))
      case .model(let model): #expect(shown.contains(Format.letter(model) + " "))
      case .latest: Issue.record("no more than a hundred requests are completed")
      }
    }
  }

  @Test func `the histogram says what it counts, with the unit of its axis`() throws {
    let shown = try text("G")
    #expect(shown.contains("requests"))
    #expect(shown.contains(/[0-9.]+ s +╷?[0-9.]* ?s? *[0-9.]+ s/))
  }
}

@Suite struct PlainScreenTests {
  private func screen(_ sample: Sample) throws -> PlainScreen {
    PlainScreen(try sample.state(120, 40))
  }

  @Test func `each key is answered by lines, and the cursor goes where it goes on the screen`()
    throws
  {
    var plain = try screen(.tour)
    #expect(plain.greeting.joined().contains("q quits"))
    let answer = plain.press(line: "10.")
    #expect(answer.contains { $0.contains("event 10 of 212") })
    #expect(answer.contains { $0.contains("arrives") })
    #expect(plain.press(line: "x").contains { $0.contains("switch: GPU") })
    #expect(plain.press(line: "h") != [])
    #expect(!plain.isOver)
    _ = plain.press(line: "q")
    #expect(plain.isOver)
  }

  @Test func `a text field takes the next line`() throws {
    var plain = try screen(.tour)
    #expect(plain.press(line: ":").joined().contains("the next line is the text"))
    let answer = plain.press(line: "02:00")
    #expect(answer.contains { $0.contains("time 02:00.00") }, "\(answer)")
  }

  @Test func `pages and panes are read out whole`() throws {
    var plain = try screen(.churn)
    let models = plain.press(line: "Gm")
    #expect(models.contains { $0.hasPrefix("page: 2 models") })
    #expect(models.contains { $0.contains("Mistral-7B") })
    #expect(
      plain.press(line: "").contains {
        $0.contains("evicted 11 times") || $0.contains("evicted 12 times")
      })
    #expect(plain.press(line: "<Esc><Esc>1").contains { $0.hasPrefix("GPU 0") })
    #expect(plain.press(line: "?").contains { $0.contains("next model switch") })
  }

  @Test func `what is no key script is told, and nothing is pressed`() throws {
    var plain = try screen(.tour)
    #expect(plain.press(line: ".<Nix>").joined().contains("unknown key"))
    #expect(
      plain.press(line: ",").contains {
        $0.contains("first event") || $0.contains("nothing") || $0.contains("begins")
      })
  }

  @Test func `no line moves the cursor of the terminal, in ASCII none has other characters`() throws
  {
    var state = AppState(
      run: Run(of: awkwardHistory(gpuCount: 5, requests: 30, seed: 3)), title: "\u{1B}[2J",
      size: Size(120, 40))
    for ascii in [false, true] {
      state.usesASCII = ascii
      var plain = PlainScreen(state)
      let lines =
        plain.greeting
        + ["20.", "m", "<Enter>", "4", "5", "1", "2", "3", "?", "G", "!"].flatMap {
          plain.press(line: $0)
        }
      for line in lines {
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && (!ascii || $0.value < 0x7F) })
      }
    }
  }
}
