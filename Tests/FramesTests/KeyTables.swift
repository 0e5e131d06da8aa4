import Frames
import Testing

/// A sequence of bytes and the keys it means; kept as data so that a new terminal is a new line.
struct Sent: CustomTestStringConvertible {
  var bytes: String
  var keys: [Key]

  init(_ bytes: String, _ keys: Key...) {
    self.bytes = bytes
    self.keys = keys
  }

  var testDescription: String {
    String(bytes.map { $0 == "\u{1B}" ? "␛" : $0 })
  }
}

/// One key on every terminal that names it otherwise: xterm in both cursor modes, linux console,
/// rxvt, tmux and screen, VT.
let knownSequences: [Sent] = [
  Sent("\u{1B}[A", .up), Sent("\u{1B}OA", .up), Sent("\u{1B}[1;5A", .up), Sent("\u{1B}[a", .up),
  Sent("\u{1B}[B", .down), Sent("\u{1B}OB", .down), Sent("\u{1B}Ob", .down),
  Sent("\u{1B}[C", .right), Sent("\u{1B}OC", .right), Sent("\u{1B}[1;2C", .right),
  Sent("\u{1B}[D", .left), Sent("\u{1B}OD", .left),
  Sent("\u{1B}[H", .home), Sent("\u{1B}OH", .home), Sent("\u{1B}[1~", .home),
  Sent("\u{1B}[7~", .home), Sent("\u{1B}[7$", .home),
  Sent("\u{1B}[F", .end), Sent("\u{1B}OF", .end), Sent("\u{1B}[4~", .end),
  Sent("\u{1B}[8~", .end), Sent("\u{1B}[8^", .end),
  Sent("\u{1B}[2~", .insert), Sent("\u{1B}[3~", .delete), Sent("\u{1B}[3;5~", .delete),
  Sent("\u{1B}[3$", .delete), Sent("\u{1B}[5~", .pageUp), Sent("\u{1B}[6~", .pageDown),
  Sent("\u{1B}[6@", .pageDown), Sent("\u{1B}[Z", .backTab), Sent("\t", .tab),
  Sent("\u{1B}OP", .function(1)), Sent("\u{1B}[11~", .function(1)), Sent("\u{1B}[[A", .function(1)),
  Sent("\u{1B}[1;2P", .function(1)), Sent("\u{1B}O2P", .function(1)),
  Sent("\u{1B}OQ", .function(2)), Sent("\u{1B}[12~", .function(2)), Sent("\u{1B}[[B", .function(2)),
  Sent("\u{1B}OR", .function(3)), Sent("\u{1B}[1;2R", .function(3)),
  Sent("\u{1B}OS", .function(4)), Sent("\u{1B}[14~", .function(4)),
  Sent("\u{1B}[15~", .function(5)), Sent("\u{1B}[[E", .function(5)),
  Sent("\u{1B}[17~", .function(6)), Sent("\u{1B}[18~", .function(7)),
  Sent("\u{1B}[19~", .function(8)), Sent("\u{1B}[20~", .function(9)),
  Sent("\u{1B}[21~", .function(10)), Sent("\u{1B}[23~", .function(11)),
  Sent("\u{1B}[24~", .function(12)), Sent("\u{1B}[24;2~", .function(12)),
  Sent("\r", .enter), Sent("\n", .enter), Sent("\u{1B}OM", .enter),
  Sent("\u{7F}", .backspace), Sent("\u{8}", .backspace), Sent("\u{1}", .control("a")),
  Sent("\u{1B}Op", .character("0")), Sent("\u{1B}Oq", .character("1")),
  Sent("\u{1B}Or", .character("2")), Sent("\u{1B}Os", .character("3")),
  Sent("\u{1B}Ot", .character("4")), Sent("\u{1B}Ou", .character("5")),
  Sent("\u{1B}Ov", .character("6")), Sent("\u{1B}Ow", .character("7")),
  Sent("\u{1B}Ox", .character("8")), Sent("\u{1B}Oy", .character("9")),
  Sent("\u{1B}On", .character(".")), Sent("\u{1B}Oj", .character("*")),
  Sent("\u{1B}Ok", .character("+")), Sent("\u{1B}Ol", .character(",")),
  Sent("\u{1B}Om", .character("-")), Sent("\u{1B}Oo", .character("/")),
  Sent("ữ", .character("ữ")), Sent("😀", .character("😀")), Sent("€", .character("€")),
]

/// Sequences that mean no key of ours; each must vanish whole.
let unknownSequences: [String] = [
  "\u{1B}[I", "\u{1B}[O", "\u{1B}[?62;1;6c", "\u{1B}[>0;276;0c", "\u{1B}[?2026;2$y",
  "\u{1B}[12;40R", "\u{1B}[13;5u", "\u{1B}[27;5;9~", "\u{1B}[99~", "\u{1B}[<0;10;12M",
  "\u{1B}[<0;10;12m", "\u{1B}[32;10;12M", "\u{1B}[M !\"", "\u{1B}[[Z", "\u{1B}OE", "\u{1B}[E",
  "\u{1B}[201~", "\u{1B}]10;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;cXVpdA==\u{1B}\\",
  "\u{1B}P1+r436F=323536\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^private\u{1B}\\",
  "\u{1B}Xstring\u{1B}\\", "\u{1B}[" + String(repeating: "1;", count: 5000) + "m",
  "\u{1B}[99999999999999999999999~", "\u{1B}[4;1 q", "\u{0}", "\u{1C}", "\u{9B}", "\u{202E}",
  "\u{200B}", "\u{FEFF}", "\u{2028}",
]
