package import Evidence
import Foundation
package import Sync

extension Hub {
  /// Makes a code with which one device may enrol; only its hash is kept.
  /// - Parameters:
  ///   - tag: stands in the numbers of the device's minutes; nil: made from its identity.
  ///   - validHours: how long it may be used.
  /// - Throws: `HubRequestError` for words that no certificate can hold; `HubStoreError`.
  package func issueCode(
    unit: String, role: CertifiedRole, person: String, tag: String?, validHours: Int = 72
  ) async throws -> EnrolmentCode {
    if let tag, !Certificate.isTag(tag) {
      throw HubRequestError(code: .badTag, value: tag)
    }
    for words in [unit, person] where !Hub.isPrintable(words) {
      throw HubRequestError(code: .badWords, value: words)
    }
    guard let code = EnrolmentCode(secret: surroundings.random(10), hub: key) else {
      throw HubStoreError(code: .unexpected, message: "the random source gave too little")
    }
    let expires = surroundings.seconds() + Int64(validHours) * 3600
    _ = try await store.write { session in
      try session.execute(
        """
        INSERT INTO code(hash, unit, role, person, tag, expires, used_by)
        VALUES ($1, $2, $3, $4, $5, $6, NULL)
        """,
        [
          .bytes(code.hash.bytes), .text(unit), .text(role.rawValue), .text(person),
          tag.map { .text($0) } ?? .null, .integer(expires),
        ])
    }
    return code
  }

  /// Whose a tag is in a unit: a code with this tag is good for that device alone. Nil where it is free.
  /// - Throws: `HubStoreError`.
  package func holder(ofTag tag: String, unit: String) async throws -> DeviceIdentity? {
    try await store.read { session in
      let row = try session.first(
        "SELECT device FROM tag WHERE unit = $1 AND tag = $2", [.text(unit), .text(tag)])
      return try row.flatMap { DeviceIdentity(hex: try $0.text(0)) }
    }
  }

  private static func isPrintable(_ words: String) -> Bool {
    (1...128).contains(words.utf8.count) && words.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
  }

  /// Certifies the key of who has an open code; the same key with the same code again gets the same
  /// certificate.
  /// - Throws: `Refusal`: `malformed`, `codeUnknown`; `HubStoreError`.
  /// - Complexity: O(codes), each compared, whether one fits or not.
  package func enrol(_ request: EnrolmentRequest) async throws -> EnrolmentAnswer {
    guard request.version == 1, let key = PublicKey(hex: request.key),
      let proof = Hex.bytes(request.proof, count: 32), key != self.key
    else { throw Refusal(.malformed, "an enrolment has version 1, a key and a proof in hex") }
    let (signer, now, seconds) = (signer, surroundings.now(), surroundings.seconds())
    return try await store.write { session in
      let enrolment = Enrolment(session: session, signer: signer, now: now, seconds: seconds)
      return try enrolment.answer(key, proof: proof)
    }
  }
}

/// What a person asked of the hub that cannot be done.
package struct HubRequestError: Error, Hashable, Sendable {
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// Not 1 to 12 capital letters or digits.
    case badTag
    /// Empty, too long or with control characters.
    case badWords
    /// No device or unit of this name.
    case unknownReceiver
    /// The unit has no inspectors' devices to share a list among.
    case noInspectors
    /// No device of this identity.
    case unknownDevice
    /// The file is no worklist, or no statement of invoices.
    case badFile
    /// No list that the hub holds has a meter of this customer.
    case unknownCustomer
    /// The customer's meter is on another's list already; the detail is whose.
    case onAnothersList
    /// Whom a third visit was to go to has been at the meter, which the detail names.
    case wasThere
  }

  package let code: Code
  /// What was given.
  package let value: String
  /// What is wrong with it, where the code alone does not say.
  package let detail: String

  package init(code: Code, value: String, detail: String = "") {
    self.code = code
    self.value = value
    self.detail = detail
  }
}
