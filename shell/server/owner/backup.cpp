#include "shell/server/owner/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "shell/server/postgres/address.h"
#include "shell/server/sql/schema.h"
#include "shell/server/sqlite/connection.h"

namespace pasokh::server {

namespace {

namespace fs = std::filesystem;

Error at(const std::string& file, const Error& error) { return fail(error.code, file + ": " + error.message); }

Status sync_path(const std::string& path) {
    const int handle = ::open(path.c_str(), O_RDONLY);
    if (handle < 0) return fail(ErrorCode::io, path + ": " + std::strerror(errno));
    const bool synced = ::fsync(handle) == 0;
    const int problem = errno;
    ::close(handle);
    if (!synced) return fail(ErrorCode::io, path + ": " + std::strerror(problem));
    return {};
}

/// A file on its way to its name, readable by its owner only. Gone at the end of the scope unless it was put in place.
class PartFile {
public:
    explicit PartFile(const std::string& final_path) : final_(final_path), path_(final_path + ".part") {}
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile() { remove(); }

    const std::string& path() const { return path_; }

    Status create() {
        remove();
        const int handle = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
        if (handle < 0) return fail(ErrorCode::io, final_ + ": cannot be written: " + std::strerror(errno));
        ::close(handle);
        return {};
    }

    /// The server may run as another user than the one who restores.
    void take_rights_of(const std::string& other) const {
        struct stat rights {};
        if (::stat(other.c_str(), &rights) != 0) return;
        (void)::chmod(path_.c_str(), rights.st_mode & 07777u);
        if (::chown(path_.c_str(), rights.st_uid, rights.st_gid) != 0) return;   // only root may
    }

    Status put_in_place() {
        TRY(sync_path(path_));
        std::error_code problem;
        fs::rename(path_, final_, problem);
        if (problem) return fail(ErrorCode::io, final_ + ": " + problem.message());
        const fs::path folder = fs::path(final_).parent_path();
        return sync_path(folder.empty() ? "." : folder.string());
    }

private:
    void remove() const {
        std::error_code ignored;
        for (const char* tail : {"", "-journal", "-wal", "-shm"}) fs::remove(path_ + tail, ignored);
    }

