internal import Documents
package import Engine

/// The models of a configuration, whose workflows may be missing.
package struct ModelFile {
  /// The models, in file order.
  package let models: [Model]
  /// The machine; nil if the file does not describe it.
  package let hardware: Hardware?

  /// Reads the models of a file.
  ///
  /// - Throws: all problems of the file.
  package init(path: String) throws(LoadFailure) {
    let source: SourceFile
    do { source = try SourceFile(path: path) } catch { throw LoadFailure([error]) }
    var notes = Diagnostics()
    let decoder = ConfigurationDecoder(rules: .standard)
    do {
      guard let root = try decoder.read(source, &notes) else {
        throw LoadFailure.badData(notes.render(for: source))
      }
      models = ModelDecoder(root, &notes).decode(&notes).models
      let isDescribed = root.value(ConfigurationField.hardware.key) != nil
      hardware = isDescribed ? decoder.decodeHardware(root, &notes) : nil
    } catch let failure as LoadFailure {
      throw failure
    } catch let error as SyntaxError {
      notes.add(error.diagnostic)
      throw .badData(notes.render(for: source))
    } catch {
      throw .badData("error: \(visible(path)) cannot be read\n")
    }
    guard !notes.hasErrors else { throw .badData(notes.render(for: source)) }
  }
}
