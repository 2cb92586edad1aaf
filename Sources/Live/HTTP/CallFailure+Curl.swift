import CCurl
import Glibc

extension CallFailure {
  /// What libcurl says of a request that failed.
  ///
  /// - Parameters:
  ///   - code: the kind of failure.
  ///   - words: what it says about it, perhaps nothing.
  ///   - systemError: the number that the system gave it, else 0.
  init(_ code: CURLcode, words: String, systemError: Int32) {
    let words = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .refused("there is no such host")
      case CURLE_COULDNT_RESOLVE_PROXY: .refused("there is no such proxy")
      case CURLE_COULDNT_CONNECT where systemError != 0:
        .refused(String(cString: strerror(systemError)))
      // Only connecting has a time of its own, five minutes.
      case CURLE_OPERATION_TIMEDOUT: .refused("nobody answers")
      case CURLE_PEER_FAILED_VERIFICATION: .refused("its certificate is not trusted: \(words)")
      case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_CERTPROBLEM, CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY:
        .refused(words)
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .broken("what came is not HTTP")
      // It would have been sent once more: see `HTTPTransfer`.
      case CURLE_SEND_FAIL_REWIND: .broken("before there was an answer")
      default: .broken(words)
      }
  }
}
