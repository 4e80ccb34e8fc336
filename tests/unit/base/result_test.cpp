#include "core/base/result.h"

#include <doctest/doctest.h>

#include <memory>

using namespace pasokh;

namespace {
Result<int> half(int number) {
    if (number % 2 != 0) return fail(ErrorCode::invalid_argument, "odd");
    return number / 2;
}
Result<int> quarter(int number) {
    TRY_ASSIGN(const int first, half(number));
    TRY_ASSIGN(const int second, half(first));
    return second;
}
Status check_quarter(int number) {
    TRY(quarter(number));
    return {};
}
}   // namespace

TEST_CASE("a result holds its value") { CHECK(*quarter(12) == 3); }

TEST_CASE("TRY_ASSIGN hands the first error to the caller") {
    const auto result = quarter(6);
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::invalid_argument);
    CHECK(result.error().message == "odd");
}

TEST_CASE("TRY turns a failed result into a failed status") {
    CHECK(check_quarter(8));
    CHECK_FALSE(check_quarter(7));
}

TEST_CASE("a result moves a value that cannot be copied") {
    Result<std::unique_ptr<int>> owner(std::make_unique<int>(5));
    CHECK(*std::move(owner).value() == 5);
}
