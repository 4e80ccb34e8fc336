#include "core/wire/writer.h"

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

std::size_t valid_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0) break;
        at += length;
    }
    return at;
}

std::string with_replacements(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t good = valid_prefix(text);
        out += text.substr(0, good);
        text.remove_prefix(good);
        if (text.empty()) break;
        out += "\xEF\xBF\xBD";
        text.remove_prefix(1);
    }
    return out;
}

}   // namespace

struct Writer::Impl {
    static constexpr std::size_t kFirstBytes = 2048;   ///< most answers fit

    rapidjson::StringBuffer buffer{nullptr, kFirstBytes};
    rapidjson::Writer<rapidjson::StringBuffer> json{buffer};

    void put(std::string_view text) { json.String(text.data() != nullptr ? text.data() : "", static_cast<rapidjson::SizeType>(text.size())); }
};

Writer::Writer() : impl_(std::make_unique<Impl>()) {}
Writer::~Writer() = default;

Writer& Writer::begin_object() { impl_->json.StartObject(); return *this; }
Writer& Writer::end_object() { impl_->json.EndObject(); return *this; }
Writer& Writer::begin_array() { impl_->json.StartArray(); return *this; }
Writer& Writer::end_array() { impl_->json.EndArray(); return *this; }
Writer& Writer::key(std::string_view name) { return text(name); }

Writer& Writer::text(std::string_view value) {
    if (valid_prefix(value) == value.size()) impl_->put(value);
    else impl_->put(with_replacements(value));
    return *this;
}

Writer& Writer::integer(std::int64_t value) { impl_->json.Int64(value); return *this; }
Writer& Writer::boolean(bool value) { impl_->json.Bool(value); return *this; }
Writer& Writer::number(double value) { VERIFY(impl_->json.Double(value)); return *this; }
Writer& Writer::null() { impl_->json.Null(); return *this; }

std::string Writer::take() {
    VERIFY(impl_->json.IsComplete());
    return std::string(impl_->buffer.GetString(), impl_->buffer.GetSize());
}

}   // namespace pasokh::wire
