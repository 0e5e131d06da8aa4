import CExpat

extension XMLScanner {
  /// An element's name with its NUL, and the wanted column it stands for, or -1.
  struct ElementName {
    let bytes: ContiguousArray<CChar>
    let column: Int
    /// Numbers of the same name in other letters, large or small: nearly always none. CSV knows no such
    /// difference, so a row that has both would lose one of them there.
    var variants: [Int] = []

    var text: String { bytes.withUnsafeBufferPointer { String(nullTerminated: $0) } }
  }

  /// Sets the parser's handlers; each finds the scanner in the user data.
  func install() {
    XML_SetElementHandler(
      parser,
      { data, name, _ in XMLScanner.from(data)?.start(name) },
      { data, _ in XMLScanner.from(data)?.finish() })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      XMLScanner.from(data)?.characters(text, count: Int(count))
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, name, _, _, _ in
      guard let scanner = XMLScanner.from(data), let name else { return }
      let isPage = String(cString: name).lowercased() == "html"
      scanner.end(scanner.fault(isPage ? .htmlPage : .doctype))
    }
    XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
      guard let scanner = XMLScanner.from(data), let encoding else { return }
      let name = String(cString: encoding)
      guard !["UTF-8", "UTF-16", "US-ASCII"].contains(name.uppercased()) else { return }
      scanner.end(scanner.fault(.unsupportedEncoding, value: name))
    }
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLScanner? {
    data.map { Unmanaged<XMLScanner>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(_ name: UnsafePointer<CChar>?) {
    guard stop == nil, !stopped, let name else { return }
    defer { depth += 1 }
    if depth >= XMLScanner.depthLimit {
      return end(fault(.tooDeep, detail: "\(XMLScanner.depthLimit)"))
    }
    if skipping { return }
    switch depth {
    case 0: startRoot(String(cString: name))
    case 1: startRow(String(cString: name))
    case 2: startColumn(name)
    default:
      end(fault(.unexpectedElement, field: String(cString: name), detail: "text"))
    }
  }

  private func startRoot(_ name: String) {
    if name == "NewDataSet" { return }
    end(fault(name.lowercased() == "html" ? .htmlPage : .wrongRoot, field: name))
  }

  private func startRow(_ name: String) {
    if name == "schema" || name.hasSuffix(":schema") {
      skipping = true
      return
    }
    guard name == "Table1" else {
      return end(fault(.unexpectedElement, field: name, detail: "Table1"))
    }
    rowOffset = Int64(XML_GetCurrentByteIndex(parser))
    rowLine = line
    text.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    nameNumbers.removeAll(keepingCapacity: true)
    for column in wanted.indices { wanted[column] = -1 }
  }

  private func startColumn(_ name: UnsafePointer<CChar>) {
    let number = number(of: name)
    let known = names[number]
    guard fields.count < CSVScanner.fieldsLimit else {
      return end(fault(.rowTooLong, detail: "\(CSVScanner.fieldsLimit)"))
    }
    if nameNumbers.contains(number) || known.variants.contains(where: nameNumbers.contains) {
      faults.add(fault(.columnTwice, field: known.text))
    } else if known.column >= 0 {
      wanted[known.column] = Int16(fields.count)
    }
    nameNumbers.append(number)
    fields.append(
      FieldSpan(
        start: Int32(text.count), count: 0, marks: [],
        line: Int32(clamping: line),
        column: Int32(clamping: XML_GetCurrentColumnNumber(parser) + 1)))
  }

  private func finish() {
    guard stop == nil, !stopped else { return }
    depth -= 1
    if skipping {
      if depth == 1 { skipping = false }
      return
    }
    if depth == 2 { finishColumn() }
    if depth == 1 {
      let end = Int64(XML_GetCurrentByteIndex(parser)) + Int64(XML_GetCurrentByteCount(parser))
      // A row without columns still has a place in memory.
      if text.isEmpty { text.append(0) }
      deliver(length: Int(end - rowOffset))
    }
  }

  private func finishColumn() {
    guard var field = fields.popLast() else { return }
    field.count = Int32(text.count) - field.start
    if field.marks.contains(.high) {
      let check = text.withUnsafeBufferPointer {
        TextCheck(UnsafeBufferPointer(rebasing: $0[Int(field.start)...]))
      }
      switch check {
      case .fine: break
      case .decomposed: field.marks.insert(.decomposed)
      case .invalid, .control, .noncharacter: end(fault(.controlCharacter, field: currentName))
      }
    }
    fields.append(field)
  }

  private var currentName: String? { nameNumbers.last.map { names[$0].text } }

  private func characters(_ bytes: UnsafePointer<CChar>?, count: Int) {
    guard stop == nil, !stopped, !skipping, let bytes else { return }
    let piece = UnsafeRawBufferPointer(start: bytes, count: count)
    guard depth == 3, let last = fields.indices.last else {
      let isBlank = piece.allSatisfy { $0 == 0x20 || (9...13).contains($0) }
      if !isBlank { end(fault(.strayText, value: String(decoding: piece, as: UTF8.self))) }
      return
    }
    text.append(contentsOf: piece)
    if piece.contains(where: { $0 >= 0x7F }) { fields[last].marks.insert(.high) }
    if text.count - Int(fields[last].start) > CSVScanner.fieldLimit {
      end(fault(.fieldTooLong, field: currentName, detail: "\(CSVScanner.fieldLimit)"))
    }
    if text.count > CSVScanner.rowLimit {
      end(fault(.rowTooLong, detail: "\(CSVScanner.rowLimit)"))
    }
  }

  /// The number of an element's name: rows nearly always have their columns in one order, so the
  /// name after the last one is tried first.
  private func number(of name: UnsafePointer<CChar>) -> Int {
    let guess = (nameNumbers.last ?? -1) + 1
    if names.indices.contains(guess), names[guess].matches(name) { return guess }
    if let known = names.firstIndex(where: { $0.matches(name) }) { return known }
    let text = String(cString: name)
    let same = text.uppercased()
    let variants = names.indices.filter { names[$0].text.uppercased() == same }
    for variant in variants { names[variant].variants.append(names.count) }
    names.append(
      ElementName(
        bytes: ContiguousArray(text.utf8CString), column: wantedNumbers[same] ?? -1,
        variants: variants))
    return names.count - 1
  }
}

extension XMLScanner.ElementName {
  fileprivate func matches(_ name: UnsafePointer<CChar>) -> Bool {
    for (place, character) in bytes.enumerated() where name[place] != character { return false }
    return true
  }
}

extension String {
  /// The text before the NUL of a C string.
  fileprivate init(nullTerminated bytes: UnsafeBufferPointer<CChar>) {
    let text = UnsafeRawBufferPointer(bytes).prefix { $0 != 0 }
    self = String(decoding: text, as: UTF8.self)
  }
}
