internal import Documents

/// Text from a file or the command line with control characters made visible, fit to be printed.
public func shown(_ text: String) -> String { visible(text) }
