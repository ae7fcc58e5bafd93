// A default VFS for the program under test, preloaded, that forces another process's commit into the
// moment in which a checkpoint has read where the log ends and has not yet begun to move it. In every
// SQLite before 3.51.3 that commit is lost when it begins the log anew. SQLite calls xUnfetch in that
// moment, once the log's index has changed since the connection last looked.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct File {
  sqlite3_file base;
  int is_main, number;
  sqlite3_file *real; // behind this one, in the same memory
} File;

static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;
// Shell commands: one for the second time that the file is opened for writing, which is just before a
// checkpoint, and one for the moment itself. Each runs once.
static char *before, *window;
static int opened;
// Whether the connection that is opened second takes its locks in name only, to show what
// the moment does to a program that lacks it.
static int is_unprotected;

static void run(const char *name, char **command) {
  char *own = *command;
  *command = NULL;
  if (own) fprintf(stderr, "%s %d\n", name, system(own));
  free(own);
}

static char *take(const char *name) {
  const char *value = getenv(name);
  char *own = value ? strdup(value) : NULL;
  unsetenv(name);
  return own;
}

static sqlite3_file *real(sqlite3_file *file) { return ((File *)file)->real; }
#define CALL(method, file, ...) real(file)->pMethods->method(real(file), ##__VA_ARGS__)

static int xClose(sqlite3_file *f) { return CALL(xClose, f); }
static int xRead(sqlite3_file *f, void *b, int n, sqlite3_int64 o) { return CALL(xRead, f, b, n, o); }
static int xWrite(sqlite3_file *f, const void *b, int n, sqlite3_int64 o) {
  return CALL(xWrite, f, b, n, o);
}
static int xTruncate(sqlite3_file *f, sqlite3_int64 n) { return CALL(xTruncate, f, n); }
static int xSync(sqlite3_file *f, int flags) { return CALL(xSync, f, flags); }
static int xFileSize(sqlite3_file *f, sqlite3_int64 *n) { return CALL(xFileSize, f, n); }
static int xLock(sqlite3_file *f, int l) { return CALL(xLock, f, l); }
static int xUnlock(sqlite3_file *f, int l) { return CALL(xUnlock, f, l); }
static int xCheckReservedLock(sqlite3_file *f, int *r) { return CALL(xCheckReservedLock, f, r); }
static int xFileControl(sqlite3_file *f, int op, void *a) { return CALL(xFileControl, f, op, a); }
static int xSectorSize(sqlite3_file *f) { return CALL(xSectorSize, f); }
static int xDeviceCharacteristics(sqlite3_file *f) { return CALL(xDeviceCharacteristics, f); }
static int xShmMap(sqlite3_file *f, int p, int n, int e, void volatile **m) {
  return CALL(xShmMap, f, p, n, e, m);
}
static int xShmLock(sqlite3_file *f, int o, int n, int flags) {
  if (is_unprotected && ((File *)f)->number == 2) return SQLITE_OK;
  return CALL(xShmLock, f, o, n, flags);
}
static void xShmBarrier(sqlite3_file *f) { CALL(xShmBarrier, f); }
static int xShmUnmap(sqlite3_file *f, int d) { return CALL(xShmUnmap, f, d); }
static int xFetch(sqlite3_file *f, sqlite3_int64 o, int n, void **p) { return CALL(xFetch, f, o, n, p); }

static int xUnfetch(sqlite3_file *f, sqlite3_int64 o, void *p) {
  if (!p && !before && ((File *)f)->is_main) run("window", &window);
  return CALL(xUnfetch, f, o, p);
}

static const sqlite3_io_methods methods = {
    3,          xClose,  xRead,   xWrite,   xTruncate,          xSync,        xFileSize,   xLock,
    xUnlock,    xCheckReservedLock, xFileControl, xSectorSize, xDeviceCharacteristics,
    xShmMap,    xShmLock, xShmBarrier, xShmUnmap, xFetch, xUnfetch};

static int xOpen(sqlite3_vfs *v, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)v;
  File *own = (File *)file;
  own->real = (sqlite3_file *)(own + 1);
  own->is_main = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  own->number = own->is_main && flags & SQLITE_OPEN_READWRITE ? ++opened : 0;
  if (own->number == 2) run("before", &before);
  int code = real_vfs->xOpen(real_vfs, name, own->real, flags, out);
  own->base.pMethods = own->real->pMethods ? &methods : NULL;
  return code;
}

__attribute__((constructor)) static void install(void) {
  before = take("DESCENT_TORTURE_BEFORE");
  window = take("DESCENT_TORTURE_WINDOW");
  is_unprotected = getenv("DESCENT_TORTURE_UNPROTECTED") != NULL;
  unsetenv("LD_PRELOAD"); // the commands are none of ours
  real_vfs = sqlite3_vfs_find(NULL);
  if (!real_vfs) return;
  vfs = *real_vfs;
  vfs.zName = "torture";
  vfs.szOsFile = (int)sizeof(File) + real_vfs->szOsFile;
  vfs.xOpen = xOpen;
  sqlite3_vfs_register(&vfs, 1);
}
