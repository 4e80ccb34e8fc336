#include "core/kb/write/media.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh::kb::write;
using namespace std::string_literals;

namespace {
void check(std::string_view bytes, std::uint32_t width, std::uint32_t height) {
    const auto size = image_size(bytes);
    REQUIRE(size);
    CHECK(size->width == width);
    CHECK(size->height == height);
}
}   // namespace

TEST_CASE("PNG, GIF, JPEG and WebP say their size") {
    check("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\x40\0\0\0\xF0\x08\6\0\0\0"s, 320, 240);
    check("GIF89a\x10\0\x20\0\0\0\0"s, 16, 32);
    check("\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\x11\x08\0\x64\0\xC8\3\0\0\0\0\0\0\0\0\0"s, 200, 100);
    check("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x8F\1\0\x2B\1\0\0\0"s, 400, 300);
}

TEST_CASE("SVG says its size by width and height or by its view box") {
    check("<?xml version=\"1.0\"?><svg xmlns=\"x\" width=\"120px\" height='60.5'>", 120, 61);
    check("<svg viewBox=\"0 0 24 48\" width=\"100%\">", 24, 48);
    check("<svg stroke-width=\"9\" viewBox='0,0,10,20'>", 10, 20);
}

TEST_CASE("cut and strange bytes have no size") {
    for (const std::string& bytes : {""s, "x"s, "\x89PNG\r\n\x1A\n"s, "\xFF\xD8"s, "\xFF\xD8\xFF\xE0\xFF\xFF"s, "RIFF\0\0\0\0WEBP"s, "GIF8"s, "<svg"s, "<svg>"s,
                                     "<svg viewBox=\"\">"s, "<svg viewBox=\"1\">"s}) {
        CAPTURE(bytes);
        CHECK_FALSE(image_size(bytes));
    }
}
