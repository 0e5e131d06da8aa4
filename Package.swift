// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 mode, and a warning is an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let structuredFields = Target.Dependency.product(
  name: "RawStructuredFieldValues", package: "swift-http-structured-headers")
let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// A library target of the house; `dependencies` may only point down the list in README.md.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one room; `snapshots` where they keep recorded texts beside them.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], snapshots: Bool = false,
  excluded: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"],
    exclude: (snapshots ? ["Snapshots"] : []) + excluded, swiftSettings: strict)
}

let package = Package(
  name: "phuctra",
  products: [
    .executable(name: "phuctra", targets: ["phuctra"]),
    .executable(name: "phuctra-hub", targets: ["phuctra-hub"]),
    .executable(name: "phuctra-bench", targets: ["phuctra-bench"]),
    .executable(name: "phuctra-faults", targets: ["phuctra-faults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-structured-headers", exact: "1.7.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    // 2.100 mends CVE-2026-28980.
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "phuctra",
      dependencies: [
        "Shell", "SyncClient", "Terminal", "Screens", "Frames", "Documents", "Explanations",
        "Formats",
        "Sync", "Journal", "Casework", "Evidence", "Metering", "Wording", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "phuctra-hub",
      dependencies: [
        "Shell", "Hub", "Documents", "Formats", "Casework", "Evidence", "Metering", "Wording",
        argumentParser, logging, serviceLifecycle,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "phuctra-bench",
      dependencies: [
        "Hub", "SyncClient", "Terminal", "Frames", "Formats", "Sync", "Journal", "Casework",
        "Evidence", "Metering", argumentParser, crypto, grdb,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "phuctra-faults",
      dependencies: ["Sync", "Journal", "Casework", "Evidence", "Metering", argumentParser, grdb],
      swiftSettings: strict),

    room("Shell", ["Metering", "Wording"]),
    room(
      "Hub",
      [
        "Sync", "Casework", "Evidence", "Formats", "Metering", "CPostgres", deques, grdb,
        sqlite, hummingbird, hummingbirdTLS, nio, nioPosix, nioHTTP1, nioSSL, logging, metrics,
        serviceLifecycle,
      ]),
    room("SyncClient", ["Sync", "Evidence", httpClient, nio, nioPosix, nioHTTP1, nioSSL]),
    room("Terminal", ["Frames", "CTerminal"]),
    room("Screens", ["Frames", "Explanations", "Casework", "Metering", "Wording"]),
    room("Frames"),
    room("Documents", ["Explanations", "Casework", "Metering", "Wording", "CQRCode"]),
    room("Explanations", ["Casework", "Metering", "Wording"]),
    room("Formats", ["Metering", "CExpat"]),
    room("Sync", ["Evidence", crypto, structuredFields]),
    room("Journal", ["Evidence", "Casework", "Metering", "CStorage", grdb]),
    room("Casework", ["Evidence", "Metering"]),
    room("Evidence", [crypto]),
    room("Wording"),
    room("Metering"),

    // ncurses with wide characters; `curses.h` is seen by this target's one C file alone.
    .target(
      name: "CTerminal",
      cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // The one call of SQLite that the journal needs and Swift cannot make.
    .target(name: "CStorage", linkerSettings: [.linkedLibrary("sqlite3")]),
    // libexpat1-dev: a well-kept streaming XML parser. FoundationXML would pull in libxml2 and ICU,
    // which cost more at start-up than the whole of expat.
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    // libpq-dev: PostgreSQL's own client.
    .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
    // libqrencode-dev: QR codes as rows of modules, without any drawing of its own.
    .systemLibrary(name: "CQRCode", providers: [.apt(["libqrencode-dev"])]),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Metering", ["Metering"]),
    tests("Wording", ["Wording"]),
    tests("Evidence", ["Evidence", crypto]),
    tests("Casework", ["Casework", "Evidence", "Metering"], snapshots: true),
    tests("Journal", ["Journal", "Casework", "Evidence", "Metering", grdb]),
    tests("Formats", ["Formats", "Metering"]),
    tests(
      "Documents", ["Documents", "Explanations", "Casework", "Metering", "Wording"],
      snapshots: true),
    tests("Explanations", ["Explanations", "Casework", "Metering", "Wording"]),
    tests("Frames", ["Frames"]),
    tests(
      "Screens", ["Screens", "Frames", "Explanations", "Casework", "Metering", "Wording"],
      snapshots: true),
    tests("Terminal", ["Terminal", "Frames"]),
    tests("Sync", ["Sync", "Evidence", crypto]),
    tests("SyncClient", ["SyncClient", nio, nioPosix, nioSSL]),
    tests(
      "Hub", ["Hub", "Sync", "Formats", "Casework", "Evidence", "Metering", crypto, grdb, nio]),
    tests(
      "EndToEnd",
      [
        "phuctra", "phuctra-hub", "phuctra-faults", "Shell", "Hub", "Screens", "Sync", "Journal",
        "Casework", "Evidence", "Metering", "Wording",
      ],
      snapshots: true, excluded: ["Clients"]),
  ]
)
