import Casework
package import Formats
import Metering

extension Hub {
  /// Takes in what billing says of invoices, and tells the units' devices.
  /// - Returns: how many rows were new or changed.
  /// - Throws: `HubStoreError`.
  package func stateInvoices(_ rows: [InvoiceRow]) async throws -> Int {
    let now = surroundings.now()
    return try await write { session, office in
      var changed = 0
      for (unit, rows) in Dictionary(grouping: rows, by: \.identity.unit).sorted(by: {
        $0.key < $1.key
      }) {
        var news: [InvoiceStatement.Row] = []
        for row in rows where try InvoiceTable(session: session).take(row, at: now) {
          news.append(
            InvoiceStatement.Row(
              point: row.identity.point, meter: row.identity.meter,
              period: row.identity.period.description, state: row.state, number: row.number))
        }
        changed += news.count
        var rest = news[...]
        while !rest.isEmpty {
          let part = Array(rest.prefix(InvoiceStatement.most))
          rest = rest.dropFirst(InvoiceStatement.most)
          try office.append(
            .invoicesStated(InvoiceStatement(asOf: now, unit: unit, rows: part)), unit: unit, to: ""
          )
        }
      }
      return changed
    }
  }
}
