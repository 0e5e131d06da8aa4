import CPostgres
import Hummingbird
import HummingbirdTLS
