import Formats

/// The faults of a read, none where it succeeds.
func faults(_ body: () throws -> Void) throws -> [FormatFault] {
  do {
    try body()
    return []
  } catch let error as FormatError {
    return error.faults
  }
}

func input(_ text: String) -> ByteInput { .bytes(Array(text.utf8)) }
