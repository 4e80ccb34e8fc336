#include "shell/server/sql/order_reader.h"

#include <doctest/doctest.h>

#include "core/db/database.h"
#include "core/orders/json.h"
#include "shell/server/sql/order_writer.h"
#include "shell/server/sql/shop.h"
#include "shell/server/sqlite/driver.h"
#include "shell/server/sqlite/migrate.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

struct Counts {
    int statements = 0, rows = 0, transactions = 0;
    bool operator==(const Counts&) const = default;
};

class CountingCursor final : public sql::Cursor {
public:
    CountingCursor(std::unique_ptr<sql::Cursor> inner, Counts& counts) : inner_(std::move(inner)), counts_(counts) {}

    void bind_text(int index, std::string_view text) override { inner_->bind_text(index, text); }
    void bind_integer(int index, std::int64_t value) override { inner_->bind_integer(index, value); }
    void bind_blob(int index, std::span<const std::byte> blob) override { inner_->bind_blob(index, blob); }
    void bind_null(int index) override { inner_->bind_null(index); }
    bool step() override {
        if (std::exchange(is_fresh_, false)) ++counts_.statements;
        const bool row = inner_->step();
        counts_.rows += row ? 1 : 0;
        return row;
    }
    Status status() const override { return inner_->status(); }
    void reset() override {
        is_fresh_ = true;
        inner_->reset();
    }
    std::string_view text(int column) const override { return inner_->text(column); }
    std::int64_t integer(int column) const override { return inner_->integer(column); }
    std::span<const std::byte> blob(int column) const override { return inner_->blob(column); }
    bool is_null(int column) const override { return inner_->is_null(column); }

private:
    std::unique_ptr<sql::Cursor> inner_;
    Counts& counts_;
    bool is_fresh_ = true;
};

class CountingDriver final : public sql::Driver {
public:
    CountingDriver(std::unique_ptr<sql::Driver> inner, Counts& counts) : inner_(std::move(inner)), counts_(counts) {}

    sql::Dialect dialect() const override { return inner_->dialect(); }
    Status execute(const char* sql) override { return inner_->execute(sql); }
    Result<std::unique_ptr<sql::Cursor>> prepare(std::string_view sql) override {
        TRY_ASSIGN(auto cursor, inner_->prepare(sql));
        return std::unique_ptr<sql::Cursor>(std::make_unique<CountingCursor>(std::move(cursor), counts_));
    }
    Status begin(sql::Access access) override {
        ++counts_.transactions;
        return inner_->begin(access);
    }
    Status commit() override { return inner_->commit(); }
    void roll_back() override { inner_->roll_back(); }
    std::int64_t changes() const override { return inner_->changes(); }
    db::Database* sqlite() override { return inner_->sqlite(); }

private:
    std::unique_ptr<sql::Driver> inner_;
    Counts& counts_;
};

const std::string kMac(64, 'a'), kOtherMac(64, 'b');

orders::Parcel parcel(std::string id, std::vector<std::uint32_t> lines, std::vector<TimestampMs> times) {
    orders::Parcel made;
    made.id = std::move(id);
    made.status = orders::ParcelStatus::in_transit;
    made.lines = std::move(lines);
    for (const TimestampMs at : times) made.events.push_back({at, orders::ParcelStatus::in_transit, "", ""});
    return made;
}

StoredOrder stored(const std::string& number) {
    StoredOrder made;
    made.order.number = made.number_norm = number;
    made.order.total = {100, "IRT"};
    made.order.lines = {{"Mug", 1, ""}, {"Cup", 2, ""}, {"Pot", 3, ""}};
    made.order.parcels = {parcel("Z", {0, 2}, {10, 30, 20}), parcel("A", {2}, {5}), parcel("M", {}, {})};
    made.phone_mac = kMac;
    made.phone_mask = "09•••45";
    made.source_rev = 1;
    return made;
}

