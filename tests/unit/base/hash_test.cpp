#include "core/base/hash.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh;

namespace {
std::uint32_t crc32_of(std::string_view text) { return crc32(std::as_bytes(std::span(text.data(), text.size()))); }
}   // namespace

TEST_CASE("CRC-32 gives the check value of its catalogue entry") { CHECK(crc32_of("123456789") == 0xCBF43926U); }

TEST_CASE("CRC-32 changes with every single flipped bit") {
    std::string text = "a pack of guides";
    const auto before = crc32_of(text);
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << (bit % 8)));
        CHECK(crc32_of(text) != before);
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << (bit % 8)));
    }
}

TEST_CASE("FNV-1a gives its published values") {
    CHECK(fnv1a64("") == 0xcbf29ce484222325ULL);
    CHECK(fnv1a64("a") == 0xaf63dc4c8601ec8cULL);
    CHECK(fnv1a64("foobar") == 0x85944171f73967e8ULL);
}
