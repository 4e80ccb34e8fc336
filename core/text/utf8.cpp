#include "core/text/utf8.h"

#include "core/base/verify.h"

namespace pasokh::text {

namespace {

/// Reads one code point. `ok` tells a real U+FFFD from a damaged byte.
char32_t read(std::string_view text, std::size_t& at, bool& ok) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at++);
    ok = true;
    if (lead < 0x80) return lead;

    std::size_t more = 0;
    char32_t value = 0;
    unsigned char low = 0x80, high = 0xBF;   // allowed second byte (Unicode 15, table 3-7)
    if (lead >= 0xC2 && lead <= 0xDF) { more = 1; value = lead & 0x1Fu; }
    else if (lead >= 0xE0 && lead <= 0xEF) {
        more = 2; value = lead & 0x0Fu;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        more = 3; value = lead & 0x07u;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    }
    ok = more != 0;
    for (std::size_t i = 0; ok && i < more; ++i) {
        if (at >= text.size() || byte(at) < low || byte(at) > high) { ok = false; break; }
        value = (value << 6) | (byte(at++) & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    return ok ? value : kReplacement;
}

}   // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
    VERIFY(at < text.size());
    bool ok = false;
    return read(text, at, ok);
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (c < 0x80) { put(c); return; }
    if (c < 0x800) { put(0xC0 | (c >> 6)); put(0x80 | (c & 0x3F)); return; }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
    if (c < 0x10000) { put(0xE0 | (c >> 12)); put(0x80 | ((c >> 6) & 0x3F)); put(0x80 | (c & 0x3F)); return; }
    put(0xF0 | (c >> 18)); put(0x80 | ((c >> 12) & 0x3F)); put(0x80 | ((c >> 6) & 0x3F)); put(0x80 | (c & 0x3F));
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        bool ok = false;
        read(text, at, ok);
        if (!ok) return begin;
    }
    return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
    return count;
}

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0) == 0x80) --max_bytes;
    return text.substr(0, max_bytes);
}

}   // namespace pasokh::text
