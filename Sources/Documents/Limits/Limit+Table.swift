/// The limits of everything that comes from outside.
///
/// They are far beyond what is simulated in earnest: a value beyond one is a typing error, an
/// accident or an attack. Sums of allowed values stay numbers, and allowed counts fit their types.
extension Limit {
  // MARK: - Quantities

  /// The GPUs of a machine, or those that a call of a model takes.
  public static let gpus = Limit(
    "GPUs", of: "`hardware.gpus`, `count` of kinds, `--gpus`, GPU numbers of logs",
    count: 1...100_000)

  /// The GPUs that a call of a model takes.
  public static let modelGPUs = Limit(
    "GPUs of a call", of: "`gpus_required`", count: 0...100_000)

  /// The number of a GPU.
  public static let gpuNumber = Limit(
    "numbers of GPUs", of: "`preload`", count: 0...99_999)

  /// The kinds of GPUs of a machine.
  public static let kinds = Limit(
    "kinds of GPUs", of: "`hardware.gpus`", count: 0...1000, unit: "kinds of GPUs")

  /// The divisor of the execution times on a kind of GPUs.
  public static let speed = Limit("speeds", of: "`speed`", from: 1e-6...1e6)

  /// The duration of one thing: a call, a load, the fixed part of a switch.
  public static let duration = Limit(
    "durations",
    of: "`load_time_seconds`, `inference_time_*`, `node_execution_times`, "
      + "`switch_overhead_seconds`, `keep_alive_seconds`, `--switch-overhead`",
    from: 0...1e9, unit: "s", orZeroAnd: 1e-9)

  /// The memory of a GPU or of the host.
  public static let machineMemory = Limit(
    "memory of a machine",
    of: "`memory_gb` of kinds, `gpu_memory_gb`, `host_memory_gb`, `--gpu-memory`, `--host-memory`",
    from: 1e-9...1e6, unit: "GB")

  /// The memory of a model.
  public static let memory = Limit(
    "memory", of: "`memory_gb`", from: 0...1e6, unit: "GB", orZeroAnd: 1e-9)

  /// The bandwidth between a host and its GPUs.
  public static let bandwidth = Limit(
    "bandwidths", of: "`pcie_bandwidth_gb_s`, `--pcie-bandwidth`", from: 1e-3...1e6, unit: "GB/s")

  /// The tokens of an answer.
  public static let tokens = Limit(
    "tokens", of: "`token_mean`, `token_std`, `max_length`", from: 0...1e9, orZeroAnd: 1e-9)

  /// The speed of a language model.
  public static let tokenRate = Limit(
    "token rates", of: "`tokens_per_second`, `prefill_tokens_per_second`", from: 1e-3...1e9,
    unit: "tokens/s")

  /// The requests that arrive in a second.
  public static let arrivalRate = Limit("arrival rates", of: "`--rate`", from: 1e-9...1e9)

  /// The time between the first and the last generated arrival.
  public static let generatedTime = Limit(
    "generated time", of: "the number of requests divided by `--rate`", from: 0...1e9, unit: "s")

  /// The share of a workflow among generated requests.
  public static let weight = Limit(
    "weights", of: "`--mix`", from: 0...1e9, orZeroAnd: 1e-9)

  /// A parameter of a policy.
  public static let policyParameter = Limit(
    "policy parameters", of: "`--policy`", from: 0...1e9, orZeroAnd: 1e-9)

  /// A factor by which time is divided or arrivals are sped up.
  public static let timeFactor = Limit(
    "time factors", of: "`--time-scale`, `--load`, `--load-times`, `time_scale` of logs",
    from: 1e-6...1e6)

  /// The time that a live run waits for one answer.
  public static let timeout = Limit(
    "time-outs", of: "`--timeout`, `--set-up-timeout`", from: 1e-3...1e6, unit: "s")

  /// The execution time that a server estimates.
  public static let serverEstimate = Limit(
    "server estimates", of: "`--estimates server`", from: 0...1e5, unit: "s")

  /// A probability or a relative deviation.
  public static let fraction = Limit(
    "fractions", of: "`--jitter`, `--fail-rate`, `--holdout`, `--confidence`", from: 0...1)

  /// The price of a GPU for an hour.
  public static let price = Limit("prices", of: "`size --price`", from: 0...1e9, orZeroAnd: 1e-9)

  /// A moment of a run or the difference between two, on the command line or in a log.
  ///
  /// A hundred million calls of the longest kind end before the largest one.
  public static let moment = Limit(
    "moments", of: "times of logs, `explain --at`, `export --from`, times of breakpoints",
    from: -1e21...1e21, unit: "s")

  // MARK: - Counts

  /// The models of a configuration.
  public static let models = Limit(
    "models", of: "a configuration", count: 0...100_000, unit: "models")

  /// The different numbers of GPUs that the models of a configuration take.
  public static let groupSizes = Limit(
    "group sizes", of: "different values of `gpus_required` in a configuration", count: 0...100,
    unit: "different values of gpus_required")

  /// The workflows of a configuration.
  public static let workflows = Limit(
    "workflows", of: "a configuration", count: 0...100_000, unit: "workflows")

  /// The nodes of a workflow.
  public static let nodes = Limit("nodes", of: "a workflow", count: 0...100_000, unit: "nodes")

