#pragma once
// SQLite behind RAII: the only place in the product that sees sqlite3.h.
//
// A Database is one connection; a Statement is one prepared query bound to it. Text is UTF-8.
//
// Use:
//   TRY_ASSIGN(auto db, Database::open_file("shop.db", Access::read_write));
//   TRY_ASSIGN(auto insert, db.prepare("INSERT INTO t(id, n) VALUES (?1, ?2)"));
//   TRY(insert.bind(1, "a").bind(2, 5).run());
//   TRY_ASSIGN(auto rows, db.prepare("SELECT id, n FROM t"));
//   while (rows.step()) use(rows.text(0), rows.integer(1));
//   TRY(rows.status());
//
// Ownership: a Statement must not outlive its Database. string_views from a Statement live until its next step.
// Errors: io, corrupt, conflict (constraint), unavailable (busy, read-only), newer_version is the caller's word.
// Threads: one connection is used by one thread at a time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pasokh::db {

enum class Access : std::uint8_t { read_only, read_write, create };

class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    /// Parameters count from 1. The bytes are copied.
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, double value);
    Statement& bind(int index, std::span<const std::byte> blob);
    Statement& bind_null(int index);
    /// Binds NULL when absent.
    Statement& bind(int index, const std::optional<std::int64_t>& value);

    /// True while there is a row. False at the end and on failure: ask status().
    bool step();
    Status status() const;
    /// Runs to the end and resets, for statements without rows.
    Status run();
    /// Back to before the first row; bindings stay.
    void reset();

    /// Columns count from 0.
    std::string_view text(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::span<const std::byte> blob(int column) const;
    bool is_null(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;

    /// For core/db only.
    sqlite3_stmt* handle() const { return handle_; }

private:
    friend class Database;
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
    sqlite3_stmt* handle_ = nullptr;
    int last_ = 0;
};

class Database {
public:
#ifndef __EMSCRIPTEN__
    static Result<Database> open_file(const std::string& path, Access access);
    /// Makes `target` a copy of one consistent moment, whatever it held before; others may go on writing meanwhile.
    Status copy_to(Database& target) const;
#endif
    static Result<Database> open_empty_in_memory();
    /// Takes a whole database file as bytes and opens it read-only in place (sqlite3_deserialize).
    static Result<Database> open_bytes(std::vector<std::byte> bytes);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// One or more statements without parameters or rows.
    Status execute(const char* sql);
    Result<Statement> prepare(std::string_view sql) const;
    /// The database file as bytes (sqlite3_serialize).
    Result<std::vector<std::byte>> serialize() const;
    /// PRAGMA user_version.
    Result<std::int64_t> user_version() const;
    std::int64_t changes() const;
    std::int64_t last_insert_rowid() const;

    sqlite3* handle() const { return handle_; }

private:
    explicit Database(sqlite3* handle) : handle_(handle) {}
    sqlite3* handle_ = nullptr;
    std::vector<std::byte> bytes_;   ///< what open_bytes works on
};

/// BEGIN IMMEDIATE now, ROLLBACK at the end of the scope unless commit() succeeded.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

private:
    explicit Transaction(Database* database) : database_(database) {}
    Database* database_;
};

}   // namespace pasokh::db