/// Orders T100, T102 to T118, and a reader that is counted.
struct Shop {
    Shop() {
        auto memory = db::Database::open_empty_in_memory();
        REQUIRE(memory);
        database.emplace(std::make_unique<CountingDriver>(sqlite_driver(std::move(*memory)), counts));
        REQUIRE(database->execute("PRAGMA foreign_keys=ON"));
        REQUIRE(migrate_sqlite(*database, "memory"));
        REQUIRE(ensure_shop(*database, "demo", "check", 1));
        std::vector<StoredOrder> orders;
        for (int i = 100; i < 120; i += 2) orders.push_back(stored("T" + std::to_string(i)));
        orders.push_back(stored("T110"));
        orders.back().source = "woo";
        orders.back().order.placed_at = 7;
        REQUIRE(write_orders(*database, "demo", orders));
        reader.emplace(*database);
        REQUIRE(reader->prepare());
    }
    std::optional<ShownOrder> find(const std::string& number, const std::string& mac = kMac) {
        counts = {};
        auto found = reader->find({.shop = "demo", .number_norm = number, .kind = orders::Contact::Kind::phone, .mac = mac});
        REQUIRE(found);
        return *found;
    }
    orders::Order see(const std::string& number) {
        const auto found = find(number);
        REQUIRE(found);
        auto order = orders::decode_order(found->encoded);
        REQUIRE(order);
        return *order;
    }
    void write(const StoredOrder& order) {
        const auto written = write_orders(*database, "demo", std::span(&order, 1));
        REQUIRE_MESSAGE(written, (written ? "" : written.error().message));
    }
    /// As a server of schema 7 leaves an order: it knows nothing of what is shown.
    void forget_shown() { REQUIRE(database->execute("UPDATE sales_order SET shown = '{}', shown_rev = source_rev - 1")); }

    Counts counts;
    std::optional<sql::Database> database;
    std::optional<OrderReader> reader;
};

}   // namespace

TEST_CASE("an order is read with one statement") {
    Shop shop;
    CHECK(shop.find("T104"));
    CHECK(shop.counts == Counts{.statements = 1, .rows = 5, .transactions = 0});
    auto by_id = shop.reader->find_by_id("demo", "file:T104");
    REQUIRE(by_id);
    CHECK(shop.counts == Counts{.statements = 2, .rows = 6, .transactions = 0});
    REQUIRE(*by_id);
    CHECK((*by_id)->encoded == shop.find("T104")->encoded);
    CHECK((*by_id)->contact_mask == "09•••45");
}

TEST_CASE("an order that an older server wrote is read from its rows, in one transaction") {
    Shop shop;
    const std::string encoded = shop.find("T104")->encoded;
    shop.forget_shown();
    const auto found = shop.find("T104");
    REQUIRE(found);
    CHECK(found->encoded == encoded);
    CHECK(found->contact_mask == "09•••45");
    CHECK(shop.counts.statements == 5);
    CHECK(shop.counts.transactions == 1);
}

TEST_CASE("the encoding is that of the stored ones: who changes it adds a migration that sets sales_order.shown to NULL") {
    StoredOrder order = stored("T200");
    order.order.raw_status = "packed";
    order.order.city = "Yazd";
    order.order.promised = orders::Eta{1, 2};
    order.order.lines = {{"Mug", 1, "durable"}};
    orders::Parcel& parcel = order.order.parcels[0];
    parcel = {.id = "P", .carrier = "Post", .tracking_number = "7", .tracking_url = "https://post.example/7", .status = orders::ParcelStatus::exception,
              .raw_status = "lost", .eta = orders::Eta{3, 4}, .first_eta_until = 5, .delay_reason = "customs", .lines = {0},
              .events = {{6, orders::ParcelStatus::pending, "in", "Qom"}}};
    order.order.parcels.resize(1);
    Shop shop;
    shop.write(order);
    CHECK(shop.find("T200")->encoded ==
          R"({"number":"T200","placed_at":"1970-01-01T00:00:00Z","state":"open","raw_status":"packed","total":{"minor":100,"currency":"IRT"},)"
          R"("lines":[{"title":"Mug","quantity":1,"product_type":"durable"}],"parcels":[{"id":"P","carrier":"Post","tracking_number":"7",)"
          R"("tracking_url":"https://post.example/7","status":"exception","raw_status":"lost","eta":{"from":"1970-01-01T00:00:00.003Z","until":"1970-01-01T00:00:00.004Z"},)"
          R"("first_eta_until":"1970-01-01T00:00:00.005Z","delay_reason":"customs","lines":[0],"events":[{"at":"1970-01-01T00:00:00.006Z","status":"pending","text":"in","city":"Qom"}]}],)"
          R"("city":"Yazd","promised":{"from":"1970-01-01T00:00:00.001Z","until":"1970-01-01T00:00:00.002Z"},"updated_at":"1970-01-01T00:00:00Z"})");
}