  /// The edges of a workflow.
  public static let edges = Limit("edges", of: "a workflow", count: 0...1_000_000, unit: "edges")

  /// The requests of a file.
  public static let requests = Limit(
    "requests", of: "a requests file, `generate --requests`", count: 0...100_000_000,
    unit: "requests")

  /// The nodes of all requests together.
  public static let requestNodes = Limit(
    "nodes of requests", of: "all requests of a file together", count: 0...100_000_000,
    unit: "nodes in all requests together")

  /// The executions of a log.
  public static let executions = Limit(
    "executions", of: "an execution log", count: 0...100_000_000, unit: "executions")

  /// The requests that `compare` draws for a seed.
  public static let drawnRequests = Limit(
    "drawn requests", of: "`--count` of `compare`, `size`", count: 1...10_000_000, unit: "requests")

  /// The seeds of a comparison.
  public static let seeds = Limit(
    "seeds", of: "`--seeds` of `compare`, `size`", count: 1...10_000, unit: "seeds")

  /// The runs of a comparison: settings × seeds.
  public static let comparedRuns = Limit(
    "compared runs", of: "`compare`: policies × GPU counts × modes × machines × seeds",
    count: 0...1_000_000, unit: "runs")

  /// The shares that a sweep is dealt into.
  public static let shards = Limit(
    "shards", of: "`--shard`, `--shards`", count: 1...1_000_000, unit: "shards")

  /// The runs that go on at a time.
  public static let jobs = Limit("runs at a time", of: "`compare --jobs`", count: 1...1024)

  /// The columns or rows of a scripted screen.
  public static let screenCells = Limit(
    "columns, rows", of: "`tui --size`, `export cast --size`", count: 1...1000)

  /// The pause after each key of a recording.
  public static let recordingPace = Limit(
    "paces of recordings", of: "`export cast --pace`", from: 0...3600, unit: "s")

  /// The width of an exported chart.
  public static let chartWidth = Limit(
    "chart widths", of: "`export svg --width`", from: 160...100_000, unit: "points")

  /// The workflow instances of an exported run, each a file.
  public static let exportedInstances = Limit(
    "exported instances", of: "`export wfformat` without `--merge`", count: 0...10_000,
    unit: "requests")

  /// The port of a server.
  public static let port = Limit("ports", of: "`emulate --port`", count: 0...65_535)

  // MARK: - Sizes

  /// The bytes of an input file.
  public static let fileBytes = Limit(
    "input files", of: "configurations, requests, logs", count: 0...(16 << 30), unit: "bytes")

  /// The bytes of input that is no regular file, such as a pipe: its end is not known beforehand.
  public static let streamBytes = Limit(
    "input streams", of: "the same from a pipe or a device", count: 0...(4 << 30), unit: "bytes")

  /// The bytes of a row of a table.
  public static let rowBytes = Limit(
    "rows", of: "a row of a table to `import`", count: 0...(16 << 20), unit: "bytes")

  /// The bytes of a theme or of the user's configuration.
  public static let settingsBytes = Limit(
    "settings files", of: "themes, sessions, the user's `config.yaml`", count: 0...(1 << 20),
    unit: "bytes")

  /// The bytes of an id or a name.
  public static let nameBytes = Limit(
    "ids and names", of: "models, workflows, nodes, requests", count: 1...1000, unit: "bytes")

  /// The bytes of a text on the command line or the command row of the screen.
  public static let textBytes = Limit(
    "short texts", of: "`--policy`, breakpoint conditions, searches", count: 0...4096,
    unit: "bytes")

  /// The bytes of a key script.
  public static let scriptBytes = Limit(
    "key scripts", of: "`tui --script`", count: 0...(1 << 20), unit: "bytes")

  /// The bytes of a request's body.
  public static let bodyBytes = Limit(
    "request bodies", of: "requests to `emulate`", count: 0...(16 << 20), unit: "bytes")

  /// The tokens of a prompt and its answer together.
  public static let contextTokens = Limit(
    "contexts", of: "prompt and answer of a call to `emulate`", count: 0...(1 << 20),
    unit: "tokens")

  // MARK: - Structure

  /// The lists and mappings inside of each other.
  public static let depth = Limit(
    "nesting", of: "YAML and JSON files", count: 0...128, unit: "levels")

  /// The values that aliases bring into a document, all together.
  public static let aliasedValues = Limit(
    "aliased values", of: "a YAML file", count: 0...1_000_000, unit: "values")

  /// All limits, in the order of the documentation.
  public static let all = [
    gpus, modelGPUs, gpuNumber, kinds, speed, duration, machineMemory, memory, bandwidth, tokens,
    tokenRate, arrivalRate, generatedTime, weight, policyParameter, timeFactor, timeout,
    serverEstimate, fraction, price, moment, models, groupSizes,
    workflows, nodes,
    edges, requests, requestNodes, executions, drawnRequests, seeds, comparedRuns, shards, jobs,
    screenCells,
    recordingPace, chartWidth,
    exportedInstances,
    port, fileBytes, streamBytes, rowBytes, settingsBytes, nameBytes, textBytes, scriptBytes,
    bodyBytes, contextTokens, depth,
    aliasedValues,
  ]
}
