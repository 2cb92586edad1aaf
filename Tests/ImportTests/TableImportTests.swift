import Engine
import Testing
import Workload

@testable import Import

/// Tables of any program.
struct TableImportTests {
  /// A table of random rows, some of which cannot be used, and those that can.
  private func table(
    _ numbers: inout RandomNumbers
  ) -> (text: String, rows: Int, good: [(time: Int64, model: String, seconds: Double)]) {
    var text = "who;when;took;status\n"
    var good: [(time: Int64, model: String, seconds: Double)] = []
    let count = Int.random(in: 0...200, using: &numbers)
    for _ in 0..<count {
      let time = Int64.random(in: 1_600_000_000_000...1_700_000_000_000, using: &numbers)
      let model = ["llama", "sd xl", "a;b", "7b", "no"][Int.random(in: 0..<5, using: &numbers)]
      let seconds = Double.random(in: 0...1000, using: &numbers)
      let cell = model.contains(";") ? "\"\(model)\"" : model
      switch Int.random(in: 0..<10, using: &numbers) {
      case 0: text += "\(cell);\(time);;ok\n"
      case 1: text += "\(cell);yesterday;\(seconds);ok\n"
      case 2: text += ";\(time);\(seconds);ok\n"
      case 3: text += "\(cell);\(time);-\(seconds + 1);ok\n"
      case 4: text += "\(cell);\(time);\(seconds);failed\n"
      default:
        text += "\(cell);\(time);\(seconds);ok\n"
        good.append((time * 1000, model, seconds))
      }
    }
    return (text, count, good)
  }

  @Test func `rows are kept or dropped, and times, models and their order survive`() throws {
    for seed in UInt64(0)..<40 {
      var numbers = RandomNumbers(seed: seed)
      let (text, count, good) = table(&numbers)
      let result = try Imported(.csv, [text]) { settings, _ in
        (settings.time, settings.unit) = ("WHEN", .milliseconds)
        (settings.model, settings.duration) = ("who", "took")
        settings.conditions = [ColumnCondition(column: "status", value: "ok")]
        settings.skipsBadRows = true
      }
      #expect(result.summary.rowCount == count)
      #expect(result.summary.keptCount + result.summary.droppedCount == count)
      #expect(result.summary.keptCount == good.count)
      #expect(result.times == good.map(\.time))
      #expect(result.models == good.map { [$0.model] })
      #expect(result.seconds == good.map { [$0.seconds] })
      #expect(result.summary.workSeconds == good.reduce(0) { $0 + $1.seconds })
      #expect(result.summary.models.map(\.callCount).reduce(0, +) == good.count)
    }
  }

