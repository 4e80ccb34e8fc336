#include "shell/server/postgres/driver.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "core/base/verify.h"
#include "shell/server/postgres/address.h"

namespace pasokh::server {

namespace {

using sql::Trouble;

constexpr int kGraceMs = 1000;         ///< for a statement that its own time-out ends, until we give the connection up

struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ResultDeleter>;

struct ConnectionDeleter {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionDeleter>;

std::string one_line(const char* message) {
    std::string line(message == nullptr ? "" : message);
    for (char& letter : line)
        if (letter == '\n') letter = ' ';
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

bool succeeded(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::string_view state_of(const PGresult* result) {
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == nullptr ? std::string_view{} : std::string_view(state);
}

/// By the classes of PostgreSQL's manual, appendix A.
ErrorCode code_of(std::string_view state) {
    if (state.starts_with("23")) return ErrorCode::conflict;
    if (state.starts_with("22")) return ErrorCode::invalid_argument;
    if (state == "XX001" || state == "XX002") return ErrorCode::corrupt;
    // 08 connection, 25006 read-only, 40 rolled back, 53 resources, 55 not now, 57 operator, 58 disk
    for (const std::string_view later : {"08", "25006", "40", "53", "55", "57", "58"})
        if (state.starts_with(later)) return ErrorCode::unavailable;
    return state.empty() ? ErrorCode::unavailable : ErrorCode::internal;
}

Trouble trouble_of(std::string_view state, const PGconn* connection) {
    if (PQstatus(connection) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P")) return Trouble::lost;
    return state == "40001" || state == "40P01" ? Trouble::collision : Trouble::none;
}

/// Waits for the answer to what was sent, `patience_ms` at most (0: as long as it takes). Null when none came: a server that
/// hangs keeps its connection open and obeys no time-out of its own.
ResultHandle await(PGconn* connection, int patience_ms) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::milliseconds(patience_ms);
    ResultHandle last;
    while (true) {
        while (PQisBusy(connection) != 0) {
            pollfd socket{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
            const int wait_ms = patience_ms == 0 ? -1 : static_cast<int>(std::max<std::int64_t>(left, 0));
            const int ready = ::poll(&socket, 1, wait_ms);
            if (ready == 0) return nullptr;
            if (ready > 0 && PQconsumeInput(connection) == 0) break;   // lost: the result says so
        }
        PGresult* next = PQgetResult(connection);
        if (next == nullptr) return last;
        last.reset(next);
        if (PQresultStatus(next) == PGRES_PIPELINE_SYNC) return last;
    }
}

class PostgresDriver final : public sql::Driver {
public:
    PostgresDriver(PostgresOptions options, ConnectionHandle connection) : options_(std::move(options)), connection_(std::move(connection)) {}

    /// Nothing that hangs: neither a host that does not answer, nor one that has stopped answering.
    static Result<ConnectionHandle> connect(const PostgresOptions& options) {
        const std::array names = {"connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "fallback_application_name",
                                  "dbname", "client_encoding", static_cast<const char*>(nullptr)};
        const std::array values = {"2", "3000", "5", "2", "2", "pasokh", options.address.c_str(), "UTF8", static_cast<const char*>(nullptr)};
        ConnectionHandle connection(PQconnectdbParams(names.data(), values.data(), 1));
        if (PQstatus(connection.get()) != CONNECTION_OK) return fail(ErrorCode::unavailable, one_line(PQerrorMessage(connection.get())));
        PQsetErrorVerbosity(connection.get(), PQERRORS_TERSE);   // DETAIL repeats the row, and messages are logged
        PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
        // What was acknowledged is on the disk, whatever the server's default; and nobody waits for us for ever.
        const std::string setup = "SET statement_timeout = " + std::to_string(options.statement_timeout_ms) + "; SET idle_in_transaction_session_timeout = 10000; "
                                  "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
        const ResultHandle result(PQexec(connection.get(), setup.c_str()));
        if (!succeeded(result.get())) return fail(ErrorCode::unavailable, one_line(PQresultErrorMessage(result.get())));
        return connection;
    }

    sql::Dialect dialect() const override { return sql::Dialect::postgres; }
    Status execute(const char* text) override {
        TRY(send_begin());
        return look(ask(text));
    }
    Result<std::unique_ptr<sql::Cursor>> prepare(std::string_view text) override;
    Status begin(sql::Access access) override {
        reading_ = access == sql::Access::read;
        begin_ = access == sql::Access::import ? "BEGIN" : reading_ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE";
        trouble_ = Trouble::none;
        // A plan made while the tables were empty reads the whole shop for each order, for as long as the import lasts.
        Status set = access == sql::Access::import ? execute("SET LOCAL plan_cache_mode = force_custom_plan") : Status{};
        if (!set) roll_back();
        return set;
    }
    Status commit() override {
        if (std::exchange(begin_, nullptr) != nullptr) return {};
        if (reading_ && drain()) {     // nothing depends on its answer: the next statement reads it
            unread_ = PQsendQuery(connection_.get(), "COMMIT") == 1;
            return {};
        }
        ResultHandle result = ask("COMMIT");
        // A transaction that had failed is rolled back by COMMIT, without an error.
        const bool undone = result != nullptr && std::string_view(PQcmdStatus(result.get())) == "ROLLBACK";
        TRY(look(std::move(result)));
        if (undone) return fail(ErrorCode::internal, "COMMIT of a failed transaction");
        return {};
    }
    void roll_back() override {
        if (std::exchange(begin_, nullptr) != nullptr || trouble_ == Trouble::lost) return;
        const Trouble before = trouble_;
        if (execute("ROLLBACK")) trouble_ = before;
    }
    std::int64_t changes() const override { return changes_; }
    Trouble trouble() const override { return trouble_; }

    Status reconnect() override {
        prepared_.clear();
        begin_ = nullptr;
        unread_ = false;
        TRY_ASSIGN(connection_, connect(options_));
        trouble_ = Trouble::none;
        return {};
    }

    /// The name of the statement on the present connection.
    Result<std::string> name_of(const std::string& text) {
        if (const auto known = prepared_.find(text); known != prepared_.end()) return known->second;
        std::string name = "s" + std::to_string(prepared_.size());
        TRY(look(drain() ? answer(PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), 0, nullptr)) : nullptr));
        prepared_.emplace(text, name);
        return name;
    }

    Status run(const std::string& name, const std::vector<const char*>& values, const std::vector<int>& lengths, const std::vector<int>& formats, ResultHandle& rows) {
        const auto send = [&] {
            return PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(), formats.data(), 0);
        };
        if (!drain()) rows = nullptr;
        else if (begin_ == nullptr) rows = answer(send());
        else rows = begin_with(send);
        if (succeeded(rows.get())) {
            const std::string_view count = PQcmdTuples(rows.get());
            changes_ = 0;
            std::from_chars(count.data(), count.data() + count.size(), changes_);
            trouble_ = Trouble::none;
            return {};
        }
        return look(std::move(rows));
    }

private:
    ResultHandle ask(const char* text) { return drain() ? answer(PQsendQuery(connection_.get(), text)) : nullptr; }

    Status send_begin() {
        const char* text = std::exchange(begin_, nullptr);
        return text == nullptr ? Status{} : look(ask(text));
    }

    /// BEGIN and the first statement in one round trip; the answer to the statement, or to a BEGIN that failed.
    template <typename Send>
    ResultHandle begin_with(const Send& send) {
        PGconn* connection = connection_.get();
        const char* text = std::exchange(begin_, nullptr);
        if (PQenterPipelineMode(connection) == 0) return nullptr;
        const bool sent = PQsendQueryParams(connection, text, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1 && send() == 1 && PQpipelineSync(connection) == 1;
        ResultHandle begun = answer(sent ? 1 : 0), result = begun != nullptr ? answer(1) : nullptr;
        if (result != nullptr) (void)answer(1);                  // the end of the pipeline
        (void)PQexitPipelineMode(connection);
        return succeeded(begun.get()) ? std::move(result) : std::move(begun);
    }

    /// Reads what a COMMIT left. False when the connection is gone.
    bool drain() {
        if (!std::exchange(unread_, false)) return true;
        (void)answer(1);
        return !hangs_;
    }

    /// Null when it could not be sent, or nothing came back.
    ResultHandle answer(int sent) {
        hangs_ = false;
        if (sent == 0) return nullptr;
        ResultHandle result = await(connection_.get(), options_.statement_timeout_ms == 0 ? 0 : options_.statement_timeout_ms + kGraceMs);
        hangs_ = result == nullptr;
        return result;
    }

    Status look(ResultHandle result) {
        if (hangs_) {
            trouble_ = Trouble::lost;
            return fail(ErrorCode::unavailable, "the database does not answer");
        }
        if (succeeded(result.get())) {
            trouble_ = Trouble::none;
            return {};
        }
        const std::string_view state = state_of(result.get());
        trouble_ = trouble_of(state, connection_.get());
        return fail(trouble_ == Trouble::none ? code_of(state) : ErrorCode::unavailable,
                    one_line(result != nullptr ? PQresultErrorMessage(result.get()) : PQerrorMessage(connection_.get())));
    }

    const PostgresOptions options_;
    ConnectionHandle connection_;
    std::map<std::string, std::string> prepared_;   ///< text to name
    std::int64_t changes_ = 0;
    Trouble trouble_ = Trouble::none;
    const char* begin_ = nullptr;      ///< goes with the first statement
    bool reading_ = false;
    bool unread_ = false;              ///< the answer to a COMMIT
    bool hangs_ = false;
};

class PostgresCursor final : public sql::Cursor {
public:
    PostgresCursor(PostgresDriver& driver, std::string text) : driver_(driver), text_(std::move(text)) {}

    void bind_text(int index, std::string_view text) override { put(index, std::string(text), kBinary); }   // the text format ends at a zero
    void bind_integer(int index, std::int64_t value) override { put(index, std::to_string(value), kText); }
    void bind_blob(int index, std::span<const std::byte> blob) override {
        put(index, std::string(static_cast<const char*>(static_cast<const void*>(blob.data())), blob.size()), kBinary);
    }
    void bind_null(int index) override { place(index).present = false; }

    bool step() override {
        if (rows_ != nullptr) return ++row_ < PQntuples(rows_.get());
        status_ = ask();
        row_ = 0;
        return status_ && PQntuples(rows_.get()) > 0;
    }
    Status status() const override { return status_; }
    void reset() override {
        rows_.reset();
        status_ = {};
    }

    std::string_view text(int column) const override {
        return {PQgetvalue(rows_.get(), row_, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
    }
    std::int64_t integer(int column) const override {
        const std::string_view digits = text(column);
        std::int64_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }
    /// "\x00ff", turned back where the text stands: it is asked for as bytes only.
    std::span<const std::byte> blob(int column) const override {
        std::size_t length = 0;
        const auto* escaped = static_cast<const unsigned char*>(static_cast<const void*>(PQgetvalue(rows_.get(), row_, column)));
        std::unique_ptr<unsigned char, void (*)(void*)> bytes(PQunescapeBytea(escaped, &length), PQfreemem);
        VERIFY(bytes != nullptr);
        blob_.assign(static_cast<const char*>(static_cast<const void*>(bytes.get())), length);
        return std::as_bytes(std::span(blob_));
    }
    bool is_null(int column) const override { return PQgetisnull(rows_.get(), row_, column) != 0; }

private:
    static constexpr int kText = 0, kBinary = 1;
    struct Value {
        std::string bytes;
        int format = kText;
        bool present = false;
    };

    Value& place(int index) {
        if (values_.size() < static_cast<std::size_t>(index)) values_.resize(static_cast<std::size_t>(index));
        return values_[static_cast<std::size_t>(index) - 1];
    }
    void put(int index, std::string bytes, int format) { place(index) = {std::move(bytes), format, true}; }

    Status ask() {
        std::vector<const char*> values;
        std::vector<int> lengths, formats;
        for (const Value& value : values_) {
            values.push_back(value.present ? value.bytes.c_str() : nullptr);
            lengths.push_back(static_cast<int>(value.bytes.size()));
            formats.push_back(value.format);
        }
        TRY_ASSIGN(const std::string name, driver_.name_of(text_));
        return driver_.run(name, values, lengths, formats, rows_);
    }

    PostgresDriver& driver_;
    const std::string text_;
    std::vector<Value> values_;
    ResultHandle rows_;
    int row_ = 0;
    Status status_;
    mutable std::string blob_;
};

Result<std::unique_ptr<sql::Cursor>> PostgresDriver::prepare(std::string_view text) {
    auto cursor = std::make_unique<PostgresCursor>(*this, std::string(text));
    TRY(name_of(std::string(text)));
    return std::unique_ptr<sql::Cursor>(std::move(cursor));
}

}   // namespace

Result<sql::Database> connect_postgres(const PostgresOptions& options) {
    auto connection = PostgresDriver::connect(options);
    if (!connection) return fail(connection.error().code, without_password(options.address) + ": " + connection.error().message);
    return sql::Database(std::make_unique<PostgresDriver>(options, std::move(*connection)));
}

}   // namespace pasokh::server
