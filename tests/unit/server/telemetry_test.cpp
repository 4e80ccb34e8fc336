#include <doctest/doctest.h>

#include <string>

#include "core/base/ulid.h"
#include "shell/server/telemetry.h"

using namespace pasokh::server;

namespace {
bool has_line(const std::string& text, const std::string& line) { return ("\n" + text).find("\n" + line + "\n") != std::string::npos; }
}   // namespace

TEST_CASE("a request counts in its class and in every bucket that is not shorter than it") {
    Telemetry telemetry(LogLevel::warn);
    telemetry.request({.method = "POST", .route = "/v1/feedback", .status = 201, .seconds = 0.03, .bytes = 60, .id = "x"});
    telemetry.request({.method = "POST", .route = "/v1/feedback", .status = 422, .seconds = 0.05, .bytes = 60, .id = "x"});
    telemetry.request({.method = "POST", .route = "/v1/feedback", .status = 204, .seconds = 60, .bytes = 0, .id = "x"});
    const std::string text = telemetry.prometheus();
    CHECK(has_line(text, R"(pasokh_requests_total{route="/v1/feedback",class="2xx"} 2)"));
    CHECK(has_line(text, R"(pasokh_requests_total{route="/v1/feedback",class="4xx"} 1)"));
    CHECK(has_line(text, R"(pasokh_request_duration_seconds_bucket{route="/v1/feedback",le="0.025"} 0)"));
    CHECK(has_line(text, R"(pasokh_request_duration_seconds_bucket{route="/v1/feedback",le="0.05"} 2)"));
    CHECK(has_line(text, R"(pasokh_request_duration_seconds_bucket{route="/v1/feedback",le="10"} 2)"));
    CHECK(has_line(text, R"(pasokh_request_duration_seconds_bucket{route="/v1/feedback",le="+Inf"} 3)"));
    CHECK(has_line(text, R"(pasokh_request_duration_seconds_count{route="/v1/feedback"} 3)"));
    CHECK(has_line(text, R"(pasokh_outbox_items_total{route="/v1/feedback",result="accepted"} 1)"));
}

TEST_CASE("figures that nothing has moved are there as zero") {
    const std::string text = Telemetry(LogLevel::info).prometheus();
    CHECK(has_line(text, R"(pasokh_order_lookups_total{result="miss"} 0)"));
    for (const std::string route : {"/v1/feedback", "/v1/orders/view", "/v1/challenge"})
        CHECK(has_line(text, R"(pasokh_limit_refusals_total{route=")" + route + R"("} 0)"));
    CHECK(has_line(text, "pasokh_connections 0"));
}

TEST_CASE("every request has an id of its own") {
    const std::string first = make_request_id(), second = make_request_id();
    CHECK(pasokh::is_ulid(first));
    CHECK(first != second);
}
