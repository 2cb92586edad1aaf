import Documents
import Foundation

extension Endpoint {
  /// Whether a key would travel unencrypted over a network.
  static func exposesKeys(at address: URL) -> Bool {
    address.scheme?.lowercased() == "http" && !HTTPExchange.Request.staysOnMachine(address)
  }

  /// Returns an address without a user name and password, safe to print.
  static func shown(_ address: URL) -> String {
    guard address.user() != nil || address.password() != nil,
      var parts = URLComponents(url: address, resolvingAgainstBaseURL: false)
    else { return visible(address.absoluteString) }
    parts.user = nil
    parts.password = nil
    return visible(parts.string ?? address.host() ?? "")
  }

  /// The texts by which a server could repeat a key or a password, the longest first.
  static func secrets(of address: URL, key: String?) -> [String] {
    var secrets = [key]
    if let password = address.password(percentEncoded: false) {
      let pair = "\(address.user(percentEncoded: false) ?? ""):\(password)"
      secrets += [
        password, address.password(percentEncoded: true), Data(pair.utf8).base64EncodedString(),
      ]
    }
    return secrets.compactMap(\.self).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
  }
}
