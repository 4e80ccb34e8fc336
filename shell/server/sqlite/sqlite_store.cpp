#include "shell/server/sqlite/sqlite_store.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "shell/server/crypto.h"
#include "shell/server/sqlite/connection.h"
#include "shell/server/sqlite/order_reader.h"
#include "shell/server/sqlite/order_writer.h"
#include "shell/server/sqlite/requests.h"
#include "shell/server/sqlite/unanswered.h"
#include "shell/server/sqlite/writer.h"

namespace pasokh::server {

namespace {

/// Lends its readers out, one caller each. As many as there are threads that ask, so nobody waits long.
class ReaderPool {
public:
    explicit ReaderPool(std::vector<std::unique_ptr<OrderReader>> readers) : free_(std::move(readers)) {}

    class Loan {
    public:
        explicit Loan(ReaderPool& pool) : pool_(pool), reader_(pool.take()) {}
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() { pool_.give_back(std::move(reader_)); }
        OrderReader* operator->() { return reader_.get(); }

    private:
        ReaderPool& pool_;
        std::unique_ptr<OrderReader> reader_;
    };

    /// All loans must have ended.
    void close() {
        const std::scoped_lock lock(mutex_);
        free_.clear();
    }

private:
    std::unique_ptr<OrderReader> take() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [this] { return !free_.empty(); });
        auto reader = std::move(free_.back());
        free_.pop_back();
        return reader;
    }
    void give_back(std::unique_ptr<OrderReader> reader) {
        {
            const std::scoped_lock lock(mutex_);
            free_.push_back(std::move(reader));
        }
        returned_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<OrderReader>> free_;
};

TimestampMs now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// The shop's row, made on first use. Refuses a secret under which its orders could not be found.
Status ensure_shop(db::Database& database, const SqliteOptions& options) {
    TRY_ASSIGN(db::Transaction transaction, db::Transaction::begin(database));
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ($1, $2, $3) ON CONFLICT (shop_id) DO NOTHING"));
    TRY(insert.bind(1, options.shop).bind(2, options.secret_check).bind(3, now_ms()).run());
    TRY_ASSIGN(auto query, database.prepare("SELECT secret_check FROM shop WHERE shop_id = $1"));
    const bool same = query.bind(1, options.shop).step() && query.text(0) == options.secret_check;
    TRY(query.status());
    query.reset();
    if (!same)
        return fail(ErrorCode::invalid_argument, "the orders of shop \"" + options.shop +
                                                     "\" were stored with another secret; name its file with --secret-file");
    return transaction.commit();
}

/// One statement that writes, so that a failure undoes itself within a shared transaction.
Result<FeedbackOutcome> write_feedback(db::Database& database, const StoredFeedback& stored) {
    const feedback::Feedback& f = stored.feedback;
    const feedback::Scale scale = feedback::scale_of(f.kind);
    TRY_ASSIGN(auto insert, database.prepare(
        "INSERT INTO feedback (shop_id, submission_id, body_sha256, kind, score, scale_min, scale_max, subject, comment, lang, occurred_at, received_at, reason, replaces) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (shop_id, submission_id) DO NOTHING"));
    TRY(insert.bind(1, stored.shop).bind(2, f.id).bind(3, stored.body_sha256).bind(4, feedback::kind_name(f.kind)).bind(5, f.score).bind(6, scale.min)
            .bind(7, scale.max).bind(8, f.subject).bind(9, f.comment).bind(10, f.lang).bind(11, f.occurred_at).bind(12, stored.received_at)
            .bind(13, f.reason ? feedback::reason_name(*f.reason) : std::string_view{}).bind(14, f.replaces).run());
    if (database.changes() == 1) return FeedbackOutcome{stored.received_at, false};

    TRY_ASSIGN(auto query, database.prepare("SELECT received_at, body_sha256 FROM feedback WHERE shop_id = $1 AND submission_id = $2"));
    if (!query.bind(1, stored.shop).bind(2, f.id).step()) {
        TRY(query.status());
        return fail(ErrorCode::internal, "a feedback that was neither inserted nor there");
    }
    if (query.text(1) != stored.body_sha256) return fail(ErrorCode::conflict, "the id was used with other content");
    return FeedbackOutcome{query.integer(0), true};
}

constexpr std::string_view name_of(Counted what) { return what == Counted::lookup_hit ? "lookup_hit" : "lookup_miss"; }

Status write_counts(db::Database& database, const std::string& shop, const std::vector<DayCount>& counts) {
    TRY_ASSIGN(auto add, database.prepare("INSERT INTO day_count (shop_id, day, name, count) VALUES ($1, $2, $3, $4) "
                                          "ON CONFLICT (shop_id, day, name) DO UPDATE SET count = day_count.count + excluded.count"));
    for (const DayCount& one : counts) TRY(add.bind(1, shop).bind(2, one.day).bind(3, name_of(one.what)).bind(4, one.count).run());
    return {};
}

class SqliteStore final : public Store {
public:
    SqliteStore(std::string path, db::Database writer, std::vector<std::unique_ptr<OrderReader>> readers, std::unique_ptr<ThreadReader> threads, std::size_t max_waiting)
        : path_(std::move(path)), readers_(std::move(readers)), threads_(std::move(threads)), writer_(std::move(writer), max_waiting) {}

