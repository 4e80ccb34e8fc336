#include "shell/server/postgres/postgres_store.h"

#include <future>

#include "shell/clock.h"
#include "shell/server/postgres/address.h"
#include "shell/server/postgres/driver.h"
#include "shell/server/postgres/pool.h"
#include "shell/server/sql/challenge_use.h"
#include "shell/server/sql/day_counts.h"
#include "shell/server/sql/feedback.h"
#include "shell/server/sql/order_delivery.h"
#include "shell/server/sql/order_reader.h"
#include "shell/server/sql/order_writer.h"
#include "shell/server/sql/requests.h"
#include "shell/server/sql/shop.h"
#include "shell/server/sql/unanswered.h"

namespace pasokh::server {

namespace {

/// Gives what the first run of a job found when a second one, after a COMMIT of unknown outcome, finds its own rows.
template <typename T>
using Settle = T (*)(const T& first, T again);

FeedbackOutcome settle_feedback(const FeedbackOutcome& first, FeedbackOutcome again) {
    return again.replayed && again.received_at == first.received_at ? first : again;
}
SearchOutcome settle_search(const SearchOutcome& first, SearchOutcome) { return first; }
RequestOutcome settle_request(const RequestOutcome& first, RequestOutcome again) { return again.replayed && again.received_at == first.received_at ? first : again; }
MessageOutcome settle_message(const MessageOutcome& first, MessageOutcome again) { return again.replayed && again.received_at == first.received_at ? first : again; }
ImportSummary settle_import(const ImportSummary& first, ImportSummary again) { return again.added + again.updated == 0 ? first : again; }

/// A used-up nonce after such a COMMIT is our own.
DeliveryOutcome settle_delivery(const DeliveryOutcome& first, DeliveryOutcome again) {
    const bool nothing_new = again.replayed || again.summary.added + again.summary.updated + again.removed == 0;
    return nothing_new ? first : again;
}

/// On a pool of its own, since servers that start together collide here.
Status make_shop(const PostgresStoreOptions& options) {
    Pool pool({.connections = 1, .max_waiting = 1, .connect = [&options] { return connect_postgres({.address = options.address}); }});
    std::promise<Status> made;
    pool.submit({.apply = [&options](sql::Database& database, Doubt) { return ensure_shop(database, options.shop, options.secret_check, now_ms()); },
                 .done = [&made](Status status, Doubt) { made.set_value(std::move(status)); }, .access = sql::Access::read});
    const Status status = made.get_future().get();
    if (status) return {};
    const std::string name = without_password(options.address);
    return fail(status.error().code, status.error().message.starts_with(name) ? status.error().message : name + ": " + status.error().message);
}

class PostgresStore final : public Store {
public:
    explicit PostgresStore(const PostgresStoreOptions& options)
        : connect_([connect = PostgresOptions{options.address, options.statement_timeout_ms}] { return connect_postgres(connect); }),
          readers_({.connections = options.readers, .max_waiting = options.max_waiting, .connect = connect_}),
          writers_({.connections = options.readers, .max_waiting = options.max_waiting, .connect = connect_}) {}

    void find_order(const OrderKey& key, std::function<void(Result<std::optional<ShownOrder>>)> done) override {
        using Found = std::optional<ShownOrder>;
        read<Found>([key](sql::Database& database) -> Result<Found> {
            OrderReader reader(database);
            TRY(reader.prepare());
            return reader.find(key);
        }, std::move(done));
    }

    void find_order_by_id(const std::string& shop, const std::string& order_id, std::function<void(Result<std::optional<ShownOrder>>)> done) override {
        using Found = std::optional<ShownOrder>;
        read<Found>([=](sql::Database& database) -> Result<Found> {
            OrderReader reader(database);
            TRY(reader.prepare());
            return reader.find_by_id(shop, order_id);
        }, std::move(done));
    }

    void list_customer_orders(const CustomerKey& key, int limit, std::function<void(Result<std::vector<orders::Order>>)> done) override {
        using Found = std::vector<orders::Order>;
        read<Found>([=](sql::Database& database) -> Result<Found> {
            OrderReader reader(database);
            TRY(reader.prepare());
            return reader.list(key, limit);
        }, std::move(done));
    }

    void use_challenge(std::string shop, std::string salt, TimestampMs expires_at, TimestampMs now, std::function<void(Result<bool>)> done) override {
        write<bool>([=](sql::Database& database) { return write_challenge_use(database, shop, salt, expires_at, now); },
                    [](const bool& first, bool) { return first; }, std::move(done));
    }

    void add_feedback(StoredFeedback feedback, std::function<void(Result<FeedbackOutcome>)> done) override {
        write<FeedbackOutcome>([feedback = std::move(feedback)](sql::Database& database) { return write_feedback(database, feedback); }, settle_feedback, std::move(done));
    }

    void add_unanswered(StoredSearch search, std::function<void(Result<SearchOutcome>)> done) override {
        write<SearchOutcome>([search = std::move(search)](sql::Database& database) { return write_unanswered(database, search); }, settle_search, std::move(done));
    }

    void add_request(StoredRequest request, std::function<void(Result<RequestOutcome>)> done) override {
        write<RequestOutcome>([request = std::move(request)](sql::Database& database) { return write_request(database, request); }, settle_request, std::move(done));
    }

