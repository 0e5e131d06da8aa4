extension RecordedRegister {
  /// One unit of the precision with which CS_MOI was written, in thousandths of an index unit.
  var precision: Int64 {
    switch significantDecimals {
    case 0: 1000
    case 1: 100
    case 2: 10
    default: 1
    }
  }

  /// Decimals with which CS_MOI was written, without zeros at its end: lists that print every index with
  /// three decimals say nothing of how precisely it was read.
  var significantDecimals: Int {
    var decimals = min(max(recordedDecimals, 0), 3)
    var unit = WrittenIndex.power(4 - decimals)
    while decimals > 0, recorded.thousandths % unit == 0 {
      decimals -= 1
      unit *= 10
    }
    return decimals
  }
}
