/// How a command ends (sysexits.h): the statuses that scripts rely on.
package enum ExitStatus: Int32, Sendable {
  case foundWrong = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case cannotCreate = 73
  case inputOutput = 74
  case homeInUse = 75
  case refused = 77
  case badConfiguration = 78
}
