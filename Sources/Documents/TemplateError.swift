/// The first fault of a template, by file and line.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Problem: Hashable, Sendable {
    case unknownDirective(String)
    case unknownField(String)
    case unknownCondition(String)
    case unknownInsert(String)
    case textMissing(String)
    case rowWithoutValue
    case signatureParts(Int)
    case braceNotClosed
    case endWithoutIf
    case ifWithoutEnd
    case empty
  }

  /// The template's name, such as `vi/minutes.txt`.
  package var file: String
  /// Counted from 1.
  package var line: Int
  package var problem: Problem
  /// The names that may stand there, where the problem is an unknown one.
  package var known: [String]

  package init(file: String, line: Int, problem: Problem, known: [String] = []) {
    self.file = file
    self.line = line
    self.problem = problem
    self.known = known
  }

  package var description: String {
    "\(file), line \(line): \(problem.words)"
      + (known.isEmpty ? "" : "; known are: \(known.joined(separator: ", "))")
  }
}

extension TemplateError.Problem {
  fileprivate var words: String {
    switch self {
    case .unknownDirective(let name): "\"\(name)\" is no directive"
    case .unknownField(let name): "there is no field {\(name)}"
    case .unknownCondition(let name): "there is no condition or field \"\(name)\""
    case .unknownInsert(let name): "there is nothing to insert called \"\(name)\""
    case .textMissing(let name): "\"\(name)\" needs a text after a colon"
    case .rowWithoutValue: "a row needs \"LABEL = TEXT\""
    case .signatureParts(let count): "sign needs \"WHO | NOTE | NAME\", found \(count) parts"
    case .braceNotClosed: "a brace is not closed; a field is written {name}"
    case .endWithoutIf: "\"end\" without an \"if\" or \"unless\" before it"
    case .ifWithoutEnd: "this \"if\" or \"unless\" has no \"end\""
    case .empty: "the template says nothing"
    }
  }
}
