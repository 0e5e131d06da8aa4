import ArgumentParser
import Evidence
import Formats
import Foundation
import Glibc
import Hub
import Shell
import Wording

/// The options that go with every command of the hub.
struct HubOptions: ParsableArguments {
  @Option(help: "Where everything is kept: sqlite:PATH or postgres://….")
  var store: String

  @Option(help: "vi or en (else from the locale, else vi).")
  var lang: String?

  func validate() throws {
    if let lang, !["vi", "en"].contains(lang) {
      throw ValidationError("--lang: vi | en, not \(lang)")
    }
    guard store.hasPrefix("sqlite:") || HubOptions.isPostgres(store) else {
      throw ValidationError("--store: sqlite:PATH | postgres://…, not “\(store)”")
    }
  }

  private static func isPostgres(_ store: String) -> Bool {
    store.hasPrefix("postgres://") || store.hasPrefix("postgresql://")
  }

  /// Runs a command's work on the hub and turns whatever it throws into words on stderr and an exit
  /// status.
  /// - Parameter mayMake: a store that is not there is made: else a mistyped path would be a new hub.
  func run(
    mayMake: Bool = false, _ body: (Hub, Wording) async throws -> Void
  ) async throws {
    var say = Wording(language: .vietnamese, catalogue: .empty)
    do {
      say = try wording()
      let store = try await open(mayMake: mayMake)
      let hub = try await Hub(store: store, surroundings: HubSurroundings.system)
      try await body(hub, say)
      await store.close()
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = HubFailure(error, say)
      FileHandle.standardError.write(Data("phuctra-hub: \(failure.message)\n".utf8))
      throw ExitCode(failure.status.rawValue)
    }
  }

  private func open(mayMake: Bool) async throws -> any HubStore {
    if HubOptions.isPostgres(store) { return try await PostgresStore(address: store) }
    return try SQLiteStore(path: String(store.dropFirst("sqlite:".count)), mayMake: mayMake)
  }

  private func wording() throws -> Wording {
    let environment = ProcessInfo.processInfo.environment
    let language = Locales.language(lang, environment)
    return Wording(
      language: language,
      catalogue: try Locales.catalogue(["hub"], in: try HubOptions.assets(environment), language))
  }

  /// - Throws: `HubFailure` (78) naming every path that was tried.
  static func assets(_ environment: [String: String]) throws -> String {
    var locator = AssetLocator()
    guard
      let assets = locator.find(environment: environment, executable: AssetLocator.executable)
    else {
      throw HubFailure(.badConfiguration, "Assets? \(locator.tried.joined(separator: ", "))")
    }
    return assets
  }
}

extension HubSurroundings {
  /// The machine's own clock and random source.
  static var system: HubSurroundings {
    let clock = SystemClock()
    let boot =
      (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))
      .map { String($0.prefix(8)) } ?? "00000000"
    return HubSurroundings(
      now: { clock.timestamp() }, seconds: { Int64(time(nil)) },
      random: { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      },
      boot: { (boot, clock.monotonic()) },
      processors: ProcessInfo.processInfo.activeProcessorCount)
  }
}
