import Engine
import History
import Testing

@testable import TUI

/// The commands typed after `:`, and what completes and recalls texts in all fields.
@Suite struct PaletteTests {
  private func tour() throws -> AppState { try Sample.tour.state(120, 36) }

  @Test func `numbers are seconds, a hash is an event, and there is no time before the first`()
    throws
  {
    let state = try tour()
    let there = try state.after(":120<Enter>")
    #expect(there.run.time == 120)
    #expect(try state.after(":#120<Enter>").run.eventCount == 120)
    #expect(try state.after(":at 120<Enter>").run.cursor == there.run.cursor)
    #expect(try state.after(":event 120<Enter>").run.eventCount == 120)
    #expect(try state.after(":-5<Enter>").prompt?.complaint == "the run begins at 00:00.00")
    #expect(
      try state.after(":at image_04<Enter>").prompt?.complaint?.contains("not a time") == true)
  }

  @Test func `each action can be given by its name`() throws {
    for action in Action.allCases {
      let state = try tour().after("60.")
      let byName = try state.after(":\(action.rawValue)<Enter>")
      guard let key = state.keymap.keys(for: action).first else { continue }
      var byKey = state
      byKey.press([key])
      #expect(byName.screen == byKey.screen, "\(action)")
    }
  }

  @Test func `the verbs do what they say`() throws {
    let state = try tour().after("60.")
    #expect(try state.after(":gpu 3<Enter>").run.choices.gpu == 3)
    #expect(try state.after(":gpu 5<Enter>").prompt?.complaint == "no GPU “5”: they are 0 to 4")
    #expect(try state.after(":focus events<Enter>").focus == .events)
    #expect(
      try state.after(":focus event<Enter>").prompt?.complaint?.contains("mean events") == true)
    let axis = try state.after(":zoom 40<Enter>").axis
    #expect(axis.end - axis.start >= 40 && axis.end - axis.start < 100)
    #expect(try state.after(":zoom all<Enter>").viewport.zoom == .fit)
    #expect(try state.after(":zoom -1<Enter>").prompt?.complaint != nil)
    #expect(try state.after(":request image_04<Enter>").run.inspector != nil)
    let model = try state.after(":model sdxl<Enter>")
    guard case .model(let id)? = model.run.inspector?.page.subject else {
      return #expect(Bool(false), "no page of a model")
    }
    #expect(state.run.history.scenario[id].id == "sdxl")
    #expect(try state.after(":model sdx<Enter>").prompt?.complaint?.contains("mean sdxl") == true)
    #expect(try state.after(":break queue>3<Enter>").breakpoints.text == "queue>3")
    #expect(try state.after(":compare collate<Enter>").run.second?.name == "collate")
    #expect(try state.after(":branch lose 2<Enter>").runs.count == 2)
    #expect(try state.after(":speed max<Enter>").playback.speed == .fastest)
    #expect(try state.after(":mark here<Enter>").run.marks.map(\.name) == ["here"])
    #expect(
      try state.after(":theme nonsense<Enter>").prompt?.complaint?.contains("no theme") == true)
  }

  @Test func `a branch can begin at another time than now`() throws {
    let state = try tour().after("200.:branch lose 2 at 60<Enter>")
    let branching = try #require(state.run.branching)
    #expect(branching.cursor.time == 60 && state.run.time == 60)
    #expect(state.run.name == "without GPU 2 from 01:00.00")
    #expect(state.run.second?.name == "with GPU 2")
  }

  @Test func `what is typed before an answer is text, even where nothing can be compared`() throws {
    // U9: without a text field, collate ran as keys.
    let history = try Sample.tour.history()
    let log = AppState(run: Run(source: .log, history: history), title: "t", size: Size(120, 36))
    for keys in ["Dcollate<Enter>", "Wcollate<Enter>"] {
      let state = try log.after("30.").after(keys)
      #expect(state.run.eventCount == 30)
      #expect(state.prompt?.complaint?.contains("log") == true)
      #expect(try state.after("<Esc>").prompt == nil)
    }
    #expect(try log.after("D<Enter>").prompt == nil)
  }

  @Test func `Tab goes through the candidates in every field, and what it chooses is valid`() throws
  {
    let fields = [":", "/sd", "b", "bmodel=", "D", "W", ":theme ", ":focus ", ":compare ", ":gpu "]
    for field in fields {
      let typed = try tour().after(field)
      let candidates = typed.candidates(for: try #require(typed.prompt))
      #expect(candidates.count > 0, "\(field)")
      var state = typed
      for candidate in candidates {
        state = try state.after("<Tab>")
        #expect(state.prompt?.string == candidate.text, "\(field)")
      }
      #expect(typed.screen.text().contains(candidates[0].label))
      guard candidates.count > 1 else { continue }
      #expect(try typed.after("<Tab><Tab><S-Tab>").prompt?.string == candidates[0].text)
    }
  }

  @Test func `candidates are found by a part of their names and by what they do`() throws {
    func labels(_ keys: String) throws -> [String] {
      let state = try tour().after(keys)
      return state.candidates(for: try #require(state.prompt)).map(\.label)
    }
    #expect(try labels(":zo").first == "zoom")
    #expect(try labels(":switch").contains("next-switch"))
    #expect(try labels(":breakp").contains("breakpoints"))
    #expect(try labels(":image_0").contains("image_04"))
    #expect(try labels("/sdxl").contains("sdxl"))
    #expect(try labels("bswitch gp") == ["gpu"])
    #expect(try labels("Wlose ").count == 5)
    #expect(try labels("Dcol") == ["collate"])
  }

  @Test func `the arrows bring back what was entered, in each field its own`() throws {
    let state = try tour().after(":120<Enter>:#5<Enter>/sdxl<Enter>")
    #expect(try state.after(":<Up>").prompt?.string == "#5")
    #expect(try state.after(":<Up><Up>").prompt?.string == "120")
    #expect(try state.after(":<Up><Up><Up>").prompt?.string == "120")
    #expect(try state.after(":ab<Up><Up><Down><Down>").prompt?.string == "ab")
    #expect(try state.after("/<Up>").prompt?.string == "sdxl")
    #expect(try state.after(":120<Enter>:<Up><Up>").prompt?.string == "#5")
  }

  @Test func `a line and a pane are copied whole`() throws {
    var state = try tour().after("200.5")
    guard case .copy(let line)? = state.handle(.character("y")) else {
      return #expect(Bool(false), "nothing is copied")
    }
    #expect(line.contains("GPU") && !line.contains("\n"))
    guard case .copy(let pane)? = state.handle(.character("Y")) else {
      return #expect(Bool(false), "nothing is copied")
    }
    #expect(pane.split(separator: "\n").count > 3)
    #expect(pane.contains(line.prefix(20)))
    for focus in ["1", "2", "3", "4"] {
      var state = try tour().after("200.\(focus)")
      guard case .copy(let text)? = state.handle(.character("y")) else {
        return #expect(Bool(false), "nothing is copied from \(focus)")
      }
      #expect(!text.isEmpty)
    }
  }

  @Test func `the clipboard is asked for through tmux too`() {
    let plain = Clipboard.sequence(for: "hé", isInTmux: false)
    #expect(plain == "\u{1B}]52;c;aMOp\u{07}")
    let wrapped = Clipboard.sequence(for: "hé", isInTmux: true)
    #expect(wrapped.hasPrefix(plain))
    #expect(wrapped.hasSuffix("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aMOp\u{07}\u{1B}\\"))
    let long = Clipboard.sequence(for: String(repeating: "x", count: 1_000_000), isInTmux: false)
    #expect(long.utf8.count < 100_000)
  }
}
