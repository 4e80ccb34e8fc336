#include "core/wire/reader.h"

#include <algorithm>
#include <charconv>

#include "core/wire/rapid.h"

namespace pasokh::wire {

struct Document::Impl {
    // RapidJSON's own first block is 64 KB, for requests of a few hundred bytes. Those below 1 KB malloc keeps at hand.
    static constexpr std::size_t kBlockBytes = 960;
    rapidjson::MemoryPoolAllocator<> memory{kBlockBytes};
    rapidjson::Document json{&memory, kBlockBytes};
    std::vector<Fault> faults;

    void add(std::string pointer, std::string code) {
        if (faults.size() < kMaxFaults) faults.push_back({std::move(pointer), std::move(code)});
    }
};

namespace {

const rapidjson::Value& json_of(const void* value) { return *static_cast<const rapidjson::Value*>(value); }

std::string_view view_of(const rapidjson::Value& text) { return {text.GetString(), text.GetStringLength()}; }

/// True when brackets outside of strings nest deeper than that. Counted before parsing, so that a bomb costs one pass.
bool is_too_deep(std::string_view text, int max_depth) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (in_string) {
            if (letter == '\\') ++i;
            else if (letter == '"') in_string = false;
        } else if (letter == '"') {
            in_string = true;
        } else if (letter == '[' || letter == '{') {
            if (++depth > max_depth) return true;
        } else if (letter == ']' || letter == '}') {
            --depth;
        }
    }
    return false;
}

/// The four hex digits of an escape; nothing when they are none.
std::optional<std::uint32_t> escaped_unit(std::string_view digits) {
    std::uint32_t unit = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + std::min<std::size_t>(4, digits.size()), unit, 16);
    return problem == std::errc{} && end == digits.data() + 4 ? std::optional(unit) : std::nullopt;
}

/// "\udc00" without the first half of its pair: RapidJSON 1.1 takes it for a letter and writes bytes that are no UTF-8.
bool has_lone_surrogate(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '\\') continue;
        if (text[++i] != 'u') continue;
        const std::uint32_t unit = escaped_unit(text.substr(i + 1)).value_or(0);
        if (unit >= 0xDC00 && unit <= 0xDFFF) return true;
        const bool pair = unit >= 0xD800 && unit <= 0xDBFF && text.substr(std::min(i + 5, text.size()), 2) == "\\u";
        if (pair) i += 10;             // RapidJSON looks whether the second half is one
    }
    return false;
}

/// One step of a JSON pointer: "~" and "/" are escaped (RFC 6901 section 3).
std::string child_pointer(const std::string& parent, std::string_view name) {
    std::string pointer = parent + '/';
    for (char letter : name) {
        if (letter == '~') pointer += "~0";
        else if (letter == '/') pointer += "~1";
        else pointer += letter;
    }
    return pointer;
}

}   // namespace

// --- Document ---

Document::Document(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view text, int max_depth) {
    if (is_too_deep(text, max_depth)) return fail(ErrorCode::parse_error, "nested deeper than " + std::to_string(max_depth) + " levels");
    if (has_lone_surrogate(text)) return fail(ErrorCode::parse_error, "half a surrogate pair");
    auto impl = std::make_unique<Impl>();
    impl->json.Parse(text.data(), text.size());
    if (impl->json.HasParseError()) {
        const std::string_view before = text.substr(0, impl->json.GetErrorOffset());
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        return fail(ErrorCode::parse_error,
                    "line " + std::to_string(line) + ": " + rapidjson::GetParseError_En(impl->json.GetParseError()));
    }
    return Document(std::move(impl));
}

Reader Document::root() const { return Reader(impl_.get(), static_cast<const rapidjson::Value*>(&impl_->json), ""); }
const std::vector<Fault>& Document::faults() const { return impl_->faults; }
void Document::add_fault(std::string pointer, std::string code) { impl_->add(std::move(pointer), std::move(code)); }

Status Document::status() const {
    if (impl_->faults.empty()) return {};
    const Fault& first = impl_->faults.front();
    return pasokh::fail(ErrorCode::invalid_argument, first.pointer + ": " + first.code);
}

// --- Reader ---

void Reader::fail(std::string_view code) const { document_->add(pointer_, std::string(code)); }

bool Reader::is_present() const { return value_ != nullptr && !json_of(value_).IsNull(); }
bool Reader::is_object() const { return value_ != nullptr && json_of(value_).IsObject(); }
bool Reader::is_text() const { return value_ != nullptr && json_of(value_).IsString(); }

bool Reader::require() const {
    if (is_present()) return true;
    fail("required");
    return false;
}

