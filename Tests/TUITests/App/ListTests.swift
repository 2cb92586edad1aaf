import Engine
import History
import Testing

@testable import TUI

/// Filters, orders, and the hits of searches.
@Suite struct ListTests {
  private func tour(_ keys: String = "") throws -> AppState {
    try Sample.tour.state(140, 40).after("120." + keys)
  }

  private func rows(_ state: AppState) -> [String] {
    state.eventLines.latest(.max).map { EventLine($0, state.scene, width: 200).text }
  }

  @Test func `a filter shows the lines that a slow look at each would choose`() throws {
    for count in [0, 1, 60, 150] {
      let all = try Sample.tour.state(140, 40).after("\(count).")
      let moment = all.run.moment
      let filters: [(text: String, keeps: (EventRow) -> Bool)] = [
        ("switch", { if case .switch = $0 { true } else { false } }),
        (
          "gpu=1",
          { row in
            switch row {
            case .completion(let run), .dispatch(let run), .switch(let run):
              moment.history.trace.executions[run].gpus.contains(1)
            case .arrival, .requestCompletion: false
            }
          }
        ),
        (
          "request=image_04",
          { row in
            let scenario = moment.history.scenario
            switch row {
            case .completion(let run), .dispatch(let run), .switch(let run):
              let trace = moment.history.trace
              return scenario[trace.node(of: trace.executions[run]).request].id == "image_04"
            case .arrival(let request): return scenario[request].id == "image_04"
            case .requestCompletion(let completed):
              return scenario[completed.request].id == "image_04"
            }
          }
        ),
      ]
      for filter in filters {
        let state = try all.after("5f\(filter.text)<Enter>")
        let expected = EventStory.latest(.max, moment).filter { filter.keeps($0.row) }
        #expect(state.eventLines.count == expected.count, "\(filter.text)")
        let found = state.eventLines.latest(.max)
        #expect(found.map(\.event) == expected.map(\.event))
        #expect(found.map(\.row) == expected.map(\.row))
      }
    }
  }

  @Test func `a filtered list is chosen from, inspected and clicked as it is shown`() throws {
    let state = try tour("5fmodel=sdxl<Enter>")
    let lines = state.eventLines
    #expect(lines.count > 2 && lines.count < lines.total)
    #expect(state.screen.text().contains("Events · \(lines.count) of \(lines.total): model=sdxl"))
    let second = try #require(lines.latest(2).first)
    let page = try state.after("<Up><Enter>")
    #expect(page.run.inspector?.page.subject == EventStory.subject(of: second.row))
    let last = try state.after("<PageUp><PageUp><PageUp><PageUp><PageUp><Up>")
    #expect(last.run.choices.event == lines.count - 1)
    // All again.
    let none = try state.after("f<C-u><Enter>")
    #expect(none.eventLines.count == lines.total)
  }

  @Test func `the queue keeps those that wait long enough, switches those of a model`() throws {
    let state = try tour("4fwait>30<Enter>")
    let moment = state.run.moment
    let expected = moment.queue(first: .max).filter { entry in
      moment.time - moment.history.trace.events[moment.history.trace.readied[entry].event].time > 30
    }
    #expect(state.queueLines.entries(.max, from: 0) == expected)
    let switches = try Sample.tour.state(140, 40).after("G3fllama<Enter>")
    let lines = switches.switchLines
    #expect(lines.count > 0 && lines.count < lines.total)
    for place in lines.entries(.max, from: 0) {
      let entry = try #require(switches.run.moment.switchEntry(place))
      let scenario = switches.run.history.scenario
      #expect(scenario[entry.from].id.contains("llama") || scenario[entry.to].id.contains("llama"))
    }
  }

  @Test func `what a list cannot be filtered by is said`() throws {
    for (keys, part) in [
      ("5fqueue>8<Enter>", "lists are filtered by"), ("5fnonsense<Enter>", "no match"),
      ("4fmodel=sdx<Enter>", "did you mean"), ("5fp99>3<Enter>", "lists are filtered by"),
    ] {
      #expect(try tour(keys).prompt?.complaint?.contains(part) == true, "\(keys)")
    }
    // In the lanes it is for all lists.
    let all = try tour("1:filter sdxl<Enter>")
    #expect(Set(all.filters.keys) == [.queue, .events, .switches])
  }

