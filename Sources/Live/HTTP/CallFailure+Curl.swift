import CCurl
import Glibc

extension CallFailure {
  /// Translates libcurl's result code of a failed request.
  ///
  /// - Parameters:
  ///   - code: the result code.
  ///   - words: libcurl's message, perhaps empty.
  ///   - systemError: the system's error number, or 0.
  ///   - isConnected: whether there was a connection.
  ///   - timeout: the time-out of the request, in seconds.
  init(
    _ code: CURLcode, words: String, systemError: Int32, isConnected: Bool, timeout: Double
  ) {
    let words = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .refused("unknown host")
      case CURLE_COULDNT_RESOLVE_PROXY: .refused("unknown proxy")
      case CURLE_COULDNT_CONNECT where systemError != 0:
        .refused(String(cString: strerror(systemError)))
      case CURLE_OPERATION_TIMEDOUT:
        isConnected ? .timedOut(seconds: timeout) : .refused("connection timed out")
      case CURLE_PEER_FAILED_VERIFICATION: .untrusted(words)
      // Its own limit for the head of a reply.
      case CURLE_OUT_OF_MEMORY where isConnected: .malformed("the head of the reply is too long")
      case CURLE_SSL_CACERT_BADFILE: .untrusted(words)
      case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
        CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY:
        .refused(words)
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .broken("the reply is not HTTP")
      // It would have been sent once more: see `HTTPTransfer`.
      case CURLE_SEND_FAIL_REWIND: .broken("closed before the answer")
      default: .broken(words)
      }
  }
}
