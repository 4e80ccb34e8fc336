#include "shell/server/sqlite/sqlite_store.h"

#include "shell/clock.h"
#include "shell/server/sql/challenge_use.h"
#include "shell/server/sql/day_counts.h"
#include "shell/server/sql/feedback.h"
#include "shell/server/sql/order_delivery.h"
#include "shell/server/sql/order_reader.h"
#include "shell/server/sql/order_writer.h"
#include "shell/server/sql/requests.h"
#include "shell/server/sql/shop.h"
#include "shell/server/sql/unanswered.h"
#include "shell/server/sqlite/connection.h"
#include "shell/server/sqlite/reader_pool.h"
#include "shell/server/sqlite/writer.h"
#include "shell/server/sync_folder.h"

namespace pasokh::server {

namespace {

class SqliteStore final : public Store {
public:
    SqliteStore(std::string path, sql::Database writer, std::vector<std::unique_ptr<Reader>> readers, std::size_t max_waiting)
        : path_(std::move(path)), readers_(std::move(readers)), writer_(std::move(writer), max_waiting, [this] { readers_.note_commit(); }) {}

    void find_order(const OrderKey& key, std::function<void(Result<std::optional<ShownOrder>>)> done) override {
        read(done, [&](ReaderPool::Loan& reader) { return reader->find(key); }, Moment::shared);
    }

    void find_order_by_id(const std::string& shop, const std::string& order_id, std::function<void(Result<std::optional<ShownOrder>>)> done) override {
        read(done, [&](ReaderPool::Loan& reader) { return reader->find_by_id(shop, order_id); }, Moment::shared);
    }

    void list_customer_orders(const CustomerKey& key, int limit, std::function<void(Result<std::vector<orders::Order>>)> done) override {
        read(done, [&](ReaderPool::Loan& reader) { return reader->list(key, limit); });
    }

    void use_challenge(std::string shop, std::string salt, TimestampMs expires_at, TimestampMs now, std::function<void(Result<bool>)> done) override {
        submit<bool>(false, [shop = std::move(shop), salt = std::move(salt), expires_at, now](sql::Database& database) {
            return write_challenge_use(database, shop, salt, expires_at, now);
        }, std::move(done));
    }

    void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) override {
        submit<FeedbackOutcome>(false, [feedback = std::move(feedback)](sql::Database& database) { return write_feedback(database, feedback); }, std::move(done));
    }

    void add_unanswered(StoredSearch search, std::function<void(Result<SearchOutcome>)> done) override {
        submit<SearchOutcome>(false, [search = std::move(search)](sql::Database& database) { return write_unanswered(database, search); }, std::move(done));
    }

    void add_request(StoredRequest request, std::function<void(Result<RequestOutcome>)> done) override {
        submit<RequestOutcome>(true, [request = std::move(request)](sql::Database& database) { return write_request(database, request); }, std::move(done));
    }

    void find_thread(const RequestKey& key, std::function<void(Result<std::optional<requests::Thread>>)> done) override {
        read(done, [&](ReaderPool::Loan& reader) { return server::find_thread(reader.database(), key); });
    }

    void add_request_message(StoredMessage message, std::function<void(Result<MessageOutcome>)> done) override {
        submit<MessageOutcome>(true, [message = std::move(message)](sql::Database& database) { return write_customer_message(database, message); }, std::move(done));
    }

    void mark_solved(RequestKey key, bool solved, TimestampMs now, std::function<void(Result<std::optional<requests::Thread>>)> done) override {
        submit<std::optional<requests::Thread>>(true, [key = std::move(key), solved, now](sql::Database& database) { return write_solved(database, key, solved, now); }, std::move(done));
    }

    void add_counts(std::string shop, std::vector<DayCount> counts, std::function<void(Status)> done) override {
        writer_.submit({.apply = [shop = std::move(shop), counts = std::move(counts)](sql::Database& database) { return write_counts(database, shop, counts); },
                        .done = std::move(done), .alone = true});
    }

    /// On a connection of its own: a report is rare, and no customer shall wait for it.
    void list_unanswered(const std::string& shop, int at_least, int limit, std::function<void(Result<std::vector<UnansweredQuery>>)> done) override {
        Result<sql::Database> reader = open_reader(path_);
        if (!reader) return done(std::move(reader).error());
        done(read_unanswered_queries(*reader, shop, at_least, limit));
    }

    void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(std::int64_t)> on_written,
                       std::function<void(Result<ImportSummary>)> done) override {
        submit<ImportSummary>(true, [shop = std::move(shop), orders = std::move(orders), on_written = std::move(on_written)](sql::Database& database) {
            return write_orders(database, shop, orders, on_written);
        }, std::move(done));
    }

    void deliver_orders(OrderDelivery delivery, std::function<void(Result<DeliveryOutcome>)> done) override {
        submit<DeliveryOutcome>(true, [delivery = std::move(delivery)](sql::Database& database) { return write_delivery(database, delivery); }, std::move(done));
    }

    void list_source_ids(const std::string& shop, const std::string& source, std::function<void(Result<std::vector<std::string>>)> done) override {
        Result<sql::Database> reader = open_reader(path_);
        if (!reader) return done(std::move(reader).error());
        done(read_source_ids(*reader, shop, source));
    }

    void check(std::function<void(Status)> done) override {
        if (!writer_.is_sound()) return done(fail(ErrorCode::unavailable, "the disk failed; nothing is written until a restart"));
        read(done, [](ReaderPool::Loan& reader) { return reader->check(); });
    }

    void check_write(std::function<void(Status)> done) override {
        // There and back: SQLite writes no page for an update that changes nothing.
        writer_.submit({.apply = [](sql::Database& database) {
                            return database.execute("UPDATE shop SET created_at = created_at + 1; UPDATE shop SET created_at = created_at - 1");
                        },
                        .done = std::move(done), .alone = true});
    }

    Status close() override {
        readers_.close();   // the last connection to close tidies the log away, and that must be the writer's
        return writer_.close();
    }

private:
    /// The reader is back in the pool before `done` runs: that may want to read on, and with one reader, or when all readers' borrowers do, it would
    /// wait for ever.
    template <typename Done, typename Read>
    void read(const Done& done, Read what, Moment moment = Moment::own) {
        auto found = [&] {
            ReaderPool::Loan reader(readers_, moment);
            return what(reader);
        }();
        done(std::move(found));
    }

    /// Carries a value from the writer's `apply` to its `done`.
    template <typename T>
    void submit(bool alone, std::function<Result<T>(sql::Database&)> apply, std::function<void(Result<T>)> done) {
        auto value = std::make_shared<std::optional<T>>();
        writer_.submit({.apply = [value, apply = std::move(apply)](sql::Database& database) -> Status {
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
    Writer writer_;
};

}   // namespace

Status prepare_database(const std::string& path) {
    TRY(open_writer(path));
    return {};
}

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
    TRY_ASSIGN(sql::Database writer, open_writer(options.path));
    if (auto ensured = ensure_shop(writer, options.shop, options.secret_check, now_ms()); !ensured) return fail(ensured.error().code, options.path + ": " + ensured.error().message);
    std::vector<std::unique_ptr<Reader>> readers;
    for (std::size_t i = 0; i < options.readers; ++i) {
        TRY_ASSIGN(sql::Database database, open_reader(options.path));
        TRY_ASSIGN(auto reader, Reader::over(std::move(database)));
        readers.push_back(std::move(reader));
    }
    TRY(sync_folder_of(options.path));   // by now the database and its log have their names
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(options.path, std::move(writer), std::move(readers), options.max_waiting));
}

}   // namespace pasokh::server
