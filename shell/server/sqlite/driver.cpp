#include "shell/server/sqlite/driver.h"

#include <algorithm>
#include <optional>
#include <string>

namespace pasokh::server {

namespace {

class SqliteCursor final : public sql::Cursor {
public:
    explicit SqliteCursor(db::Statement statement) : statement_(std::move(statement)) {}

    void bind_text(int index, std::string_view text) override { statement_.bind(index, text); }
    void bind_integer(int index, std::int64_t value) override { statement_.bind(index, value); }
    void bind_blob(int index, std::span<const std::byte> blob) override { statement_.bind(index, blob); }
    void bind_null(int index) override { statement_.bind_null(index); }
    bool step() override { return statement_.step(); }
    Status status() const override { return statement_.status(); }
    void reset() override { statement_.reset(); }
    std::string_view text(int column) const override { return statement_.text(column); }
    std::int64_t integer(int column) const override { return statement_.integer(column); }
    std::span<const std::byte> blob(int column) const override { return statement_.blob(column); }
    bool is_null(int column) const override { return statement_.is_null(column); }

private:
    db::Statement statement_;
};

/// SQLite takes "$2" for a name and counts names as they come; "?2" is a number.
std::string with_numbered_parameters(std::string_view sql) {
    std::string numbered(sql);
    std::ranges::replace(numbered, '$', '?');
    return numbered;
}

class SqliteDriver final : public sql::Driver {
public:
    explicit SqliteDriver(db::Database database) : database_(std::move(database)) {}

    sql::Dialect dialect() const override { return sql::Dialect::sqlite; }
    Status execute(const char* sql) override { return database_.execute(sql); }
    Result<std::unique_ptr<sql::Cursor>> prepare(std::string_view sql) override {
        TRY_ASSIGN(db::Statement statement, database_.prepare(with_numbered_parameters(sql)));
        return std::unique_ptr<sql::Cursor>(std::make_unique<SqliteCursor>(std::move(statement)));
    }
    Status begin(sql::Access access) override { return access == sql::Access::read ? run(begin_reading_, "BEGIN") : run(begin_writing_, "BEGIN IMMEDIATE"); }
    Status commit() override { return run(commit_, "COMMIT"); }
    void roll_back() override { (void)database_.execute("ROLLBACK"); }
    std::int64_t changes() const override { return database_.changes(); }
    db::Database* sqlite() override { return &database_; }

private:
    /// Prepared at first use: a lookup has a transaction of its own.
    Status run(std::optional<db::Statement>& place, std::string_view sql) {
        if (!place) {
            TRY_ASSIGN(db::Statement statement, database_.prepare(sql));
            place.emplace(std::move(statement));
        }
        return place->run();
    }

    db::Database database_;            // before the statements: they must go first
    std::optional<db::Statement> begin_reading_, begin_writing_, commit_;
};

}   // namespace

std::unique_ptr<sql::Driver> sqlite_driver(db::Database database) { return std::make_unique<SqliteDriver>(std::move(database)); }

sql::Database over_sqlite(db::Database database) { return sql::Database(sqlite_driver(std::move(database))); }

}   // namespace pasokh::server