TEST_CASE("what is shown is what the rows say") {
    Shop shop;
    StoredOrder order = stored("T200");
    order.order.city = "یزد";
    order.order.raw_status = "پرداخت‌شده";
    order.order.promised = orders::Eta{std::nullopt, 99};
    orders::Parcel& parcel = order.order.parcels[0];
    parcel.lines = {2, 0, 9};                                                              // no line has that number
    parcel.eta = orders::Eta{4, 5};
    parcel.first_eta_until = 3;
    parcel.delay_reason = "customs";
    parcel.events.push_back(parcel.events[0]);                                             // told twice
    parcel.events.push_back({10, orders::ParcelStatus::exception, "گم شد", "قم"});         // at the same time as another
    parcel.events.push_back({10, orders::ParcelStatus::pending, "", ""});
    SUBCASE("as written") { shop.write(order); }
    SUBCASE("written again") {
        shop.write(order);
        order.order.parcels.pop_back();
        order.order.state = orders::OrderState::completed;
        order.source_rev = 2;
        shop.write(order);
        CHECK(shop.see("T200").parcels.size() == 2);
        CHECK(shop.see("T200").state == orders::OrderState::completed);
    }
    SUBCASE("an older one changes nothing") {
        shop.write(order);
        order.order.state = orders::OrderState::completed;
        order.source_rev = 0;
        shop.write(order);
        CHECK(shop.see("T200").state == orders::OrderState::open);
    }
    SUBCASE("with parcels that stay because they came from fulfilments") {
        parcel.id = "fulfilment-1";
        shop.write(order);
        order.order.parcels = {};
        order.order.lines[0].title = "Jug";
        order.keeps_fulfilments = true;
        order.source_rev = 2;
        shop.write(order);
        const orders::Order seen = shop.see("T200");
        REQUIRE(seen.parcels.size() == 1);
        CHECK(seen.parcels[0].id == "fulfilment-1");
        CHECK(seen.parcels[0].lines == std::vector<std::uint32_t>{0, 2});
        CHECK(seen.lines[0].title == "Jug");
    }
    const std::string encoded = shop.find("T200")->encoded;
    CHECK(shop.counts.statements == 1);
    shop.forget_shown();
    CHECK(shop.find("T200")->encoded == encoded);
    CHECK(shop.counts.statements > 1);
}

TEST_CASE("a miss reads as much whether or not the number exists") {
    Shop shop;
    CHECK_FALSE(shop.find("T104", kOtherMac));
    const Counts of_real_number = shop.counts;
    CHECK(of_real_number == Counts{.statements = 1, .rows = 5, .transactions = 0});
    CHECK_FALSE(shop.find("T105"));
    CHECK(shop.counts == of_real_number);
    CHECK_FALSE(shop.find("T110", kOtherMac));   // two orders have this number
    CHECK(shop.counts == of_real_number);
}

TEST_CASE("of two orders with one number and contact the newer one is shown") {
    Shop shop;
    const auto found = shop.find("T110");
    REQUIRE(found);
    CHECK(found->id == "woo:T110");
    CHECK(found->contact_mask == "09•••45");
}

TEST_CASE("parcels come in the shop's order, their events newest first, their lines by number") {
    Shop shop;
    const orders::Order found = shop.see("T100");
    REQUIRE(found.lines.size() == 3);
    CHECK(found.lines[2].title == "Pot");
    REQUIRE(found.parcels.size() == 3);
    CHECK(found.parcels[0].id == "Z");
    CHECK(found.parcels[1].id == "A");
    CHECK(found.parcels[2].id == "M");
    CHECK(found.parcels[0].lines == std::vector<std::uint32_t>{0, 2});
    CHECK(found.parcels[1].lines == std::vector<std::uint32_t>{2});
    CHECK(found.parcels[2].lines.empty());
    std::vector<TimestampMs> times;
    for (const orders::ParcelEvent& event : found.parcels[0].events) times.push_back(event.at);
    CHECK(times == std::vector<TimestampMs>{30, 20, 10});
}
