#include "shell/server/sql/database.h"

namespace pasokh::sql {

Statement& Statement::bind(int index, std::string_view text) {
    cursor_->bind_text(index, text);
    return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
    cursor_->bind_integer(index, value);
    return *this;
}

Statement& Statement::bind(int index, std::span<const std::byte> blob) {
    cursor_->bind_blob(index, blob);
    return *this;
}

Statement& Statement::bind_null(int index) {
    cursor_->bind_null(index);
    return *this;
}

Statement& Statement::bind(int index, const std::optional<std::int64_t>& value) { return value ? bind(index, *value) : bind_null(index); }

Status Statement::run() {
    while (step()) {}
    Status result = status();
    reset();
    return result;
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

Result<Statement> Database::prepare(std::string_view sql) {
    TRY_ASSIGN(auto cursor, driver_->prepare(sql));
    return Statement(std::move(cursor));
}

Result<Transaction> Transaction::begin(Database& database, Access access) {
    Driver* driver = database.driver_.get();
    if (access == Access::read && driver->in_transaction_) return Transaction(nullptr);
    TRY(driver->begin(access));
    driver->in_transaction_ = true;
    return Transaction(driver);
}

Transaction::~Transaction() {
    if (driver_ == nullptr) return;
    driver_->in_transaction_ = false;
    driver_->roll_back();
}

Status Transaction::commit() {
    if (driver_ == nullptr) return {};
    TRY(driver_->commit());
    std::exchange(driver_, nullptr)->in_transaction_ = false;
    return {};
}

Result<std::int64_t> integer_of(Database& database, std::string_view sql) {
    TRY_ASSIGN(Statement query, database.prepare(sql));
    if (query.step()) return query.integer(0);
    TRY(query.status());
    return fail(ErrorCode::internal, "no row");
}

}   // namespace pasokh::sql