    const std::string final_, path_;
};

Error its_own_tool(const std::string& database, const std::string& command) {
    return fail(ErrorCode::invalid_argument, without_password(database) + ": PostgreSQL has its own tool for this; run: " + command);
}

Result<std::int64_t> integer_of(db::Database& database, const std::string& sql) {
    TRY_ASSIGN(db::Statement query, database.prepare(sql));
    if (query.step()) return query.integer(0);
    TRY(query.status());
    return fail(ErrorCode::internal, "no row");
}

Status check_is_ours(db::Database& database) {
    TRY_ASSIGN(const std::int64_t application, integer_of(database, "PRAGMA application_id"));
    if (application != kApplicationId) return fail(ErrorCode::invalid_argument, "is not a database of Pasokh");
    TRY_ASSIGN(const std::int64_t version, database.user_version());
    if (version > kSchemaVersion)
        return fail(ErrorCode::newer_version, "was written by a newer Pasokh (schema " + std::to_string(version) + ", this one knows " + std::to_string(kSchemaVersion) +
                                                  "); install that version");
    return {};
}

Result<BackupSummary> summary_of(db::Database& database, const std::string& file) {
    BackupSummary summary;
    TRY_ASSIGN(summary.schema, database.user_version());
    TRY_ASSIGN(auto names, database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*[^a-z_]*' AND name NOT LIKE 'sqlite_%' ORDER BY name"));
    while (names.step()) {
        const std::string name(names.text(0));
        TRY_ASSIGN(const std::int64_t rows, integer_of(database, "SELECT count(*) FROM \"" + name + '"'));
        summary.counts.push_back({name, rows});
    }
    TRY(names.status());
    std::error_code unknown;
    summary.bytes = static_cast<std::int64_t>(fs::file_size(file, unknown));
    return summary;
}

/// Copies, checks the copy and leaves it as one plain file.
Result<BackupSummary> copy_checked(const db::Database& source, const std::string& file) {
    TRY_ASSIGN(db::Database copy, db::Database::open_file(file, db::Access::read_write));
    TRY(source.copy_to(copy));
    TRY(copy.execute("PRAGMA journal_mode=DELETE"));
    TRY(check_integrity(copy));
    return summary_of(copy, file);
}

Status check_target(const std::string& file, Existing existing) {
    std::error_code problem;
    if (fs::is_directory(file, problem)) return fail(ErrorCode::invalid_argument, file + ": is a folder; name a file in it");
    if (existing == Existing::refuse && fs::exists(file, problem)) return fail(ErrorCode::conflict, file + ": exists already; --force replaces it");
    return {};
}

/// Moves its log into it and takes the log away, which SQLite does for the only user of a file. A server that went on
/// writing into a replaced file would lose what it acknowledges.
Status quiesce(const std::string& database) {
    std::error_code problem;
    if (!fs::exists(database, problem)) return {};
    auto opened = db::Database::open_file(database, db::Access::read_write);
    const Status alone = opened ? opened->execute("PRAGMA busy_timeout=500; PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE") : Status(opened.error());
    if (!alone && alone.error().code == ErrorCode::unavailable)
        return fail(ErrorCode::unavailable, database + ": is in use, or may not be written; stop `pasokh serve` first");
    return {};   // damaged: that is why somebody restores
}

}   // namespace

Status check_integrity(db::Database& database) {
    TRY_ASSIGN(auto check, database.prepare("PRAGMA integrity_check(1)"));
    const bool answered = check.step();
    TRY(check.status());
    if (!answered || check.text(0) != "ok") return fail(ErrorCode::corrupt, "is damaged: " + std::string(answered ? check.text(0) : "no answer"));
    check.reset();
    TRY_ASSIGN(auto references, database.prepare("PRAGMA foreign_key_check"));
    const bool dangling = references.step();
    TRY(references.status());
    if (dangling) return fail(ErrorCode::corrupt, "is damaged: a row of " + std::string(references.text(0)) + " refers to one that is missing");
    return {};
}

Result<BackupSummary> back_up(const std::string& database, const std::string& file, Existing existing) {
    if (is_postgres(database)) return its_own_tool(database, "pg_dump --format=custom --file=" + file + " '" + without_password(database) + '\'');
    std::error_code problem;
    if (fs::equivalent(database, file, problem)) return fail(ErrorCode::invalid_argument, file + ": is the database itself; name another file with -o");
    TRY(check_target(file, existing));
    if (!fs::is_regular_file(database, problem))
        return fail(ErrorCode::not_found, database + ": there is no such database; name the one that `pasokh serve` writes with --db");
    TRY_ASSIGN(sql::Database source, open_reader(database));   // also of an older schema: saved before it is upgraded
    if (auto ours = check_is_ours(*source.sqlite()); !ours) return at(database, ours.error());
    PartFile part(file);
    TRY(part.create());
    auto summary = copy_checked(*source.sqlite(), part.path());
    if (!summary) return at(file, summary.error());
    TRY(part.put_in_place());
    return summary;
}

Result<BackupSummary> restore(const std::string& file, const std::string& database, Existing existing) {
    if (is_postgres(database))
        return its_own_tool(database, "pg_restore --clean --if-exists --single-transaction --dbname='" + without_password(database) + "' " + file);
    std::error_code problem;
    if (!fs::is_regular_file(file, problem)) return fail(ErrorCode::not_found, file + ": there is no such backup");
    if (fs::equivalent(file, database, problem)) return fail(ErrorCode::invalid_argument, file + ": is the database itself");
    TRY(check_target(database, existing));
    TRY_ASSIGN(db::Database source, db::Database::open_file(file, db::Access::read_only));
    if (auto ours = check_is_ours(source); !ours) return at(file, ours.error());
    if (auto whole = check_integrity(source); !whole) return at(file, whole.error());
    PartFile part(database);
    TRY(part.create());
    auto summary = copy_checked(source, part.path());
    if (!summary) return at(database, summary.error());
    part.take_rights_of(database);
    TRY(quiesce(database));
    for (const char* log : {"-wal", "-shm", "-journal"}) fs::remove(database + log, problem);   // of the file that goes
    TRY(part.put_in_place());
    return summary;
}

}   // namespace pasokh::server