Reader Reader::at(std::string_view name) const {
    std::string pointer = child_pointer(pointer_, name);
    if (!is_object()) return Reader(document_, nullptr, std::move(pointer));
    const rapidjson::Value key(rapidjson::StringRef(name.data(), name.size()));
    const auto member = json_of(value_).FindMember(key);
    const void* value = member == json_of(value_).MemberEnd() ? nullptr : &member->value;
    return Reader(document_, value, std::move(pointer));
}

std::vector<std::string> Reader::names() const {
    std::vector<std::string> names;
    if (!require()) return names;
    if (!is_object()) {
        fail("type");
        return names;
    }
    for (const auto& member : json_of(value_).GetObject()) names.emplace_back(view_of(member.name));
    return names;
}

std::vector<Reader> Reader::items(std::size_t max) const {
    std::vector<Reader> items;
    if (!require()) return items;
    if (!json_of(value_).IsArray()) {
        fail("type");
        return items;
    }
    if (json_of(value_).Size() > max) {
        fail("length");
        return items;
    }
    items.reserve(json_of(value_).Size());
    for (const auto& item : json_of(value_).GetArray())
        items.push_back(Reader(document_, &item, pointer_ + '/' + std::to_string(items.size())));
    return items;
}

std::vector<Reader> Reader::optional_items(std::size_t max) const {
    return is_present() ? items(max) : std::vector<Reader>{};
}

std::string Reader::text(Length allowed) const {
    if (!require()) return {};
    if (!is_text()) {
        fail("type");
        return {};
    }
    const std::string_view text = view_of(json_of(value_));
    if (text.size() < allowed.min || text.size() > allowed.max) {
        fail("length");
        return {};
    }
    if (text.find('\0') != std::string_view::npos) {
        fail("format");
        return {};
    }
    return std::string(text);
}

std::string Reader::token(std::size_t max) const {
    std::string written = text({.min = 1, .max = max});
    if (std::all_of(written.begin(), written.end(), [](char letter) { return letter > ' ' && letter < '\x7f'; })) return written;
    fail("format");
    return {};
}

std::string Reader::loose_text(std::size_t max) const {
    if (value_ == nullptr) return {};
    const auto& json = json_of(value_);
    if (json.IsInt64()) return std::to_string(json.GetInt64());
    if (!json.IsString() || json.GetStringLength() > max || view_of(json).find('\0') != std::string_view::npos) return {};
    return std::string(view_of(json));
}

std::vector<Reader> Reader::loose_items(std::size_t max) const {
    std::vector<Reader> items;
    if (value_ == nullptr || !json_of(value_).IsArray()) return items;
    for (const auto& item : json_of(value_).GetArray()) {
        if (items.size() == max) break;
        items.push_back(Reader(document_, &item, pointer_ + '/' + std::to_string(items.size())));
    }
    return items;
}

std::string Reader::optional_text(Length allowed) const { return is_present() ? text(allowed) : std::string{}; }

std::int64_t Reader::integer(std::int64_t min, std::int64_t max) const {
    if (!require()) return min;
    if (!json_of(value_).IsInt64()) {
        fail(json_of(value_).IsNumber() && json_of(value_).IsUint64() ? "range" : "type");
        return min;
    }
    const std::int64_t value = json_of(value_).GetInt64();
    if (value >= min && value <= max) return value;
    fail("range");
    return min;
}

std::optional<std::int64_t> Reader::optional_integer(std::int64_t min, std::int64_t max) const {
    return is_present() ? std::optional(integer(min, max)) : std::nullopt;
}

bool Reader::boolean() const {
    if (!require()) return false;
    if (json_of(value_).IsBool()) return json_of(value_).GetBool();
    fail("type");
    return false;
}

bool Reader::boolean_or(bool fallback) const { return is_present() ? boolean() : fallback; }

TimestampMs Reader::instant() const {
    const std::string written = text({.min = 0, .max = 64});
    if (!is_text() || written.empty()) {
        if (is_text()) fail("format");
        return 0;
    }
    if (const auto at = parse_rfc3339(written)) return *at;
    fail("format");
    return 0;
}

std::optional<TimestampMs> Reader::optional_instant() const {
    return is_present() ? std::optional(instant()) : std::nullopt;
}

void Reader::allow_only(std::initializer_list<std::string_view> allowed) const {
    if (!require()) return;
    if (!is_object()) {
        fail("type");
        return;
    }
    std::uint64_t seen = 0;   // one bit per allowed name
    VERIFY(allowed.size() <= 64);
    for (const auto& member : json_of(value_).GetObject()) {
        const std::string_view name = view_of(member.name);
        const auto place = std::find(allowed.begin(), allowed.end(), name);
        if (place == allowed.end()) {
            document_->add(child_pointer(pointer_, name), "unknown");
            continue;
        }
        const std::uint64_t bit = std::uint64_t{1} << (place - allowed.begin());
        if ((seen & bit) != 0) document_->add(child_pointer(pointer_, name), "duplicate");
        seen |= bit;
    }
}

}   // namespace pasokh::wire
