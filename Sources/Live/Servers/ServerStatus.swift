import Documents
import Foundation

/// The names of instances.
enum InstanceName {
  /// Whether a name that a server gave can be part of a path, and of a line in a file.
  static func isUsable(_ name: String) -> Bool {
    (1...200).contains(name.utf8.count) && ![".", ".."].contains(name)
      && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// A name as a part of a path.
  static func escaped(_ name: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    return name.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}

/// An instance on a server.
struct ServedInstance: Hashable, Sendable {
  let name: String
  let model: String
}

/// The instances that a GSwarm server says it has, this program's and others'.
struct ServerStatus: Sendable {
  let instances: [ServedInstance]

  /// Reads the answer of `/standalone/status`; instances without a usable name are left out.
  init(_ answer: Node) {
    instances = (answer["serving_instances"]?.items ?? []).compactMap { item in
      guard let name = item["instance_id"]?.text, InstanceName.isUsable(name),
        let model = item["model_name"]?.text
      else { return nil }
      return ServedInstance(name: name, model: model)
    }
  }
}
