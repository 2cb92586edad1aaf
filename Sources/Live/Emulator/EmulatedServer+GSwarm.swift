import Documents
import Engine

/// An error of the GSwarm server's own code: whatever it is, the status is 500.
struct GSwarmError: Error {
  let detail: String

  /// An error of the server's libraries, in their words.
  init(_ detail: String) { self.detail = detail }

  /// An error that was meant to have another status; it survives as the first word.
  init(_ status: Int, _ text: String) { detail = "\(status): \(text)" }
}

/// A path of the GSwarm server.
enum GSwarmRoute {
  case root, health, status, download, load, serve, offload, estimate
  case call(String)
  case estimateInstance(String)
  case instance(String)

  init?(_ path: [String]) {
    switch (path.count, path.first, path.dropFirst().first) {
    case (0, nil, nil): self = .root
    case (1, "health", nil): self = .health
    case (2, "standalone", "status"): self = .status
    case (2, "standalone", "download"): self = .download
    case (2, "standalone", "load"): self = .load
    case (2, "standalone", "serve"): self = .serve
    case (2, "standalone", "offload"): self = .offload
    case (2, "standalone", "estimate"): self = .estimate
    case (3, "standalone", "call") where path[2] != "": self = .call(path[2])
    case (3, "standalone", "estimate") where path[2] != "": self = .estimateInstance(path[2])
    case (3, "standalone", "instance") where path[2] != "": self = .instance(path[2])
    default: return nil
    }
  }

  var method: String {
    switch self {
    case .root, .health, .status: "GET"
    case .instance: "DELETE"
    default: "POST"
    }
  }

  /// The fields of the body.
  var fields: [BodyField] {
    switch self {
    case .root, .health, .status, .instance: []
    case .download: [BodyField("model_name"), BodyField("source", isRequired: false)]
    case .load:
      [
        BodyField("model_name"), BodyField("target", isRequired: false),
        BodyField("device", isRequired: false, allowsNull: true),
      ]
    case .serve: [BodyField("model_name"), BodyField("device", .texts, isRequired: false)]
    case .offload: [BodyField("model_name"), BodyField("target")]
    case .call, .estimateInstance: [BodyField("instance_id"), BodyField("data", .mapping)]
    case .estimate: [BodyField("model_name"), BodyField("device"), BodyField("data", .mapping)]
    }
  }
}

extension EmulatedServer {
  mutating func gswarmReply(to request: EmulatorRequest) -> EmulatorReply {
    guard let route = GSwarmRoute(request.path) else {
      return Self.redirection(from: request.path) ?? .failure(404, "Not Found")
    }
    guard route.method == request.method else {
      var reply = EmulatorReply.failure(405, "Method Not Allowed")
      reply.headers["Allow"] = route.method
      return reply
    }
    if let refusal = BodyField.refusal(of: request.body, route.fields) { return refusal }
    do throws(GSwarmError) {
      return try carryOut(route, request)
    } catch {
      return .failure(500, error.detail)
    }
  }

  private mutating func carryOut(
    _ route: GSwarmRoute, _ request: EmulatorRequest
  ) throws(GSwarmError) -> EmulatorReply {
    let body = request.body.node ?? Node(.mapping([]), at: .start)
    return switch route {
    case .root: EmulatorReply(status: 200, body: Self.greeting)
    case .health: EmulatorReply(status: 200, body: health(at: request.date))
    case .status: EmulatorReply(status: 200, body: status)
    case .download: try download(body)
    case .load: try load(body)
    case .serve: try serve(body, at: request.date)
    case .offload: try offload(body)
    case .call(let instance): try call(instance, body, request)
    case .estimate: try estimate(body, at: request.date)
    case .estimateInstance(let instance): try estimate(by: instance, body, at: request.date)
    case .instance(let instance): try delete(instance)
    }
  }

  /// A redirection to the same path without the slash at its end.
  private static func redirection(from path: [String]) -> EmulatorReply? {
    guard path.last == "", GSwarmRoute(path.dropLast()) != nil else { return nil }
    return EmulatorReply(
      status: 307, body: nil, headers: ["Location": "/" + path.dropLast().joined(separator: "/")])
  }

  private static let greeting: AnswerJSON = [
    "message": "GSwarm Standalone Model Server", "version": "1.0.0", "status": "running",
  ]

  private func health(at date: Double) -> AnswerJSON {
    [
      "status": "healthy", "timestamp": .text(localDate(date)),
      "models_in_dram": .whole(inMemory.count), "models_on_disk": .whole(onDisk.count),
      "serving_instances": .whole(instances.count),
    ]
  }

  private var status: AnswerJSON {
    let serving = instances.map { instance -> AnswerJSON in
      [
        "instance_id": .text(instance.name), "model_name": .text(name(of: instance.model)),
        "device": .text(instance.device), "port": .whole(instance.port),
        "url": .text("http://localhost:\(instance.port)"), "created_at": .text(instance.date),
      ]
    }
    return [
      "models_on_disk": .list(onDisk.map { .text(name(of: $0)) }),
      "models_in_dram": .list(inMemory.map { .text(name(of: $0.model)) }),
      "serving_instances": .list(serving), "cache_directory": .text(Self.cacheFolder),
      "used_ports": .list(ports.used.sorted().map { .whole($0) }),
    ]
  }

  /// The folder that the server names; nothing is ever written there.
  static let cacheFolder = "~/.cache/gswarm/models"
}

extension EmulatorReply {
  /// A success of the GSwarm interface.
  static func success(
    _ message: String, _ data: AnswerJSON, after seconds: Double = 0
  ) -> EmulatorReply {
    EmulatorReply(
      status: 200, body: ["success": true, "message": .text(message), "data": data],
      seconds: seconds)
  }

  /// A failure of the GSwarm interface.
  static func failure(_ status: Int, _ detail: String) -> EmulatorReply {
    EmulatorReply(status: status, body: ["detail": .text(detail)])
  }
}