    void find_thread(const RequestKey& key, std::function<void(Result<std::optional<requests::Thread>>)> done) override {
        read<std::optional<requests::Thread>>([key](sql::Database& database) { return server::find_thread(database, key); }, std::move(done));
    }

    void add_request_message(StoredMessage message, std::function<void(Result<MessageOutcome>)> done) override {
        write<MessageOutcome>([message = std::move(message)](sql::Database& database) { return write_customer_message(database, message); }, settle_message, std::move(done));
    }

    /// Said twice, it is the same word.
    void mark_solved(RequestKey key, bool solved, TimestampMs now, std::function<void(Result<std::optional<requests::Thread>>)> done) override {
        write<std::optional<requests::Thread>>([key = std::move(key), solved, now](sql::Database& database) { return write_solved(database, key, solved, now); }, nullptr, std::move(done));
    }

    /// Sums have no key of their own: after a COMMIT of unknown outcome they are taken for written, rather forgotten than
    /// counted twice.
    void add_counts(std::string shop, std::vector<DayCount> counts, std::function<void(Status)> done) override {
        writers_.submit({.apply = [shop = std::move(shop), counts = std::move(counts)](sql::Database& database, Doubt doubt) {
                             return doubt == Doubt::none ? write_counts(database, shop, counts) : Status{};
                         },
                         .done = [done = std::move(done)](Status status, Doubt doubt) { done(doubt == Doubt::none ? std::move(status) : Status{}); }});
    }

    void list_unanswered(const std::string& shop, int at_least, int limit, std::function<void(Result<std::vector<UnansweredQuery>>)> done) override {
        read<std::vector<UnansweredQuery>>([=](sql::Database& database) { return read_unanswered_queries(database, shop, at_least, limit); }, std::move(done));
    }

    void import_orders(std::string shop, std::vector<StoredOrder> orders, std::function<void(std::int64_t)> on_written,
                       std::function<void(Result<ImportSummary>)> done) override {
        write<ImportSummary>([shop = std::move(shop), orders = std::move(orders), on_written = std::move(on_written)](sql::Database& database) {
            return write_orders(database, shop, orders, on_written);
        }, settle_import, std::move(done), sql::Access::import);
    }

    void deliver_orders(OrderDelivery delivery, std::function<void(Result<DeliveryOutcome>)> done) override {
        write<DeliveryOutcome>([delivery = std::move(delivery)](sql::Database& database) { return write_delivery(database, delivery); }, settle_delivery, std::move(done));
    }

    void list_source_ids(const std::string& shop, const std::string& source, std::function<void(Result<std::vector<std::string>>)> done) override {
        read<std::vector<std::string>>([=](sql::Database& database) { return read_source_ids(database, shop, source); }, std::move(done));
    }

    void check(std::function<void(Status)> done) override {
        readers_.submit({.apply = [](sql::Database& database, Doubt) { return database.execute("SELECT 1 FROM shop LIMIT 1"); }, .done = status_to(std::move(done)), .access = sql::Access::read});
    }

    void check_write(std::function<void(Status)> done) override {
        writers_.submit({.apply = [](sql::Database& database, Doubt) { return database.execute("UPDATE shop SET created_at = created_at"); }, .done = status_to(std::move(done))});
    }

    Status close() override {
        readers_.close();
        writers_.close();
        return {};
    }

private:
    static std::function<void(Status, Doubt)> status_to(std::function<void(Status)> done) {
        return [done = std::move(done)](Status status, Doubt) { done(std::move(status)); };
    }

    /// Carries a value from `apply` to `done`.
    template <typename T>
    void read(std::function<Result<T>(sql::Database&)> apply, std::function<void(Result<T>)> done) {
        submit<T>(readers_, sql::Access::read, std::move(apply), nullptr, std::move(done));
    }
    template <typename T>
    void write(std::function<Result<T>(sql::Database&)> apply, Settle<T> settle, std::function<void(Result<T>)> done, sql::Access access = sql::Access::write) {
        submit<T>(writers_, access, std::move(apply), settle, std::move(done));
    }
    template <typename T>
    void submit(Pool& pool, sql::Access access, std::function<Result<T>(sql::Database&)> apply, Settle<T> settle, std::function<void(Result<T>)> done) {
        auto value = std::make_shared<std::optional<T>>();
        pool.submit({.apply = [value, settle, apply = std::move(apply)](sql::Database& database, Doubt doubt) -> Status {
                         TRY_ASSIGN(T result, apply(database));
                         if (doubt == Doubt::committed_perhaps && settle != nullptr && *value) value->emplace(settle(**value, std::move(result)));
                         else value->emplace(std::move(result));
                         return {};
                     },
                     .done = [value, done = std::move(done)](Status status, Doubt) {
                         if (!status) done(std::move(status).error());
                         else done(std::move(**value));
                     },
                     .access = access});
    }

    const std::function<Result<sql::Database>()> connect_;
    Pool readers_, writers_;
};

}   // namespace

Result<std::unique_ptr<Store>> open_postgres_store(const PostgresStoreOptions& options) {
    TRY(make_shop(options));
    return std::unique_ptr<Store>(std::make_unique<PostgresStore>(options));
}

}   // namespace pasokh::server
