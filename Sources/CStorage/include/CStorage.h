#ifndef PHUCTRA_CSTORAGE_H
#define PHUCTRA_CSTORAGE_H

typedef struct sqlite3 sqlite3;

/// Has SQLite close a connection without copying its log into the database.
///
/// After a failed sync the log's last pages may be in memory alone: what is copied must come from a
/// new look at the disk. The call that SQLite offers for it takes any number of arguments, which
/// Swift cannot call. Returns SQLite's result code, 0 where it was done.
int storage_keep_log_on_close(sqlite3 *connection);

#endif
