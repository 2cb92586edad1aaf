import Foundation
import Testing

/// `policies`, `compare`, `explain`, and `--policy`.
struct PolicyCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `every policy that is listed runs, and check accepts its log`() throws {
    let list = try Program.run("policies", in: folder)
    #expect(list.status == 0)
    let names = list.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map {
      String($0.prefix { $0 != " " })
    }
    #expect(names.count >= 9 && names.contains("collate"))
    for name in names {
      let run = try Program.run(
        "run", "--sample", "tour", "--policy", name, "--mode", "online", "--json", "--output", ".",
        in: folder)
      #expect(run.status == 0 && run.output.contains("\"policy\": \"\(name)\""))
      let check = try Program.run("check", "--sample", "tour", "--quiet", in: folder)
      #expect(check.status == 0, "\(name): \(check.output)")
    }
  }

  @Test func `a policy or parameter that does not exist gets a sentence with what there is`() throws
  {
    let unknown = try Program.run("run", "--sample", "churn", "--policy", "fifo", in: folder)
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("there is no policy fifo; the policies are baseline, "))
    let parameter = try Program.run(
      "run", "--sample", "churn", "--policy", "collate:wait=3", in: folder)
    #expect(parameter.status == 64)
    #expect(parameter.errors.contains("collate has no parameter wait; it has max_wait"))
  }

  @Test func `compare prints a table as text, Markdown, CSV and JSON`() throws {
    let options = [
      "compare", "--sample", "churn", "--policies", "baseline,cost:switch=2,wait=0,collate",
      "--gpus", "1,2", "--switch-overhead", "0,2",
    ]
    let text = try Program.run(options, in: folder)
    #expect(text.status == 0 && text.output.split(separator: "\n").count == 13)
    #expect(text.output.contains("cost:switch=2,wait=0") && text.output.contains("*"))
    let markdown = try Program.run(options + ["--markdown"], in: folder)
    #expect(markdown.output.hasPrefix("| policy | GPUs | overhead | makespan |"))
    let csv = try Program.run(options + ["--csv"], in: folder)
    #expect(csv.output.contains("\"cost:switch=2,wait=0\",1,offline,16.0,0.0,"))
    let json = try Program.run(options + ["--json"], in: folder)
    let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(rows?.count == 12 && rows?.first?["makespan"] is Double)
  }

  @Test func `compare draws the same requests from the same seeds, with intervals`() throws {
    let options = [
      "compare", "--sample", "churn", "--policies", "baseline,collate", "--seeds", "4", "--count",
      "30", "--rate", "0.3", "--modes", "online",
    ]
    let first = try Program.run(options, in: folder)
    #expect(first.status == 0 && first.output.contains(" ±"))
    #expect(try Program.run(options, in: folder).output == first.output)
  }

  @Test func `drawn requests never go through files`() throws {
    let options = ["--seeds", "2", "--count", "30", "--policies", "cost", "--csv"]
    let run = try Program.run(
      ["compare", "--sample", "churn"] + options, in: folder,
      environment: ["TMPDIR": "/nonexistent"])
    #expect(run.status == 0 && run.errors.isEmpty && folder.names.isEmpty)
    #expect(run.output.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ["--gpus", "0"], ["--gpus", "x"], ["--modes", "sideways"], ["--policies", "x"],
    ["--pcie-bandwidth", "0"], ["--switch-overhead=-1"], ["--seeds", "0"], ["--json", "--csv"],
  ])
  func `compare refuses what makes no sense`(options: [String]) throws {
    let run = try Program.run(["compare", "--sample", "churn"] + options, in: folder)
    #expect(run.status == 64 && run.output.isEmpty)
  }

  @Test func `explain tells of a dispatch, of a wait, and of what is not ready`() throws {
    let node = ["explain", "--sample", "churn", "--request", "write_03", "--node", "write"]
    let dispatch = try Program.run(node + ["--policy", "collate"], in: folder)
    #expect(dispatch.status == 0 && dispatch.output.contains("llama-3-8b was resident"))
    let wait = try Program.run(node + ["--at", "9"], in: folder)
    #expect(wait.output.contains("it waits because: no GPU is free"))
    #expect(wait.output.contains("it can be placed: not before 11.91 s"))
    let early = try Program.run(node + ["--at", "3", "--mode", "online"], in: folder)
    #expect(early.output == "write_03/write is not ready at 3.00 s: its request has not arrived\n")
    let misspelt = try Program.run(
      "explain", "--sample", "churn", "--request", "wriet_03", "--node", "write", in: folder)
    #expect(misspelt.status == 64 && misspelt.errors.contains("did you mean write_0"))
  }
}
