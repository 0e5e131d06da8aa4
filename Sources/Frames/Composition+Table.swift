/// Letters with marks: every canonical pair of Unicode whose result is a Latin letter, one row a
/// mark, from UnicodeData. The letter at a place of `bases` with the mark is the one at the same
/// place of `letters`.
extension Composition {
  struct Row {
    var mark: UInt32
    /// Canonical combining class: marks of different classes may be typed in either order.
    var order: UInt8
    var bases: String
    var letters: String
  }

  static let rows: [Row] = [
    Row(
      mark: 0x0300, order: 230,
      bases: "AEIOUaeiouÜüNnĒēŌōWwÂâĂăÊêÔôƠơƯưYy",
      letters: "ÀÈÌÒÙàèìòùǛǜǸǹḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳ"),
    Row(
      mark: 0x0301, order: 230,
      bases: "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØøÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯư",
      letters: "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứ"),
    Row(
      mark: 0x0302, order: 230,
      bases: "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ",
      letters: "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
    Row(
      mark: 0x0303, order: 230,
      bases: "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy",
      letters: "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
    Row(
      mark: 0x0304, order: 230,
      bases: "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyGgḶḷṚṛ",
      letters: "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳḠḡḸḹṜṝ"),
    Row(
      mark: 0x0306, order: 230,
      bases: "AaEeGgIiOoUuȨȩẠạ",
      letters: "ĂăĔĕĞğĬĭŎŏŬŭḜḝẶặ"),
    Row(
      mark: 0x0307, order: 230,
      bases: "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ",
      letters: "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"),
    Row(
      mark: 0x0308, order: 230,
      bases: "AEIOUaeiouyYHhÕõŪūWwXxt",
      letters: "ÄËÏÖÜäëïöüÿŸḦḧṎṏṺṻẄẅẌẍẗ"),
    Row(
      mark: 0x0309, order: 230,
      bases: "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy",
      letters: "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
    Row(
      mark: 0x030A, order: 230,
      bases: "AaUuwy",
      letters: "ÅåŮůẘẙ"),
    Row(
      mark: 0x030B, order: 230,
      bases: "OoUu",
      letters: "ŐőŰű"),
    Row(
      mark: 0x030C, order: 230,
      bases: "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh",
      letters: "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"),
    Row(
      mark: 0x030F, order: 230,
      bases: "AaEeIiOoRrUu",
      letters: "ȀȁȄȅȈȉȌȍȐȑȔȕ"),
    Row(
      mark: 0x0311, order: 230,
      bases: "AaEeIiOoRrUu",
      letters: "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
    Row(
      mark: 0x031B, order: 216,
      bases: "OoUu",
      letters: "ƠơƯư"),
    Row(
      mark: 0x0323, order: 220,
      bases: "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy",
      letters: "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"),
    Row(
      mark: 0x0324, order: 220,
      bases: "Uu",
      letters: "Ṳṳ"),
    Row(
      mark: 0x0325, order: 220,
      bases: "Aa",
      letters: "Ḁḁ"),
    Row(
      mark: 0x0326, order: 220,
      bases: "SsTt",
      letters: "ȘșȚț"),
    Row(
      mark: 0x0327, order: 202,
      bases: "CcGgKkLlNnRrSsTtEeDdHh",
      letters: "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"),
    Row(
      mark: 0x0328, order: 202,
      bases: "AaEeIiUuOo",
      letters: "ĄąĘęĮįŲųǪǫ"),
    Row(
      mark: 0x032D, order: 220,
      bases: "DdEeLlNnTtUu",
      letters: "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
    Row(
      mark: 0x032E, order: 220,
      bases: "Hh",
      letters: "Ḫḫ"),
    Row(
      mark: 0x0330, order: 220,
      bases: "EeIiUu",
      letters: "ḚḛḬḭṴṵ"),
    Row(
      mark: 0x0331, order: 220,
      bases: "BbDdKkLlNnRrTtZzh",
      letters: "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
  ]
}