    void find_order(const OrderKey& key, std::function<void(Result<std::optional<orders::Order>>)> done) override {
        done(ReaderPool::Loan(readers_)->find(key));
    }

    void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) override {
        submit<FeedbackOutcome>(false, [feedback = std::move(feedback)](db::Database& database) { return write_feedback(database, feedback); }, std::move(done));
    }

    void add_unanswered(StoredSearch search, std::function<void(Result<SearchOutcome>)> done) override {
        submit<SearchOutcome>(false, [search = std::move(search)](db::Database& database) { return write_unanswered(database, search); }, std::move(done));
    }

    void add_request(StoredRequest request, std::function<void(Result<RequestOutcome>)> done) override {
        submit<RequestOutcome>(true, [request = std::move(request)](db::Database& database) { return write_request(database, request); }, std::move(done));
    }

    void find_thread(const RequestKey& key, std::function<void(Result<std::optional<requests::Thread>>)> done) override { done(threads_->find(key)); }

    void add_request_message(StoredMessage message, std::function<void(Result<MessageOutcome>)> done) override {
        submit<MessageOutcome>(true, [message = std::move(message)](db::Database& database) { return write_customer_message(database, message); }, std::move(done));
    }

    void mark_solved(RequestKey key, bool solved, TimestampMs now, std::function<void(Result<std::optional<requests::Thread>>)> done) override {
        submit<std::optional<requests::Thread>>(true, [key = std::move(key), solved, now](db::Database& database) { return write_solved(database, key, solved, now); }, std::move(done));
    }

    void add_counts(std::string shop, std::vector<DayCount> counts, std::function<void(Status)> done) override {
        writer_.submit({.apply = [shop = std::move(shop), counts = std::move(counts)](db::Database& database) { return write_counts(database, shop, counts); },
                        .done = std::move(done), .alone = true});
    }

    /// On a connection of its own: a report is rare, and no customer shall wait for it.
    void list_unanswered(const std::string& shop, int at_least, int limit, std::function<void(Result<std::vector<UnansweredQuery>>)> done) override {
        Result<db::Database> reader = open_reader(path_);
        if (!reader) return done(std::move(reader).error());
        done(read_unanswered_queries(*reader, shop, at_least, limit));
    }

    void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(Result<ImportSummary>)> done) override {
        submit<ImportSummary>(true, [shop = std::move(shop), orders = std::move(orders)](db::Database& database) {
            return write_orders(database, shop, orders);
        }, std::move(done));
    }

    Status check() override {
        if (!writer_.is_sound()) return fail(ErrorCode::unavailable, "the disk failed; nothing is written until a restart");
        return ReaderPool::Loan(readers_)->check();
    }

    void check_write(std::function<void(Status)> done) override {
        // There and back: SQLite writes no page for an update that changes nothing.
        writer_.submit({.apply = [](db::Database& database) {
                            return database.execute("UPDATE shop SET created_at = created_at + 1; UPDATE shop SET created_at = created_at - 1");
                        },
                        .done = std::move(done), .alone = true});
    }

    Status close() override {
        threads_.reset();
        readers_.close();   // the last connection to close tidies the log away, and that must be the writer's
        return writer_.close();
    }

private:
    /// Carries a value from the writer's `apply` to its `done`.
    template <typename T>
    void submit(bool alone, std::function<Result<T>(db::Database&)> apply, std::function<void(Result<T>)> done) {
        auto value = std::make_shared<std::optional<T>>();
        writer_.submit({.apply = [value, apply = std::move(apply)](db::Database& database) -> Status {
                            auto result = apply(database);
                            if (!result) return std::move(result).error();
                            value->emplace(std::move(result).value());
                            return {};
                        },
                        .done = [value, done = std::move(done)](Status status) {
                            if (!status) done(std::move(status).error());
                            else done(std::move(**value));
                        },
                        .alone = alone});
    }

    const std::string path_;
    ReaderPool readers_;
    std::unique_ptr<ThreadReader> threads_;
    Writer writer_;
};

}   // namespace

Status prepare_database(const std::string& path) {
    TRY(open_writer(path));
    return {};
}

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
    TRY_ASSIGN(db::Database writer, open_writer(options.path));
    if (auto ensured = ensure_shop(writer, options); !ensured) return fail(ensured.error().code, options.path + ": " + ensured.error().message);
    std::vector<std::unique_ptr<OrderReader>> readers;
    for (std::size_t i = 0; i < options.readers; ++i) {
        TRY_ASSIGN(auto reader, OrderReader::open(options.path));
        readers.push_back(std::move(reader));
    }
    TRY_ASSIGN(auto threads, ThreadReader::open(options.path));
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(options.path, std::move(writer), std::move(readers), std::move(threads), options.max_waiting));
}

}   // namespace pasokh::server
