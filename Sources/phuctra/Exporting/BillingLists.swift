import Casework
import Explanations
import Formats
import Metering
import Wording

/// The lists beside the book: bills to adjust, and corrections that were held back.
struct BillingLists {
  let plan: BillingPlan
  let say: Wording

  /// One row a register: number, date, old and new index, kWh, direction.
  func adjustments() -> [UInt8] {
    var writer = CSVWriter(withBOM: true)
    writer.write([
      "SO_BIEN_BAN", "NGAY_BIEN_BAN", "MA_DVIQLY", "MA_DDO", "SERY_CTO", "KY", "LOAI_BCS",
      "SO_HDON", "CS_DA_GHI", "CS_DUNG", "SL_DA_TINH", "SL_DUNG", "SL_CHENH", "HUONG",
    ])
    for adjustment in plan.adjustments {
      let (correction, register) = (adjustment.correction, adjustment.register)
      let identity = correction.point.identity
      let difference = register.consumptionAfter - register.consumptionBefore
      writer.write([
        correction.number, String(adjustment.time.prefix(10)), identity.unit, identity.point,
        identity.meter, identity.period.description, register.register.rawValue,
        adjustment.invoiceNumber ?? "", register.recorded.description,
        register.corrected.description, register.consumptionBefore.description,
        register.consumptionAfter.description, difference.description,
        BillingLists.direction(register.register, difference),
      ])
    }
    return writer.output
  }

  /// Refund (`THOAI_HOAN`) or back-charge (`TRUY_THU`); nothing for registers that are not billed.
  private static func direction(_ kind: RegisterKind, _ difference: Energy) -> String {
    guard kind.isBilled, difference != .zero else { return "" }
    return difference < .zero ? "THOAI_HOAN" : "TRUY_THU"
  }

  /// One row a point that nobody could read: kWh by the record, and by the months before.
  func estimates() -> [UInt8] {
    var writer = CSVWriter(withBOM: true)
    writer.write([
      "MA_DVIQLY", "MA_DDO", "SERY_CTO", "KY", "SL_DA_TINH", "SL_TAM_TINH", "SL_CHENH",
    ])
    for point in plan.estimates {
      let difference = point.energyAfter - point.energyBefore
      writer.write([
        point.identity.unit, point.identity.point, point.identity.meter,
        point.identity.period.description, point.energyBefore.description,
        point.energyAfter.description, difference.description,
      ])
    }
    return writer.output
  }

  func conflicts() -> [UInt8] {
    var writer = CSVWriter(withBOM: true)
    writer.write([
      "SO_BIEN_BAN", "MA_DVIQLY", "MA_DDO", "SERY_CTO", "KY", "LY_DO", "DIEN_GIAI",
    ])
    for conflict in plan.conflicts {
      let identity = conflict.correction.point.identity
      writer.write([
        conflict.correction.number, identity.unit, identity.point, identity.meter,
        identity.period.description, conflict.reason.rawValue,
        say("export.reason.\(conflict.reason.rawValue)"),
      ])
    }
    return writer.output
  }
}
