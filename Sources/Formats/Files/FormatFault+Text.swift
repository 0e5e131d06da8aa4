/// The languages a fault can be said in.
package enum FaultLanguage: String, CaseIterable, Sendable {
  case vietnamese = "vi"
  case english = "en"
}

extension FormatFault {
  /// The fault in one line: place, column and value, what is wrong, what was expected.
  package func text(in language: FaultLanguage) -> String {
    let parts = [place(in: language), subject, sentence(in: language)]
    return parts.filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// `line 12, column 40`, or nothing for the whole file.
  private func place(in language: FaultLanguage) -> String {
    guard let line else { return "" }
    let words = language == .english ? (", column", "line") : (", cột", "dòng")
    return "\(words.1) \(line)" + (column.map { "\(words.0) \($0)" } ?? "")
  }

  /// `CS_MOI “12a”`, as far as known and fit to be said.
  private var subject: String {
    let quoted = code == .fieldCount || isPersonal ? nil : value.map { "“\($0)”" }
    return [field, quoted].compactMap(\.self).joined(separator: " ")
  }

  /// True where the value may tell who a customer is or where he lives. Faults end up in the terminals
  /// and logs of whoever runs the import, so line and column have to do.
  private var isPersonal: Bool {
    if code == .strayText { return true }
    guard let name = field?.uppercased() else { return false }
    return WorklistColumn.allCases.contains { $0.isPersonal && $0.name == name }
  }

  private func sentence(in language: FaultLanguage) -> String {
    let pattern = language == .english ? code.english : code.vietnamese
    return pattern.replacing("{detail}", with: detail ?? "").replacing("{value}", with: value ?? "")
  }
}

extension String {
  /// Every `mark` replaced by `text`; the standard library has none without Foundation or regexes.
  fileprivate func replacing(_ mark: String, with text: String) -> String {
    guard let first = mark.first, contains(first) else { return self }
    var result = ""
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(mark) {
        result += text
        rest = rest.dropFirst(mark.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}

extension FormatFault.Code {
  fileprivate var english: String {
    switch self {
    case .emptyFile: "the file is empty"
    case .noRows: "there is no row of data in the file"
    case .htmlPage: "this is a web page, not a list: export the list again"
    case .workbook: "this is a workbook or an archive: save the sheet as CSV UTF-8"
    case .unsupportedEncoding: "unsupported encoding: expected UTF-8, or UTF-16 with a BOM"
    case .invalidEncoding: "bytes that are no text of the file's encoding (UTF-8 or UTF-16)"
    case .nulByte: "a NUL byte; UTF-16 needs a BOM at its start"
    case .controlCharacter: "a control character"
    case .noncharacter: "U+FFFE or U+FFFF, which is no character and which XML cannot hold"
    case .malformedXML: "malformed XML: {detail}"
    case .truncated: "the file ends too soon: it was cut off"
    case .doctype: "a DOCTYPE is refused: lists have none"
    case .wrongRoot: "expected the root element NewDataSet"
    case .unexpectedElement: "an element that has no place here: expected {detail}"
    case .strayText: "text outside a column"
    case .tooDeep: "elements are nested more than {detail} deep"
    case .fieldCount: "{value} fields where the header has {detail}"
    case .unterminatedQuote: "a quoted field is never closed"
    case .strayQuote: "a quote inside a field: fields with quotes must be quoted, quotes doubled"
    case .fieldTooLong: "longer than {detail} bytes"
    case .rowTooLong: "the row is longer than {detail} bytes"
    case .columnTwice: "the column is there twice"
    case .missingColumn: "the column is missing"
    case .missingValue: "a value is needed"
    case .badIndex: "expected an index: up to 9 digits, a point, up to 3 decimals"
    case .negativeIndex: "an index is never negative"
    case .badConsumption: "expected kWh: up to 12 digits, a point, up to 6 decimals"
    case .badMultiplier: "expected a multiplier above 0 with up to 3 decimals"
    case .badDate: "expected a date and time like 2026-06-12T10:37:00"
    case .badPeriod: "expected year 1900–2199, month 1–12, cycle 1–9"
    case .badNumber: "expected a whole number {detail}"
    case .unknownCode: "expected one of {detail}"
    case .registerTwice: "the same register is already on line {detail}"
    case .decisionTwice: "the decision on line {detail} is in force from this day: leave one out"
    case .pointAgain:
      "this point stands at line {detail} too: the rows of a point must be adjacent, sort the file"
    case .otherBook:
      "another book than the same point has at line {detail}: put all its rows into one"
    case .tooManyMeters:
      "more than {detail} meters at one point: give each point its own code, or leave it empty"
    case .disagreement: "differs from the same point's first row, line {detail}, which wins"
    }
  }

  fileprivate var vietnamese: String {
    switch self {
    case .emptyFile: "tệp rỗng"
    case .noRows: "tệp không có dòng dữ liệu nào"
    case .htmlPage: "đây là trang web, không phải danh sách: hãy xuất lại danh sách"
    case .workbook: "đây là tệp Excel hoặc tệp nén: hãy lưu trang tính thành CSV UTF-8"
    case .unsupportedEncoding: "bảng mã không hỗ trợ: cần UTF-8, hoặc UTF-16 có BOM"
    case .invalidEncoding: "có byte không đúng bảng mã của tệp (UTF-8 hoặc UTF-16)"
    case .nulByte: "có byte NUL; UTF-16 phải có BOM ở đầu tệp"
    case .controlCharacter: "có ký tự điều khiển"
    case .noncharacter: "có mã U+FFFE hoặc U+FFFF, không phải ký tự và XML không ghi được"
    case .malformedXML: "XML sai cú pháp: {detail}"
    case .truncated: "tệp bị cắt cụt, chưa hết nội dung"
    case .doctype: "không nhận DOCTYPE: danh sách không có phần này"
    case .wrongRoot: "phần tử gốc phải là NewDataSet"
    case .unexpectedElement: "phần tử không được ở đây: cần {detail}"
    case .strayText: "có chữ nằm ngoài các cột"
    case .tooDeep: "phần tử lồng nhau quá {detail} cấp"
    case .fieldCount: "có {value} ô trong khi dòng tiêu đề có {detail}"
    case .unterminatedQuote: "ô mở ngoặc kép mà không đóng"
    case .strayQuote: "dấu ngoặc kép nằm giữa ô: ô có ngoặc kép phải đặt trong ngoặc và gấp đôi"
    case .fieldTooLong: "dài quá {detail} byte"
    case .rowTooLong: "dòng dài quá {detail} byte"
    case .columnTwice: "cột xuất hiện hai lần"
    case .missingColumn: "thiếu cột"
    case .missingValue: "thiếu giá trị"
    case .badIndex: "cần một chỉ số: tối đa 9 chữ số, dấu chấm, tối đa 3 số lẻ"
    case .negativeIndex: "chỉ số không bao giờ âm"
    case .badConsumption: "cần số kWh: tối đa 12 chữ số, dấu chấm, tối đa 6 số lẻ"
    case .badMultiplier: "cần hệ số nhân lớn hơn 0, tối đa 3 số lẻ"
    case .badDate: "cần ngày giờ dạng 2026-06-12T10:37:00"
    case .badPeriod: "cần năm 1900–2199, tháng 1–12, kỳ 1–9"
    case .badNumber: "cần số nguyên {detail}"
    case .unknownCode: "cần một trong các mã {detail}"
    case .registerTwice: "bộ chỉ số này đã có ở dòng {detail}"
    case .decisionTwice: "quyết định ở dòng {detail} cũng có hiệu lực từ ngày này: hãy bỏ một"
    case .pointAgain:
      "điểm đo này còn ở dòng {detail}: các dòng của một điểm đo phải liền nhau, hãy sắp xếp lại tệp"
    case .otherBook:
      "khác quyển với cùng điểm đo ở dòng {detail}: hãy xếp các dòng của nó vào một quyển"
    case .tooManyMeters:
      "hơn {detail} công tơ ở một điểm đo: hãy ghi mã riêng cho từng điểm đo, hoặc để trống"
    case .disagreement: "khác với dòng đầu của cùng điểm đo, dòng {detail}; lấy theo dòng đầu"
    }
  }
}