  @Test func `each order has all lines, once each`() throws {
    let state = try Sample.churn.state(140, 40).after("G3")
    let all = Set(0..<state.run.moment.switchCount)
    var longest: [Double] = []
    for keys in ["", "o", "oo", "ooo"] {
      let sorted = try state.after(keys)
      let entries = sorted.switchLines.entries(.max, from: 0)
      #expect(Set(entries) == all && entries.count == all.count, "\(keys)")
      #expect(sorted.switchLines.entry(3) == entries[3])
      if sorted.switchOrder == .longest {
        longest = entries.compactMap { sorted.run.moment.switchEntry($0)?.seconds }
      }
    }
    #expect(!longest.isEmpty && longest == longest.sorted(by: >))
    let queue = try tour("4")
    let waiting = Set(queue.queueLines.entries(.max, from: 0))
    for keys in ["o", "oo", "ooo", "oooo"] {
      let entries = try queue.after(keys).queueLines.entries(.max, from: 0)
      #expect(Set(entries) == waiting && entries.count == waiting.count)
    }
    #expect(try queue.after("oo").screen.text().contains("by model"))
    #expect(try queue.after(":order model<Enter>").queueOrder == .model)
    #expect(try tour("G2<Enter>oo").run.inspector?.page.order == 2)
  }

  @Test func `a search counts its hits, numbers them, and marks them`() throws {
    let state = try Sample.tour.state(120, 36).after("/sdxl<Enter>")
    let hits = try #require(state.run.hits?.eventCounts)
    #expect(state.message?.hasPrefix("1/\(hits.count) “sdxl”: ") == true)
    var walk = state
    for (index, hit) in hits.enumerated() {
      #expect(walk.run.eventCount == Int(hit))
      #expect(walk.hitCount == "\(index + 1)/\(hits.count)")
      walk = try walk.after("n")
    }
    #expect(walk.message?.hasPrefix("no later event matches “sdxl”") == true)
    #expect(try walk.after("N").run.eventCount == Int(hits[hits.count - 2]))
    #expect(try walk.after("2N").run.eventCount == Int(hits[hits.count - 3]))
    // The same as what is found one by one.
    let condition = Condition([.search(try #require(state.search).names)])
    var (found, count) = ([Int32](), 0)
    while let match = state.run.history.next(matching: [condition], after: count) {
      count = match.eventCount
      found.append(Int32(count))
    }
    #expect(found == hits)
    // The letters of each sdxl are in reverse, and hits are marked below the lanes.
    let screen = walk.screen
    let rows = (1..<35).map { y in screen.row(y).map { String(Character($0.scalar)) }.joined() }
    var marked = 0
    for (y, row) in rows.enumerated() {
      for range in row.ranges(of: "sdxl") {
        let x = row.distance(from: row.startIndex, to: range.lowerBound)
        #expect(screen[x, y + 1].style.attributes.contains(.reverse))
        marked += 1
      }
    }
    #expect(marked > 0)
    #expect(screen.text().contains("▲"))
    #expect(try !walk.after("<Esc>").screen.text().contains("▲"))
  }

  @Test func `a large run is looked through in the background, to the same end`() throws {
    let state = try tour("/sdxl<Enter>")
    var hits = NameHits(of: try #require(state.search).names)
    while !hits.isComplete(in: state.run.history) { hits.extend(over: state.run.history, by: 7) }
    #expect(hits.eventCounts == state.run.hits?.eventCounts)
    let filtered = try tour("5fsdxl<Enter>")
    let filter = try #require(filtered.filters[.events])
    var lines = FilteredLines(.events, filter)
    while lines.missingCount(in: state.run.history) > 0 {
      lines.extend(over: state.run.history, by: 5)
    }
    #expect(lines.kept == filtered.run.filteredEvents?.kept)
  }
}
