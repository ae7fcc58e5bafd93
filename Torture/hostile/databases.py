"""Database files made to do harm."""
import os
import shutil
import sqlite3
import subprocess
import tempfile

from bench import DESCENT
from hostile.case import Case

_good = {}


def good():
    """The bytes of a small record of one run."""
    if not _good:
        with tempfile.TemporaryDirectory(prefix="descent-hostile-") as folder:
            path = os.path.join(folder, "descent.db")
            subprocess.run([DESCENT, "sweep", "data=xor", "hidden_layers=[2]", "epochs=2", "--db", path],
                           check=True, capture_output=True)
            subprocess.run([DESCENT, "tag", "@1", "--add", "good", "--db", path], check=True,
                           capture_output=True)
            with open(path, "rb") as file:
                _good["bytes"] = file.read()
    return _good["bytes"]


def with_run(folder):
    """A folder with that record."""
    with open(os.path.join(folder, "descent.db"), "wb") as file:
        file.write(good())


def altered(*statements, schema=()):
    """That record after some statements; `schema` are changes of sqlite_schema by hand."""
    def make(folder):
        with_run(folder)
        db = sqlite3.connect(os.path.join(folder, "descent.db"), isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for statement in schema:
            db.execute("PRAGMA writable_schema = ON")
            db.execute(statement)
        db.close()
    return make


def loosely(*statements):
    """That record with values that its STRICT tables and CHECKs refuse, under an unchanged schema."""
    def make(folder):
        with_run(folder)
        path = os.path.join(folder, "descent.db")
        db = sqlite3.connect(path, isolation_level=None)
        texts = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        set_schema(db, [(name, sql.replace(") STRICT, WITHOUT ROWID", ") WITHOUT ROWID")
                         .replace(") STRICT", ")").replace(" NOT NULL", "")) for name, sql in texts if sql])
        db.close()
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)
        set_schema(db, [(name, sql) for name, sql in texts if sql])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
    return make


