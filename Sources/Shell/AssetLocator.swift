import Glibc

/// Finds the folder `Assets` (translations, templates, the sample worklist) without Foundation.
///
/// In this order: `$PHUCTRA_ASSETS`; `../share/phuctra` beside the real path of the executable, as an
/// installation lays it; and in a development build the package's own `Assets`, above this file.
package struct AssetLocator {
  /// Every path that was tried, for the error that says so.
  package private(set) var tried: [String] = []

  package init() {}

  /// The folder, or nil where none of the paths holds `locales`.
  package mutating func find(environment: [String: String], executable: String?) -> String? {
    var candidates: [String] = []
    if let given = environment["PHUCTRA_ASSETS"], !given.isEmpty {
      candidates = [given]
    } else {
      if let executable { candidates.append(AssetLocator.installed(beside: executable)) }
      candidates += AssetLocator.development
    }
    tried = candidates
    return candidates.first { access("\($0)/locales", R_OK) == 0 }
  }

  private static func installed(beside executable: String) -> String {
    let folder = executable.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(folder)/share/phuctra"
  }

  /// The package's folder as it was when this file was compiled; it is gone on other machines.
  private static var development: [String] {
    let parts = "\(#filePath)".split(separator: "/").dropLast(3)
    return ["/" + parts.joined(separator: "/") + "/Assets"]
  }

  /// The real path of the running program.
  package static var executable: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
