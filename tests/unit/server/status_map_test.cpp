#include <doctest/doctest.h>

#include "shell/server/import/status_map.h"

using namespace pasokh;
using namespace pasokh::server;
using orders::OrderState;
using orders::ParcelStatus;

namespace {

/// The map that a shop's configuration makes, or the error.
Result<StatusMap> map_of(std::string_view config) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(config));
    StatusMap map;
    TRY(read_status_map(document.root(), map));
    TRY(document.status());
    return map;
}

}   // namespace

TEST_CASE("WooCommerce's own statuses are understood") {
    const StatusMap map;
    CHECK(map.find("processing").state == OrderState::open);
    CHECK(map.find("processing").parcel == ParcelStatus::label_created);
    CHECK(map.find("on-hold").state == OrderState::on_hold);
    CHECK(map.find("cancelled").state == OrderState::cancelled);
    CHECK(map.find("failed").state == OrderState::failed);
    CHECK(map.find("checkout-draft").state == OrderState::draft);
}

TEST_CASE("the Persian shipping plug-in's statuses are understood, in any spelling of the prefix") {
    const StatusMap map;
    CHECK(map.find("pws-shipping").parcel == ParcelStatus::in_transit);
    CHECK(map.find("wc-pws-courier").parcel == ParcelStatus::out_for_delivery);
    CHECK(map.find(" WC-PWS_Returned ").parcel == ParcelStatus::returned);
    CHECK(map.find("pws-need-review").parcel == ParcelStatus::exception);
}

TEST_CASE("completed means shipped unless the shop says delivered") {
    CHECK(StatusMap().find("completed").parcel == ParcelStatus::in_transit);
    const auto map = map_of(R"({"completed_means": "delivered"})");
    REQUIRE(map);
    CHECK((*map).find("wc-completed").parcel == ParcelStatus::delivered);
    CHECK((*map).find("completed").state == OrderState::completed);
}

TEST_CASE("an unknown status is shown by its own word and takes no step") {
    const StatusMap map;
    const StatusMeaning meaning = map.find("wc-waiting-for-supplier");
    CHECK(meaning.state == OrderState::open);
    CHECK_FALSE(orders::step_of(meaning.parcel).has_value());
    CHECK(map.label_of("wc-waiting-for-supplier", "fa") == "waiting for supplier");
}

TEST_CASE("a shop adds its own statuses and changes ours") {
    const auto map = map_of(R"({"status_map": {"wc-custom": {"state": "open", "parcel": "in_transit", "label": {"fa": "در راه شما", "en": "On its way"}},
                                               "pws-in-stock": {"parcel": "label_created"}}})");
    REQUIRE(map);
    CHECK((*map).find("custom").parcel == ParcelStatus::in_transit);
    CHECK((*map).label_of("wc-custom", "fa") == "در راه شما");
    CHECK((*map).label_of("wc-custom", "en") == "On its way");
    CHECK((*map).find("wc-pws-in-stock").parcel == ParcelStatus::label_created);
    CHECK((*map).find("pws-in-stock").state == OrderState::open);
}

TEST_CASE("a wrong word in the map is named with its place") {
    const auto state = map_of(R"({"status_map": {"wc-x": {"state": "sent"}}})");
    REQUIRE_FALSE(state);
    CHECK(state.error().message.starts_with("/status_map/wc-x/state: \"sent\""));
    CHECK_FALSE(map_of(R"({"status_map": {"wc-x": {"parcel": "flying"}}})"));
    CHECK_FALSE(map_of(R"({"status_map": {"wc-x": {"colour": "red"}}})"));
    CHECK_FALSE(map_of(R"({"status_map": []})"));
    CHECK_FALSE(map_of(R"({"completed_means": "paid"})"));
}