def set_schema(db, texts):
    """Writes the text of tables as it is given."""
    db.execute("PRAGMA writable_schema = ON")
    for name, sql in texts:
        db.execute("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (sql, name))
    db.execute("PRAGMA writable_schema = OFF")


def bytes_of(content):
    """A file of these bytes."""
    def make(folder):
        with open(os.path.join(folder, "descent.db"), "wb") as file:
            file.write(content())
    return make


BOMB = ("WITH RECURSIVE bomb(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM bomb) "
        "SELECT n AS run FROM bomb")


def refused():
    """Files that are not believed at all."""
    yield "a view that never ends", altered(f"CREATE VIEW extra AS {BOMB}"), "altered at 'view extra'"
    yield ("runs as a view that never ends", altered("DROP VIEW runs", f"CREATE VIEW runs AS {BOMB}"),
           "altered at 'view runs'")
    yield ("a trigger that deletes", altered(
        "CREATE TRIGGER gone AFTER INSERT ON epoch BEGIN DELETE FROM epoch; END"),
        "altered at 'trigger gone'")
    yield ("a generated column of 900 MB", altered(
        "ALTER TABLE note ADD COLUMN huge BLOB AS (zeroblob(900000000))"), "altered at 'table note'")
    yield "another table", altered("CREATE TABLE extra (x)"), "altered at 'table extra'"
    yield "a table less", altered("DROP TABLE note"), "altered at"
    yield "an index less", altered("DROP INDEX run_by_name"), "altered at"
    yield ("an index over an endless expression", altered(
        "CREATE INDEX slow ON run (hex(zeroblob(100000000)))"), "altered at")
    yield ("a CHECK with a bomb", altered(schema=[
        "UPDATE sqlite_schema SET sql = replace(sql, 'tag TEXT NOT NULL', "
        "'tag TEXT NOT NULL CHECK (length(zeroblob(900000000)) > 0)') WHERE name = 'tag'"]), "altered at")
    yield "a schema of 10 MB", altered(f"CREATE TABLE big (x DEFAULT '{'x' * 10_000_000}')"), "altered at"
    yield ("a schema that is no SQL", altered(schema=[
        "UPDATE sqlite_schema SET sql = 'junk' WHERE name = 'note'"]), "descent.db")
    yield ("a virtual table", altered("CREATE VIRTUAL TABLE f USING fts5(x)"), "altered at")
    yield "another program's", altered("PRAGMA application_id = 1"), "another program"
    yield "a newer schema", altered("PRAGMA user_version = 99"), "newer"
    yield "schema 0", altered("PRAGMA user_version = 0"), "another program"
    yield "schema -1", altered("PRAGMA user_version = -1"), "."
    yield "nothing", bytes_of(lambda: b""), "empty"
    yield "one byte", bytes_of(lambda: b"S"), "database"
    yield "random bytes", bytes_of(lambda: os.urandom(1 << 20)), "not a database"
    yield "a header alone", bytes_of(lambda: good()[:100]), "."
    yield "half a file", bytes_of(lambda: good()[:len(good()) // 2]), "."
    yield "zeros behind the header", bytes_of(lambda: good()[:100] + bytes(len(good()) - 100)), "."
    yield "a page size of 1", bytes_of(lambda: good()[:16] + b"\0\1" + good()[18:]), "."


def believed():
    """Files with the right schema and values that were never recorded."""
    huge = 300_000_000
    yield "text as an integer", loosely("UPDATE run SET epochs_done = 'many'")
    yield "NULL as an integer", loosely("UPDATE run SET epochs_done = NULL")
    yield "-1 epochs", loosely("UPDATE run SET epochs_done = -1")
    yield "2^63 - 1 epochs", altered("UPDATE run SET epochs_done = 9223372036854775807")
    yield "an unknown status", loosely("UPDATE run SET status = 'x'")
    yield "a blob as text", loosely("UPDATE run SET data = x'00ff'")
    yield "an id of 3 bytes", loosely("UPDATE run SET run_id = x'010203'")
    yield "layers of -1 neurons", altered("UPDATE run SET sizes = '[2, -1, 1]'")
    yield "layers of 2^62 neurons", altered(
        "UPDATE run SET sizes = '[4611686018427387904, 4611686018427387904, 1]'")
    yield "layers that are no list", altered("UPDATE run SET sizes = '[[[['")
    yield "no layers", altered("UPDATE run SET sizes = '[]'")
    yield "hidden layers of 2^62", altered("UPDATE run SET hidden_layers = '[4611686018427387904]'")
    yield "2^63 - 1 epochs asked", altered("UPDATE run SET epochs = 9223372036854775807")
    yield "a mini-batch of 0", altered("UPDATE run SET mini_batch_size = 0")
    yield "an epoch of 2^63 - 1", altered(
        "PRAGMA foreign_keys = OFF", "UPDATE epoch SET epoch = 9223372036854775807 WHERE epoch = 2")
    yield "2^63 - 1 examples", altered("UPDATE epoch SET examples = 9223372036854775807",
                                       "UPDATE run SET examples = 9223372036854775807")
    yield "a mask of -1", altered("UPDATE epoch SET nan = -1", "UPDATE run SET nan = -1")
    yield "times of 2^63 - 1", altered("UPDATE run SET started_at = 9223372036854775807, "
                                       "finished_at = -9223372036854775808, planned_at = 0")
    yield "seconds of infinity", altered("UPDATE run SET seconds = 9e999",
                                         "UPDATE epoch SET seconds = 9e999")
    yield "negative seconds", altered("UPDATE run SET seconds = -1e300")
    yield "weights of 3 bytes", altered("UPDATE weights SET weights = x'010203'")
    yield "a state of 3 bytes", altered("UPDATE state SET weights = x'010203'")
    yield "weights of 300 MB", altered(f"UPDATE weights SET weights = zeroblob({huge}) WHERE epoch = 2")
    yield "a note of 50 MB", altered(
        f"INSERT INTO note SELECT id, replace(hex(zeroblob(25000000)), '00', 'x'), 0, digest FROM run")
    yield "escapes in a name", altered("UPDATE experiment SET name = char(27) || '[31mred'")
    yield "escapes everywhere", altered("UPDATE run SET data = char(27) || '[2J', "
                                        "error = char(27) || '[2J', optimizer = char(27)",
                                        "UPDATE environment SET cpu = char(27) || 'c'")
    yield "a name with NUL", altered("UPDATE sweep SET name = 'a' || char(0) || 'b'")
    yield "a data set of /etc/passwd", altered("UPDATE run SET data = '/etc/passwd'")
    yield "a million tags", altered(
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100000) "
        "INSERT INTO tag SELECT 1, 't' || n, x'00000000000000000000000000000000' FROM t")
    yield "no sweep", altered("PRAGMA foreign_keys = OFF", "DELETE FROM sweep", "DELETE FROM experiment")
    yield "no epochs", altered("PRAGMA foreign_keys = OFF", "DELETE FROM epoch", "DELETE FROM layer")


VERBS = [["runs"], ["show", "@1"], ["export", "runs"], ["export", "epochs"], ["export", "layers"],
         ["export", "weights"], ["best", "train_cost"], ["group", "--by", "seed"],
         ["compare", "@1", "@1"], ["sweep", "status"], ["db", "info"], ["db", "check"],
         ["verify", "@1"], ["gradcheck", "@1"], ["trace", "@1", "--epoch", "1", "--example", "0"]]


def cases():
    """Every bad file with some verb; every believable one with all of them."""
    found = []
    for number, (name, make, says) in enumerate(refused()):
        words = [["runs"], ["db", "check"], ["show", "@1"]][number % 3]
        found.append(Case(f"database: {name}", words, 65, says, make=make))
    found.append(Case("database: a new run beside a trigger", ["train", "data=xor", "epochs=1"], 65,
                      "altered", make=altered(
                          "CREATE TRIGGER gone AFTER INSERT ON epoch BEGIN DELETE FROM epoch; END")))
    for name, make in believed():
        for words in VERBS:
            found.append(Case(f"database: {name}, {' '.join(words)}", words, (0, 1, 64, 65, 66), "",
                              make=make, more=9, is_large="MB" in name,
                              # What is really there may be read, even if three times.
                              megabytes=1200 if "300 MB" in name else 256))
    return found
