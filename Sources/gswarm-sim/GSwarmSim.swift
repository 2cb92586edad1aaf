import ArgumentParser

/// The program: one subcommand a file.
@main
struct GSwarmSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gswarm-sim",
    abstract: "Simulates how workflows of AI model calls are scheduled on a machine's GPUs.",
    discussion: """
      Workflows are graphs of model calls. A GPU holds one model at a time, and \
      changing it costs time. The scheduler keeps a first-in-first-out queue of ready \
      nodes and prefers GPUs that hold the right model.

      Try it:
        gswarm-sim                              step through the bundled tour
        gswarm-sim samples                      what else is bundled
        gswarm-sim tui --sample churn           two models compete for one GPU
        gswarm-sim run --sample studio          1,000 requests: log and metrics
        gswarm-sim check                        does the log break any rule?
        gswarm-sim generate --sample studio     requests drawn from a seed
        gswarm-sim import csv FILE --output D   a log of your own service, as inputs
        gswarm-sim export html --output R.html    the run as a page for colleagues
        gswarm-sim compare --sample studio      all policies side by side
        gswarm-sim size --sample studio --slo 'p95<60'    how many GPUs?
        gswarm-sim diff A.json B.json           what differs, from where on, and why
        gswarm-sim calibrate LOG --output FILE  times from what a live run measured

      Exit statuses: 0 done; 1 check or test failed, or runs differ; 3 finished with stranded nodes; 64 wrong \
      usage; 65 bad data; 66 no input; 69 server or terminal unavailable; 70 faulty \
      policy; 73 cannot write; 130 interrupted.
      """,
    version: ProgramVersion.number,
    subcommands: [
      TUICommand.self, RunCommand.self, CheckCommand.self, GenerateCommand.self,
      ImportCommand.self,
      CompareCommand.self, SizeCommand.self, MergeCommand.self, DiffCommand.self,
      ExplainCommand.self, PoliciesCommand.self, SamplesCommand.self,
      EmulateCommand.self, CalibrateCommand.self, ExportCommand.self,
    ],
    defaultSubcommand: TUICommand.self)
}
