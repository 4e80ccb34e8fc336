#include "core/orders/json.h"

#include <doctest/doctest.h>

#include "core/wire/reader.h"

using namespace pasokh;
using namespace pasokh::orders;

namespace {
Order sample() {
    Order order;
    order.number = "SRV-10245";
    order.placed_at = 1795255200000;
    order.raw_status = "در حال انجام";
    order.total = {12'500'000, "IRT"};
    order.lines = {{"قهوه‌ساز", 1}, {"فیلتر", 2}};
    order.city = "تهران";
    order.contact_mask = "09••• •••45";
    order.promised = Eta{std::nullopt, 1795500000000};
    order.updated_at = 1795300000000;
    Parcel parcel;
    parcel.id = "P-1";
    parcel.carrier = "Iran Post";
    parcel.tracking_number = "123456789012345678901234";
    parcel.tracking_url = "https://tracking.example/1";
    parcel.status = ParcelStatus::in_transit;
    parcel.eta = Eta{1795400000000, 1795500000000};
    parcel.first_eta_until = 1795450000000;
    parcel.delay_reason = "weather";
    parcel.lines = {1};
    parcel.events = {{1795300000000, ParcelStatus::in_transit, "خروج از مبدأ", "تهران"}};
    order.parcels = {parcel};
    return order;
}

std::string faults_of_request(std::string_view text) {
    auto document = wire::Document::parse(text);
    REQUIRE(document.has_value());
    (void)read_lookup_request(*document, Country::iran());
    std::string all;
    for (const wire::Fault& fault : document->faults()) all += fault.pointer + ' ' + fault.code + '\n';
    return all;
}
}   // namespace

TEST_CASE("an order comes back as it was sent") {
    const std::string sent = encode(sample());
    auto read = decode_order(sent);
    REQUIRE(read.has_value());
    CHECK(encode(*read) == sent);
    CHECK(read->total.minor == 12'500'000);
    CHECK(read->parcels[0].events[0].city == "تهران");
    CHECK(read->parcels[0].eta->from == 1795400000000);
    CHECK(read->parcels[0].lines == std::vector<std::uint32_t>{1});
}

TEST_CASE("an older page shows what a newer server adds") {
    const auto read = decode_order(R"({"number":"1","placed_at":"2026-11-21","state":"archived","new":1,"total":{"minor":5,"currency":"IRT"},
        "parcels":[{"id":"a","status":"teleported","events":[{"at":"2026-11-21","status":"beamed"}]}]})");
    REQUIRE(read.has_value());
    CHECK(read->state == OrderState::open);
    CHECK(read->parcels[0].status == ParcelStatus::unknown);
    CHECK(read->parcels[0].raw_status == "teleported");
}

TEST_CASE("an order that cannot be right is refused") {
    for (const char* text : {"{}", "[]", R"({"number":"1","placed_at":"yesterday","state":"open","total":{"minor":5,"currency":"IRT"}})",
                             R"({"number":"1","placed_at":"2026-11-21","state":"open","total":{"minor":"5","currency":"IRT"}})",
                             R"({"number":"1","placed_at":"2026-11-21","state":"open","total":{"minor":5,"currency":"IRT"},
                                 "lines":[{"title":"a"}],"parcels":[{"id":"a","status":"pending","lines":[1]}]})"})
        CHECK_FALSE_MESSAGE(decode_order(text).has_value(), text);
}

TEST_CASE("a tracking address that is not https is dropped") {
    Order order = sample();
    order.parcels[0].tracking_url = "javascript:alert(1)";
    CHECK(decode_order(encode(order))->parcels[0].tracking_url.empty());
}

TEST_CASE("a lookup request comes back with its contact in canonical spelling") {
    auto document = wire::Document::parse(R"({"number":"#srv-۱۰۲۴۵","contact":{"phone":"۰۹۱۲ ۰۰۰ ۰۰۴۵"}})");
    REQUIRE(document.has_value());
    const LookupRequest request = read_lookup_request(*document, Country::iran());
    CHECK(document->status());
    CHECK(request.contact == Contact{Contact::Kind::phone, "+989120000045"});
    auto again = wire::Document::parse(encode(request));
    CHECK(read_lookup_request(*again, Country::iran()).number == request.number);
    CHECK(again->status());
}

TEST_CASE("a lookup's phone is read as of the shop's country") {
    auto document = wire::Document::parse(R"({"number":"1","contact":{"phone":"0501234567"}})");
    REQUIRE(document.has_value());
    CHECK(read_lookup_request(*document, *Country::find("SA")).contact.value == "+966501234567");
    CHECK(document->status());
    (void)read_lookup_request(*document, Country::iran());
    REQUIRE(document->faults().size() == 1);
    CHECK(document->faults()[0].pointer == "/contact/phone");
}

TEST_CASE("each bad field of a lookup is named") {
    CHECK(faults_of_request("{}") == "/number required\n/contact required\n");
    CHECK(faults_of_request(R"({"number":"","contact":{"phone":"09120000045"}})") == "/number length\n");
    CHECK(faults_of_request(R"({"number":"#","contact":{"phone":"09120000045"}})") == "/number format\n");
    CHECK(faults_of_request(R"({"number":"1","contact":{}})") == "/contact required\n");
    CHECK(faults_of_request(R"({"number":"1","contact":{"phone":"09120000045","email":"a@b.ir"}})") == "/contact ambiguous\n");
    CHECK(faults_of_request(R"({"number":"1","contact":{"phone":"0045"}})") == "/contact/phone format\n");
    CHECK(faults_of_request(R"({"number":"1","contact":{"email":"a@b"}})") == "/contact/email format\n");
    CHECK(faults_of_request(R"({"number":"1","contact":"x","shop":1})") == "/shop unknown\n/contact type\n");
    CHECK(faults_of_request(R"({"number":7,"contact":{"email":7}})") == "/number type\n/contact/email type\n");
}
