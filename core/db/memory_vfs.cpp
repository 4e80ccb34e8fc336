// The page's SQLite has no operating system below it: packs are opened from memory (sqlite3_deserialize), so the
// default VFS only has to exist. Compiled into the web build, where SQLITE_OS_OTHER=1.
#include <sqlite3.h>

#include <cstring>

namespace {

int open_nothing(sqlite3_vfs*, const char*, sqlite3_file*, int, int*) { return SQLITE_CANTOPEN; }
int delete_nothing(sqlite3_vfs*, const char*, int) { return SQLITE_OK; }
int access_nothing(sqlite3_vfs*, const char*, int, int* out) {
    *out = 0;
    return SQLITE_OK;
}
int full_path(sqlite3_vfs*, const char*, int, char* out) {
    *out = '\0';
    return SQLITE_OK;
}
int randomness(sqlite3_vfs*, int size, char* out) {   // only seeds rowids and temporary names, which a pack never makes
    std::memset(out, 0x5A, static_cast<std::size_t>(size));
    return size;
}
int current_time(sqlite3_vfs*, sqlite3_int64* out) {
    *out = 0;
    return SQLITE_OK;
}

sqlite3_vfs memory_only{};

}   // namespace

extern "C" int sqlite3_os_init(void) {
    memory_only.iVersion = 2;
    memory_only.szOsFile = static_cast<int>(sizeof(sqlite3_file));
    memory_only.mxPathname = 16;
    memory_only.zName = "memory-only";
    memory_only.xOpen = open_nothing;
    memory_only.xDelete = delete_nothing;
    memory_only.xAccess = access_nothing;
    memory_only.xFullPathname = full_path;
    memory_only.xRandomness = randomness;
    memory_only.xCurrentTimeInt64 = current_time;
    return sqlite3_vfs_register(&memory_only, 1);
}
extern "C" int sqlite3_os_end(void) { return SQLITE_OK; }
