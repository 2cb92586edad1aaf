import CCurl
import Foundation

/// A request under way, with its libcurl handle.
///
/// Used on the thread of `HTTPLoop` only.
final class HTTPTransfer {
  let exchange: HTTPExchange
  /// The libcurl handle.
  let easy: UnsafeMutableRawPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  /// The buffer for libcurl's error message.
  private let words: UnsafeMutablePointer<CChar>
  private var unsent: Data
  private let timeout: Double
  private var answer = HTTPAnswer(status: 0)
  /// The number of bytes received so far, headers included.
  private var received = 0
  /// The number of bytes of headers received so far.
  private var receivedHead = 0

  /// The size limit of all heads of an answer, in bytes.
  private static let largestHead = 1 << 18

  /// Prepares a request; nil if there is no memory for it.
  init?(_ exchange: HTTPExchange, _ request: HTTPExchange.Request) {
    guard let easy = curl_easy_init() else { return nil }
    self.exchange = exchange
    self.easy = easy
    unsent = request.body ?? Data()
    timeout = request.timeout
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    for line in request.headerLines { headers = curl_slist_append(headers, line) ?? headers }
    describe(request)
    takeCalls()
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
    words.deallocate()
  }

  /// Sets the options of the request; redirections, cookies and compression stay off by default.
  private func describe(_ request: HTTPExchange.Request) {
    gs_curl_restrict(easy)
    // Signals are the program's own affair: it ignores the one for connections that are gone.
    gs_curl_set_number(easy, CURLOPT_NOSIGNAL, 1)
    gs_curl_set_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    gs_curl_set_text(easy, CURLOPT_URL, request.url.absoluteString)
    gs_curl_set_number(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
    gs_curl_set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
    if let file = request.certificates { gs_curl_set_text(easy, CURLOPT_CAINFO, file) }
    if let body = request.body {
      gs_curl_set_number(easy, CURLOPT_POST, 1)
      gs_curl_set_number(easy, CURLOPT_POSTFIELDSIZE, body.count)
    }
    gs_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
    gs_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    if request.takesOwnConnection {
      gs_curl_set_number(easy, CURLOPT_FRESH_CONNECT, 1)
      gs_curl_set_number(easy, CURLOPT_FORBID_REUSE, 1)
    }
    // An empty name is none, whatever the environment says.
    if request.staysOnMachine { gs_curl_set_text(easy, CURLOPT_PROXY, "") }
  }

  /// A time-out for libcurl, for which 0 is none.
  private static func milliseconds(_ seconds: Double) -> Int {
    Int(max(1, min(seconds * 1000, 1e9)).rounded(.up))
  }

  /// Installs the callbacks for the body of the request and for the answer.
  private func takeCalls() {
    let this = Unmanaged.passUnretained(self).toOpaque()
    gs_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
    gs_curl_set_pointer(easy, CURLOPT_READDATA, this)
    gs_curl_set_function(easy, CURLOPT_READFUNCTION) { buffer, size, count, this in
      HTTPTransfer.from(this).give(
        UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }
    // On a connection that served before and that turns out to be closed, libcurl would send the
    // request once more. But the server may have acted on it: a body is sent once.
    gs_curl_set_seek(easy) { _, _, _ in CURL_SEEKFUNC_FAIL }
    gs_curl_set_pointer(easy, CURLOPT_HEADERDATA, this)
    gs_curl_set_function(easy, CURLOPT_HEADERFUNCTION) { buffer, size, count, this in
      let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
      return HTTPTransfer.from(this).takeHeader(line)
    }
    gs_curl_set_pointer(easy, CURLOPT_WRITEDATA, this)
    gs_curl_set_function(easy, CURLOPT_WRITEFUNCTION) { buffer, size, count, this in
      let piece = UnsafeRawBufferPointer(start: buffer, count: size * count)
      return HTTPTransfer.from(this).takeBody(piece)
    }
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> HTTPTransfer {
    guard let pointer else { preconditionFailure("libcurl lost whose call it is") }
    return Unmanaged.fromOpaque(pointer).takeUnretainedValue()
  }

  /// Fills a buffer with bytes that are still to be sent and returns their number.
  private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = unsent.copyBytes(to: buffer)
    unsent = unsent.dropFirst(count)
    return count
  }

  private func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
    receivedHead += line.count
    guard !isHeadTooLarge else { return 0 }
    answer.take(String(decoding: line, as: UTF8.self))
    return count(line)
  }

  private func takeBody(_ piece: UnsafeRawBufferPointer) -> Int {
    let count = count(piece)
    if count == piece.count { answer.body.append(contentsOf: piece) }
    return count
  }

  /// Returns the number of bytes accepted of a piece: all, or 0 beyond the limit, which ends the
  /// transfer.
  private func count(_ piece: UnsafeRawBufferPointer) -> Int {
    received += piece.count
    return isTooLarge ? 0 : piece.count
  }

  private var isTooLarge: Bool { received > HTTPExchange.largestAnswer }
  private var isHeadTooLarge: Bool { receivedHead > Self.largestHead }

  /// Returns the outcome of the request, given libcurl's result code.
  func outcome(_ code: CURLcode) -> HTTPExchange.Outcome {
    if isHeadTooLarge { return .failure(.malformed("the head of the reply is too long")) }
    if isTooLarge { return .failure(.tooLarge(limit: HTTPExchange.largestAnswer)) }
    guard code == CURLE_OK else {
      return .failure(
        CallFailure(
          code, words: String(cString: words),
          systemError: Int32(gs_curl_number(easy, CURLINFO_OS_ERRNO)),
          isConnected: gs_curl_number(easy, CURLINFO_PRIMARY_PORT) > 0, timeout: timeout))
    }
    answer.status = gs_curl_number(easy, CURLINFO_RESPONSE_CODE)
    return .success(answer)
  }
}
