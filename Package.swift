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

/// A library target of the house; `dependencies` may only point down the list in README.md.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one room; `snapshots` where they keep recorded texts beside them.
func tests(_ name: String, _ dependencies: [Target.Dependency], snapshots: Bool = false) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"],
    exclude: snapshots ? ["Snapshots"] : [], swiftSettings: strict)
}

let package = Package(
  name: "phuctra",
  products: [
    .executable(name: "phuctra", targets: ["phuctra"]),
    .executable(name: "phuctra-bench", targets: ["phuctra-bench"]),
    .executable(name: "phuctra-faults", targets: ["phuctra-faults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .executableTarget(
      name: "phuctra",
      dependencies: [
        "Terminal", "Screens", "Frames", "Documents", "Explanations", "Formats", "Journal",
        "Casework", "Evidence", "Metering", "Wording", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "phuctra-bench",
      dependencies: [
        "Terminal", "Frames", "Formats", "Journal", "Casework", "Evidence", "Metering",
        argumentParser, crypto, grdb,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "phuctra-faults",
      dependencies: ["Journal", "Casework", "Evidence", "Metering", argumentParser, grdb],
      swiftSettings: strict),

    room("Terminal", ["Frames", "CTerminal"]),
    room("Screens", ["Frames", "Explanations", "Casework", "Metering", "Wording"]),
    room("Frames"),
    room("Documents", ["Explanations", "Casework", "Metering", "Wording", "CQRCode"]),
    room("Explanations", ["Casework", "Metering", "Wording"]),
    room("Formats", ["Metering", "CExpat"]),
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
    tests(
      "EndToEnd",
      ["phuctra", "phuctra-faults", "Screens", "Journal", "Casework", "Metering", "Wording"],
      snapshots: true),
  ]
)
