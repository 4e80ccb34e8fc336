#include "core/wire/problem.h"

#include <doctest/doctest.h>

using namespace pasokh;
using wire::Problem;

TEST_CASE("a problem carries type, title, status and code") {
    CHECK(encode(Problem{.status = 404, .code = "order-not-found"}) ==
          R"({"type":"/problems/order-not-found","title":"No order matches these details","status":404,"code":"order-not-found"})");
}

TEST_CASE("a problem comes back with its faults and waiting time") {
    const Problem sent{.status = 422, .code = "validation", .retry_after_s = 37, .faults = {{"/score", "range"}, {"/id", "format"}}};
    const Problem read = wire::decode_problem(422, encode(sent));
    CHECK(read.code == "validation");
    CHECK(read.retry_after_s == 37);
    REQUIRE(read.faults.size() == 2);
    CHECK(read.faults[1].pointer == "/id");
    CHECK(read.faults[1].code == "format");
}

TEST_CASE("an unreadable error body still gives a problem") {
    CHECK(wire::decode_problem(502, "<html>Bad gateway</html>").code == "internal");
    CHECK(wire::decode_problem(400, "").code == "bad-request");
    CHECK(wire::decode_problem(429, R"({"code":5})").status == 429);
    CHECK(wire::decode_problem(429, R"({"code":"rate-limited","retry_after":"soon"})").retry_after_s == 0);
}
