#include "core/db/database.h"

#include <sqlite3.h>

#include "core/base/verify.h"

namespace pasokh::db {

namespace {

ErrorCode code_of(int sqlite_code) {
    switch (sqlite_code & 0xFF) {
        case SQLITE_CONSTRAINT: return ErrorCode::conflict;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return ErrorCode::corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_READONLY: return ErrorCode::unavailable;
        case SQLITE_TOOBIG: return ErrorCode::too_large;
        case SQLITE_FULL: return ErrorCode::no_space;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM: return ErrorCode::io;
        default: return ErrorCode::internal;
    }
}

Error error_of(sqlite3* handle, int code) {
    return fail(code_of(code), handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
}

}   // namespace

// --- Statement ---

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), last_(other.last_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(last_, other.last_);
    return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::bind(int index, std::string_view text) {
    VERIFY(sqlite3_bind_text64(handle_, index, text.data() != nullptr ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
    VERIFY(sqlite3_bind_int64(handle_, index, value) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int index, double value) {
    VERIFY(sqlite3_bind_double(handle_, index, value) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int index, std::span<const std::byte> blob) {
    static constexpr std::byte kEmpty{};
    VERIFY(sqlite3_bind_blob64(handle_, index, blob.empty() ? &kEmpty : blob.data(), blob.size(), SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind_null(int index) {
    VERIFY(sqlite3_bind_null(handle_, index) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int index, const std::optional<std::int64_t>& value) {
    return value ? bind(index, *value) : bind_null(index);
}

bool Statement::step() {
    last_ = sqlite3_step(handle_);
    return last_ == SQLITE_ROW;
}

Status Statement::status() const {
    if (last_ == SQLITE_OK || last_ == SQLITE_ROW || last_ == SQLITE_DONE) return {};
    return error_of(sqlite3_db_handle(handle_), last_);
}

Status Statement::run() {
    while (step()) {}
    Status result = status();
    reset();
    return result;
}

void Statement::reset() {
    sqlite3_reset(handle_);
    last_ = SQLITE_OK;
}

std::string_view Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(handle_, column)));
    return bytes == nullptr ? std::string_view{} : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }
double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::span<const std::byte> Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(handle_, column));
    return {bytes, bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

// --- Database ---

#ifndef __EMSCRIPTEN__
Result<Database> Database::open_file(const std::string& path, Access access) {
    const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY
                      : access == Access::create  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                  : SQLITE_OPEN_READWRITE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) return fail(code_of(code), path + ": " + sqlite3_errmsg(handle));
    return database;
}

Status Database::copy_to(Database& target) const {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle_, "main", handle_, "main");
    if (backup == nullptr) return error_of(target.handle_, sqlite3_errcode(target.handle_));
    // All pages in one step: one read transaction, which in WAL mode holds nobody up and never has to begin again.
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
    return error_of(nullptr, stepped != SQLITE_DONE ? stepped : finished);
}
#endif

Result<Database> Database::open_empty_in_memory() {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) return error_of(handle, code);
    return database;
}

Result<Database> Database::open_bytes(std::vector<std::byte> bytes) {
    TRY_ASSIGN(Database database, open_empty_in_memory());
    database.bytes_ = std::move(bytes);
    auto* data = static_cast<unsigned char*>(static_cast<void*>(database.bytes_.data()));
    const auto size = static_cast<sqlite3_int64>(database.bytes_.size());
    const int code = sqlite3_deserialize(database.handle_, "main", data, size, size, SQLITE_DESERIALIZE_READONLY);
    if (code != SQLITE_OK) return error_of(database.handle_, code);
    return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), bytes_(std::move(other.bytes_)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

Database::~Database() {
    if (handle_ != nullptr) sqlite3_close_v2(handle_);
}

Status Database::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(handle_, code);
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return error_of(handle_, code);
    return Statement(statement);
}

Result<std::vector<std::byte>> Database::serialize() const {
    sqlite3_int64 size = 0;
    unsigned char* data = sqlite3_serialize(handle_, "main", &size, 0);
    if (data == nullptr) return fail(ErrorCode::internal, "sqlite3_serialize had no memory");
    const auto* begin = static_cast<const std::byte*>(static_cast<const void*>(data));
    std::vector<std::byte> bytes(begin, begin + size);
    sqlite3_free(data);
    return bytes;
}

Result<std::int64_t> Database::user_version() const {
    TRY_ASSIGN(Statement query, prepare("PRAGMA user_version"));
    if (!query.step()) {
        TRY(query.status());
        return fail(ErrorCode::internal, "PRAGMA user_version gave no row");
    }
    return query.integer(0);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
std::int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_); }

// --- Transaction ---

Result<Transaction> Transaction::begin(Database& database) {
    TRY(database.execute("BEGIN IMMEDIATE"));
    return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

Status Transaction::commit() {
    TRY(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

}   // namespace pasokh::db
