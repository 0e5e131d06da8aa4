/// Text made safe to stand in HTML and in a style sheet.
enum HTMLText {
  /// `text` for an element or a quoted attribute: nothing in it can open or close a tag, an attribute
  /// or an entity.
  /// - Complexity: O(characters).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in DisplayText.printable(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `text` as a quoted string of a style sheet: all but letters, digits and blanks by their number,
  /// so that neither the string nor the element around it can be closed.
  static func styleString(_ text: String) -> String {
    var result = "\""
    for scalar in DisplayText.printable(text).unicodeScalars {
      let isPlain = scalar == " " || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\\(String(scalar.value, radix: 16)) "
      }
    }
    return result + "\""
  }
}