  @Test func `columns are found by their usual names, and the summary says so`() throws {
    let result = try Imported(
      .csv, ["time,model,seconds\n2024-01-01T00:00:00,llama,1.5\n2024-01-01T00:00:02.5,sd,3\n"])
    #expect(result.times.map { $0 - result.times[0] } == [0, 2_500_000])
    #expect(result.seconds == [[1.5], [3]])
    #expect(result.ids == ["r1", "r2"])
    #expect(
      result.summary.notes == [
        "time: column time, by its name", "model: column model, by its name",
        "execution time: column seconds, by its name",
      ])
  }

  @Test func `JSON lines give the same as the table`() throws {
    let table = try Imported(.csv, ["time,model,seconds\n5,a,1\n7.25,b,2e-3\n"])
    let lines = try Imported(
      .jsonl,
      [
        """
        {"time": 5, "model": "a", "seconds": 1, "more": [1, {"x": 2}]}

        {"seconds": "2e-3", "model": "b", "time": 7.25}
        """
      ])
    #expect(lines.times == table.times)
    #expect(lines.seconds == table.seconds)
    #expect(lines.models == table.models)
  }

  @Test func `several files are one table, whatever the order of their columns`() throws {
    let result = try Imported(
      .csv, ["time,model,seconds\n1,a,2\n", "seconds;model;time\n4;b;3\n"])
    #expect(result.times == [1_000_000, 3_000_000])
    #expect(result.seconds == [[2], [4]])
  }

  @Test func `from, to, limit and sample choose rows`() throws {
    let text = "time,model,seconds\n" + (0..<1000).map { "\($0),m,1\n" }.joined()
    let window = try Imported(.csv, [text]) { settings, _ in
      (settings.from, settings.to) = ("100", "1970-01-01T00:03:20")
    }
    #expect(window.times == (100..<200).map { $0 * 1_000_000 })
    let limited = try Imported(.csv, [text]) { settings, _ in settings.limit = 7 }
    #expect((limited.summary.rowCount, limited.summary.keptCount) == (7, 7))
    let samples = try (0..<2).map { _ in
      try Imported(.csv, [text]) { settings, _ in (settings.sample, settings.seed) = (0.3, 9) }
    }
    #expect(
      samples[0].requests.split(separator: "\n").dropFirst()
        == samples[1].requests.split(separator: "\n").dropFirst())
    #expect((220...380).contains(samples[0].summary.keptCount))
  }

  @Test func `ids come from a column, quoted as they need`() throws {
    let result = try Imported(
      .csv, ["time,model,seconds,id\n1,m,1,001\n2,m,1,\"a \"\"b\"\", c\"\n3,m,1,é\n"]
    ) { settings, _ in settings.request = "id" }
    #expect(result.ids == ["001", "a \"b\", c", "é"])
  }

  @Test func `a table without rows gives a scenario without requests`() throws {
    let result = try Imported(.csv, ["time,model,seconds\n"])
    #expect(result.ids == [])
    #expect(result.summary.arrivalsPerSecond == nil)
  }

  @Test func `times are written in each unit of durations`() throws {
    for (unit, cell) in [
      (TimeUnit.seconds, "1.5"), (.milliseconds, "1500"), (.microseconds, "1500000"),
      (.nanoseconds, "1.5e9"),
    ] {
      let result = try Imported(.csv, ["time,model,seconds\n1,m,\(cell)\n"]) { settings, _ in
        settings.durationUnit = unit
      }
      #expect(result.seconds == [[1.5]])
    }
  }

  @Test func `assumed values say so, and read ones do not`() throws {
    let text = "time,model,seconds\n1,a,1\n2,b,3\n"
    let assumed = try Imported(.csv, [text])
    #expect(
      assumed.configuration.split(separator: "\n").filter { $0.hasSuffix("# assumed") }.count == 6)
    #expect(assumed.summary.assumptions.contains("memory_gb 16.0"))
    let described = try Imported(.csv, [text]) { settings, folder in
      settings.models = try folder.write(
        """
        hardware: {gpus: 3, switch_overhead_seconds: 1}
        models:
          a: {name: A, memory_gb: 8, gpus_required: 2, load_time_seconds: 4, served_name: srv, prefill_tokens_per_second: 9}
          b: {base_model: a, memory_gb: 5}
          c: {base_model: a}
        """, to: "models.yaml")
    }
    #expect(!described.configuration.contains("assumed"))
    #expect(described.summary.assumptions == [])
    let models = described.scenario.models
    #expect(models.map(\.memoryGB) == [8, 5])
    #expect(models.map(\.gpusRequired) == [2, 2])
    #expect(models.map(\.servedName) == ["srv", "srv"])
    #expect(models.map(\.prefillTokensPerSecond) == [9, 9])
    #expect(models.map(\.inferenceTimeMean) == [1, 3])
    #expect(described.scenario.hardware.gpuCount == 3)
    // Both models take two GPUs.
    #expect((described.summary.workSeconds, described.summary.gpuSeconds) == (4, 8))
    #expect(described.scenario.hardware.switchOverheadSeconds == 1)
  }

  @Test func `models that the file lacks are refused, dropped or assumed`() throws {
    let text = "time,model,seconds\n1,llama,1\n2,lama,1\n3,lama,1\n4,x,1\n"
    let file = "models:\n  llama: {name: L, memory_gb: 8, gpus_required: 1, load_time_seconds: 4}\n"
    func models(
      _ treatment: UnknownModels
    ) -> (inout ImportSettings, TemporaryFolder) throws -> Void {
      { settings, folder in
        settings.models = try folder.write(file, to: "models.yaml")
        settings.unknownModels = treatment
      }
    }
    #expect(
      try failure(.csv, text, models(.refuse))?.shortText == """
        models.yaml: error: there is no model lama, which 2 rows have; did you mean llama?
        models.yaml: error: there is no model x, which 1 row has
        error: --unknown-models drop leaves such rows out, assume assumes their values

        """)
    let dropped = try Imported(.csv, [text], models(.drop))
    #expect((dropped.summary.keptCount, dropped.summary.droppedCount) == (1, 3))
    let assumed = try Imported(.csv, [text], models(.assume))
    #expect(assumed.models == [["llama"], ["lama"], ["lama"], ["x"]])
    #expect(assumed.scenario.models.map(\.memoryGB) == [8, 16, 16])
  }

  @Test func `tokens become seconds by the rates of the model`() throws {
    let text = "time,model,input_tokens,output_tokens\n1,m,300,50\n2,m,0,0\n"
    let model =
      "{name: M, memory_gb: 1, gpus_required: 1, load_time_seconds: 1, tokens_per_second: 25"
    let result = try Imported(.csv, [text]) { settings, folder in
      settings.models = try folder.write(
        "models:\n  m: \(model), prefill_tokens_per_second: 600}\n", to: "m.yaml")
    }
    #expect(result.seconds == [[300.0 / 600 + 50.0 / 25], [0]])
    let lacking = try failure(.csv, text) { settings, folder in
      settings.models = try folder.write("models:\n  m: \(model)}\n", to: "m.yaml")
    }
    #expect(
      lacking?.shortText
        == "m.yaml: error: model m lacks prefill_tokens_per_second, by which tokens become seconds\n"
    )
  }

  @Test func `a mix assigns models in proportion, the same for a seed`() throws {
    let text = "time,seconds\n" + (0..<2000).map { "\($0),1\n" }.joined()
    let mixes = try [UInt64(3), 3, 4].map { seed in
      try Imported(.csv, [text]) { settings, _ in
        settings.mix = try ModelMix("a=3,b=1,c=0")
        settings.seed = seed
      }
    }
    #expect(mixes[0].models == mixes[1].models)
    #expect(mixes[0].models != mixes[2].models)
    let share = Double(mixes[0].models.filter { $0 == ["a"] }.count) / 2000
    #expect((0.7...0.8).contains(share))
    #expect(Set(mixes[0].models) == [["a"], ["b"]])
  }

  @Test func `a session is a chain of its rows by time`() throws {
    let text = """
      time,model,seconds,chat
      10,a,1,x
      12,b,2,y
      20,a,3,x
      15,b,4,x
      5,a,5,
      30,a,6,z
      31,a,7,z

      """
    let result = try Imported(.csv, [text]) { settings, _ in settings.session = "chat" }
    #expect(result.ids == ["x", "y", "r5", "z"])
    #expect(result.models == [["a", "b", "a"], ["b"], ["a"], ["a", "a"]])
    #expect(result.seconds == [[1, 4, 3], [2], [5], [6, 7]])
    #expect(result.times == [10, 12, 5, 30].map { $0 * 1_000_000 })
    #expect(result.summary.workSeconds == 28)
    #expect(result.scenario.workflows[0].dependencies == [[], [0], [1]])
    #expect(
      result.summary.notes.contains {
        $0.hasPrefix("the pauses between the calls of sessions, 5.00 s together, are not simulated")
      })
  }
}
