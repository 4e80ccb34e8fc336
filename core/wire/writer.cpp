#include "core/wire/writer.h"

#include <array>

#include "core/base/json_text.h"
#include "core/wire/rapid.h"

namespace pasokh::wire {

namespace {

/// Length of the UTF-8 sequence of two bytes or more at the front of `text`; 0 when it is not one (RFC 3629).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first >= 0xC2 && first < 0xE0) return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) >= 0x90;
        return continues(1) && continues(2) && continues(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

/// The escapes of RFC 8259 section 7 that every writer knows; the rest are spelled by number.
void append_escape(std::string& out, char letter) {
    constexpr std::string_view kLetters = "\"\\\b\f\n\r\t", kNames = "\"\\bfnrt", kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(letter);
    const std::size_t known = kLetters.find(letter);
    out += '\\';
    if (known != std::string_view::npos) out += kNames[known];
    else out.append("u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
}

/// By byte: ASCII that stands for itself.
constexpr auto kIsPlain = [] {
    std::array<bool, 256> is_plain{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte) is_plain[byte] = byte != '"' && byte != '\\';
    return is_plain;
}();

/// Length of the front of `text` that is written as it is.
std::size_t clean_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (kIsPlain[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0) break;
        at += length;
    }
    return at;
}

void append_string(std::string& out, std::string_view value) {
    out += '"';
    while (true) {
        const std::size_t clean = clean_prefix(value);
        out.append(value.data(), clean);
        if (clean == value.size()) break;
        if (static_cast<unsigned char>(value[clean]) < 0x80) append_escape(out, value[clean]);
        else out += "\xEF\xBF\xBD";
        value.remove_prefix(clean + 1);
    }
    out += '"';
}

}   // namespace

Writer::Writer() { out_.reserve(kFirstBytes); }

void Writer::begin_value() {
    VERIFY(depth_ > 0 || out_.empty());
    if (follows_value_) out_ += ',';
    follows_value_ = true;
}

Writer& Writer::open(char bracket) {
    begin_value();
    out_ += bracket;
    follows_value_ = false;
    ++depth_;
    return *this;
}

Writer& Writer::close(char bracket) {
    VERIFY(depth_ > 0);
    out_ += bracket;
    follows_value_ = true;
    --depth_;
    return *this;
}

Writer& Writer::key(std::string_view name) {
    text(name);
    out_ += ':';
    follows_value_ = false;
    return *this;
}

Writer& Writer::text(std::string_view value) {
    begin_value();
    append_string(out_, value);
    return *this;
}

Writer& Writer::integer(std::int64_t value) {
    begin_value();
    append_json_integer(out_, value);
    return *this;
}

Writer& Writer::boolean(bool value) { return raw(value ? "true" : "false"); }
Writer& Writer::null() { return raw("null"); }

Writer& Writer::number(double value) {
    rapidjson::StringBuffer digits;
    rapidjson::Writer<rapidjson::StringBuffer> json(digits);
    VERIFY(json.Double(value));
    return raw({digits.GetString(), digits.GetSize()});
}

Writer& Writer::raw(std::string_view value) {
    begin_value();
    out_ += value;
    return *this;
}

std::string Writer::take() {
    VERIFY(depth_ == 0 && !out_.empty());
    return std::move(out_);
}

}   // namespace pasokh::wire
