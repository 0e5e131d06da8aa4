import Wording

/// What every page of HTML has around its content: self-contained, without script, nothing in it loaded
/// from anywhere.
struct HTMLDocument {
  /// For hyphenation and screen readers.
  let language: Language
  let title: String
  /// The style sheet.
  let sheet: String

  /// The whole document around a body's markup.
  func text(body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(sheet)
    </style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }
}
