// The system's libqrencode, as it is.
#include <qrencode.h>
