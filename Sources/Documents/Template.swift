/// What a paper says, read from a plain text file: law and custom change the wording of papers, so it
/// is data.
///
/// One line is one thing. Lines that begin with `#` and blank lines do not count; blanks at the
/// beginning of a line are free.
/// ```
/// national: TEXT    the national heading        title: TEXT      the paper's title
/// section: TEXT     the heading of a part       centre: TEXT     a centred line
/// right: TEXT       a line at the right         footer: TEXT     the foot of every printed page
/// copy: TEXT        who keeps one of the copies
/// text: TEXT        a paragraph                 mark: TEXT       a mark not to be overlooked
/// row: LABEL = TEXT a label and its value       sign: WHO | NOTE | NAME   room to sign
/// insert: NAME      what the program draws      rule, rule short, blank
/// if NAME … end     where NAME holds            unless NAME … end   where it does not
/// ```
/// `{name}` in a TEXT stands for a field; an empty one is dotted, to be written by hand, as is a row
/// with nothing after its `=`. NAME after `if` is a condition, or a field, which holds where it is
/// not empty.
package struct Template: Hashable, Sendable {
  let nodes: [Node]

  indirect enum Node: Hashable, Sendable {
    case text(Directive, Filling)
    case row(Filling, Filling)
    case sign(Filling, Filling, Filling)
    case insert(String)
    case rule(Paper.Rule)
    case blank
    case condition(String, holds: Bool, [Node])
  }

  /// Directives of one text.
  enum Directive: String, Hashable, Sendable {
    case national, title, section, centre, right, text, mark, copy, footer
  }

  /// A text with fields in it.
  struct Filling: Hashable, Sendable {
    var pieces: [Piece]

    enum Piece: Hashable, Sendable {
      case words(String)
      case field(String)
    }
  }
}

/// The names a template of one kind of paper may use.
package struct TemplateVocabulary: Hashable, Sendable {
  package var fields: Set<String>
  package var conditions: Set<String>
  package var inserts: Set<String>

  package init(fields: Set<String>, conditions: Set<String>, inserts: Set<String>) {
    self.fields = fields
    self.conditions = conditions
    self.inserts = inserts
  }
}

/// What fills a template for one paper. A name that is missing counts as empty or not holding.
struct TemplateData: Hashable, Sendable {
  var fields: [String: String] = [:]
  var conditions: Set<String> = []
  var inserts: [String: [Paper.Block]] = [:]
}
