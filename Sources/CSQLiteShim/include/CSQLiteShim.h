#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

struct sqlite3;

// Swift cannot call variadic functions, and sqlite3_config and sqlite3_db_config are two.
// Each returns an SQLite result code.

// Forbids what could damage the file through SQL: writable_schema, shadow tables.
int descent_sqlite_set_defensive(struct sqlite3 *connection);

// Ignores triggers: our schema has none, so one in a file is someone else's.
int descent_sqlite_disable_triggers(struct sqlite3 *connection);

// Keeps no count of the memory that SQLite takes; only before the first connection.
int descent_sqlite_count_no_memory(void);

#endif
