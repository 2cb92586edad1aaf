/// An error of OpenAI's interface.
struct OpenAIError: Error {
  let status: Int
  let message: String
  var type = "invalid_request_error"
  /// The parameter that is wrong.
  var parameter: String?
  var code: String?

  init(
    _ status: Int, _ message: String, parameter: String? = nil, code: String? = nil,
    type: String = "invalid_request_error"
  ) {
    self.status = status
    self.message = message
    self.type = type
    self.parameter = parameter
    self.code = code
  }

  /// The answer.
  var reply: EmulatorReply {
    EmulatorReply(
      status: status,
      body: [
        "error": [
          "message": .text(message), "type": .text(type),
          "param": parameter.map { .text($0) } ?? nil, "code": code.map { .text($0) } ?? nil,
        ]
      ])
  }

  static func missing(_ parameter: String) -> OpenAIError {
    OpenAIError(
      400, "Missing required parameter: '\(parameter)'.", parameter: parameter,
      code: "missing_required_parameter")
  }

  static func wrongType(_ parameter: String, expected: String, found: String) -> OpenAIError {
    OpenAIError(
      400, "Invalid type for '\(parameter)': expected \(expected), but got \(found) instead.",
      parameter: parameter, code: "invalid_type")
  }
}
