/// The version of the program, which parts of sweeps carry.
enum ProgramVersion {
  static let number = "0.1.0"
}
