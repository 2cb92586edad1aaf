import Foundation

/// A well-behaved chat server over TLS, with a certificate of its own; needs openssl and python3.
final class SecureServer {
  /// The file of the certificate.
  let certificate: String
  let port: Int
  private let folder: URL
  private let process = Process()

  /// Whether the programs that this needs are installed.
  static let isPossible = [openssl, python].allSatisfy { $0 != nil }

  private static let openssl = path(of: "openssl")
  private static let python = path(of: "python3")

  private static func path(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static let script = """
    import http.server, os, ssl, sys, threading
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b'{"choices": [{"message": {"content": "x"}}], "usage": {"completion_tokens": 1}}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        do_GET = do_POST = answer
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True,
                                        do_handshake_on_connect=False)
    # Ends with the test, however that ends.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  /// Makes a certificate for a name and begins to listen on this machine.
  init(name: String) throws {
    guard let openssl = Self.openssl, let python = Self.python else { throw POSIXError(.ENOENT) }
    folder = FileManager.default.temporaryDirectory
      .appending(path: "gswarm-sim-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "certificate.pem").path
    let key = folder.appending(path: "key.pem").path
    let making = Process()
    making.executableURL = URL(filePath: openssl)
    making.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
      "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(name)",
    ]
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    guard making.terminationStatus == 0 else { throw POSIXError(.EINVAL) }
    let output = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", Self.script, certificate, key]
    process.standardInput = Pipe()
    process.standardOutput = output
    // It tells of every handshake that a client breaks off.
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else {
        throw POSIXError(.EPIPE)
      }
      line += byte
    }
    let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let number = Int(text) else { throw POSIXError(.EINVAL) }
    port = number
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }
}
