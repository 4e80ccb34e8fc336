#pragma once
// SQL that runs on SQLite and on PostgreSQL: one interface, named as in core/db, over a driver for each.
//
// What is written over it keeps to what both know: `$1` parameters, text, 64-bit integers, blobs and NULL, ON CONFLICT,
// window functions; no rowid, no PRAGMA, no dates, no scalar max(). A statement that failed inside a transaction has undone
// itself on SQLite and has spoilt the whole transaction on PostgreSQL: give up the transaction then.
//
// Use:
//   TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
//   TRY_ASSIGN(auto insert, database.prepare("INSERT INTO t (id, n) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING"));
//   TRY(insert.bind(1, "a").bind(2, 5).run());
//   TRY(transaction.commit());
//
// Ownership: a Statement must not outlive its Database. string_views from a Statement live until its next step or reset.
// Errors: io, corrupt, conflict (constraint), unavailable (busy, read-only, unreachable, too slow), invalid_argument.
// Threads: one connection is used by one thread at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pasokh::db {
class Database;
}

namespace pasokh::sql {

enum class Dialect : std::uint8_t { sqlite, postgres };

/// What a transaction is for.
enum class Access : std::uint8_t {
    read,                              ///< sees one moment throughout
    write,                             ///< as if it were alone, so that what it read still holds when it writes; may collide
    import,                            ///< many rows: collides with nobody, so it must look at what it wrote (changes())
};

/// Why the last call failed, for whoever may try again.
enum class Trouble : std::uint8_t {
    none,
    lost,                              ///< the connection is gone, and its transaction with it
    collision,                         ///< transactions stood in each other's way (40001, 40P01): the same again may succeed
};

/// A driver's prepared query. Parameters count from 1, columns from 0.
class Cursor {
public:
    virtual ~Cursor() = default;
    virtual void bind_text(int index, std::string_view text) = 0;
    virtual void bind_integer(int index, std::int64_t value) = 0;
    virtual void bind_blob(int index, std::span<const std::byte> blob) = 0;
    virtual void bind_null(int index) = 0;
    virtual bool step() = 0;
    virtual Status status() const = 0;
    virtual void reset() = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::span<const std::byte> blob(int column) const = 0;
    virtual bool is_null(int column) const = 0;
};

/// A driver's connection.
class Driver {
public:
    virtual ~Driver() = default;
    virtual Dialect dialect() const = 0;
    virtual Status execute(const char* sql) = 0;
    virtual Result<std::unique_ptr<Cursor>> prepare(std::string_view sql) = 0;
    virtual Status begin(Access access) = 0;
    virtual Status commit() = 0;
    virtual void roll_back() = 0;
    virtual std::int64_t changes() const = 0;
    virtual Trouble trouble() const { return Trouble::none; }
    virtual Status reconnect() { return {}; }
    virtual db::Database* sqlite() { return nullptr; }

private:
    friend class Transaction;
    bool in_transaction_ = false;
};

class Statement {
public:
    explicit Statement(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}

    /// Parameters count from 1. The bytes are copied.
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, std::span<const std::byte> blob);
    Statement& bind_null(int index);
    /// Binds NULL when absent.
    Statement& bind(int index, const std::optional<std::int64_t>& value);

    /// True while there is a row. False at the end and on failure: ask status().
    bool step() { return cursor_->step(); }
    Status status() const { return cursor_->status(); }
    /// Runs to the end and resets, for statements without rows.
    Status run();
    /// Back to before the first row; bindings stay.
    void reset() { cursor_->reset(); }

    /// Columns count from 0.
    std::string_view text(int column) const { return cursor_->text(column); }
    std::int64_t integer(int column) const { return cursor_->integer(column); }
    std::span<const std::byte> blob(int column) const { return cursor_->blob(column); }
    bool is_null(int column) const { return cursor_->is_null(column); }
    std::optional<std::int64_t> optional_integer(int column) const;

private:
    std::unique_ptr<Cursor> cursor_;
};

class Database {
public:
    explicit Database(std::unique_ptr<Driver> driver) : driver_(std::move(driver)) {}

    Dialect dialect() const { return driver_->dialect(); }
    /// One or more statements without parameters or rows.
    Status execute(const char* sql) { return driver_->execute(sql); }
    Result<Statement> prepare(std::string_view sql);
    /// Rows that the last INSERT, UPDATE or DELETE wrote.
    std::int64_t changes() const { return driver_->changes(); }
    Trouble trouble() const { return driver_->trouble(); }
    /// After Trouble::lost. Prepared statements stay usable.
    Status reconnect() { return driver_->reconnect(); }
    /// The file's connection, or null: for what only a file has (backup, integrity, log).
    db::Database* sqlite() { return driver_->sqlite(); }

private:
    friend class Transaction;
    std::unique_ptr<Driver> driver_;   ///< stays where it is when the Database moves
};

/// Begun now, rolled back at the end of the scope unless commit() succeeded. One that only reads joins one that is open.
class Transaction {
public:
    static Result<Transaction> begin(Database& database, Access access = Access::write);
    Transaction(Transaction&& other) noexcept : driver_(std::exchange(other.driver_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Driver* driver) : driver_(driver) {}
    Driver* driver_;
};

/// The single integer that `sql` gives.
Result<std::int64_t> integer_of(Database& database, std::string_view sql);

}   // namespace pasokh::sql
