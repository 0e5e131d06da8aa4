import Metering

extension BookPoint {
  /// The record is billed as it stands, where it is still the one that was looked at.
  func recordStands(_ standing: Standing) -> Closing {
    guard !isChanged else { return open(standing, .recordChanged, crew(standing)) }
    return closed(standing, .recordStands, after: recordedEnergy, money: 0)
  }

  /// An approved correction, or one that billing took over: as export decides.
  func corrected(_ standing: Standing) -> Closing {
    guard let hash = standing.correction,
      case .correction(let correction)? = history.entries(holding: hash)
        .first(where: { $0.hash == hash })?.body.record
    else { return open(standing, .overtaken, .supervisor) }
    let money = correction.cost?.amounts?.difference
    let before = energy { register in
      correction.registers.first { $0.register == register.kind }?.consumptionBefore
    }
    let after = before + correction.energyChange
    if standing.state == .applied {
      // The list may hold the corrected index by now: what was approved says what was done.
      let isIssued = standing.approval?.invoice?.state == .issued
      return closed(
        standing, isIssued ? .adjusted : .corrected, before: before, after: after, money: money)
    }
    let decision = ExportDecision(
      correction, record: record, isChanged: isChanged, isEnrolled: true,
      approval: standing.approval)
    switch decision {
    case .correctBook:
      return closed(standing, .corrected, before: before, after: after, money: money)
    case .adjustInvoice:
      return closed(standing, .adjusted, before: before, after: after, money: money)
    case .hold(let reason): return open(standing, OpenPoint.Reason(reason), .supervisor)
    }
  }

  /// Billed by the months before, where they are known.
  func estimated(_ standing: Standing) -> Closing {
    guard !isChanged else { return open(standing, .recordChanged, crew(standing)) }
    guard let estimate = record.meanOfMonthsBefore else {
      return open(standing, .noMonthsBefore, .supervisor)
    }
    return closed(standing, .estimated, after: estimate, money: nil)
  }

  private func closed(
    _ standing: Standing, _ settlement: ClosedPoint.Settlement, before: Energy? = nil,
    after: Energy, money: Int64?
  ) -> Closing {
    let entry = standing.correction ?? standing.inspection ?? standing.unreadVisit
    let isCorrection = settlement == .corrected || settlement == .adjusted
    return .closed(
      ClosedPoint(
        identity: record.identity, state: standing.state, settlement: settlement,
        person: standing.author?.person ?? "", entry: entry ?? "",
        review: standing.review?.hash, minutes: isCorrection ? standing.minutes : nil,
        energyBefore: before ?? recordedEnergy, energyAfter: after, money: money))
  }

  private var recordedEnergy: Energy { energy { _ in nil } }

  /// kWh of the billed registers by the record, or by what else is known of a register.
  private func energy(_ known: (RecordedRegister) -> Energy?) -> Energy {
    record.registers.filter(\.kind.isBilled).reduce(.zero) {
      $0 + (known($1) ?? $1.consumption(to: $1.recorded))
    }
  }
}
