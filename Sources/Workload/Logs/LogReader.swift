public import Audit
internal import Documents
import Engine

/// Reads execution logs, this program's or another one's.
///
/// An execution needs `request_id`, `node_id`, `gpu_id` or `gpu_ids`, `start_time` and `end_time`. A
/// log may also be a bare list of executions, without a summary.
public enum LogReader {
  /// Reads a log.
  ///
  /// - Throws: everything that keeps it from being read, with all missing and mistyped fields.
  /// - Complexity: O(bytes); executions are read one at a time.
  public static func read(path: String) throws(LoadFailure) -> ExecutionLog {
    let source: SourceFile
    do { source = try SourceFile(path: path, assuming: .json) } catch { throw LoadFailure([error]) }
    var log = ExecutionLog()
    var flat = FlatExecution()
    var diagnostics = Diagnostics()
    do {
      let document = try DocumentReader.read(
        source, itemsOf: "executions", orRoot: true, diagnostics: &diagnostics,
        flat: { flat.append($0, to: &log) }
      ) { item, diagnostics in
        append(item, to: &log, &diagnostics)
      }
      if let items = document.items {
        // Those of a list with an anchor.
        for item in items { append(item, to: &log, &diagnostics) }
      } else if let root = FieldReader(document, owner: "the log", &diagnostics) {
        readRoot(root, into: &log, &diagnostics)
      }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    guard !diagnostics.hasErrors else { throw .badData(diagnostics.render(for: source)) }
    return log
  }

  private static func append(
    _ item: Node, to log: inout ExecutionLog, _ diagnostics: inout Diagnostics
  ) {
    guard let fields = FieldReader(item, owner: "an execution", &diagnostics) else { return }
    guard Limit.executions.allows(log.executions.count + 1) else {
      diagnostics.error("there are \(Limit.executions.excess)", at: item.position)
      return
    }
    let line = TreeExecution(fields: fields).line(&diagnostics)
    if let line { log.append(line) }
  }

  private static func readRoot(
    _ root: FieldReader, into log: inout ExecutionLog, _ diagnostics: inout Diagnostics
  ) {
    if let list = root.required("executions", &diagnostics), list.items == nil {
      diagnostics.error("executions must be a list, found \(list.kindName)", at: list.position)
    }
    guard let node = root.node["summary"] else { return }
    if let fields = FieldReader(node, owner: "summary", &diagnostics) {
      log.summary = SummaryReader(fields: fields).summary(&diagnostics)
    }
  }
}
