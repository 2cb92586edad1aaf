import CCurl
import Glibc

extension CallFailure {
  /// Translates libcurl's result code of a failed request.
  ///
  /// - Parameters:
  ///   - code: the result code.
  ///   - words: libcurl's message, perhaps empty.
  ///   - systemError: the system's error number, or 0.
  init(_ code: CURLcode, words: String, systemError: Int32) {
    let words = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .refused("unknown host")
      case CURLE_COULDNT_RESOLVE_PROXY: .refused("unknown proxy")
      case CURLE_COULDNT_CONNECT where systemError != 0:
        .refused(String(cString: strerror(systemError)))
      // Only connecting has a time of its own, five minutes.
      case CURLE_OPERATION_TIMEDOUT: .refused("connection timed out")
      case CURLE_PEER_FAILED_VERIFICATION: .refused("its certificate is not trusted: \(words)")
      case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_CERTPROBLEM, CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY:
        .refused(words)
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .broken("the reply is not HTTP")
      // It would have been sent once more: see `HTTPTransfer`.
      case CURLE_SEND_FAIL_REWIND: .broken("closed before the answer")
      default: .broken(words)
      }
  }
}
