#include "core/i18n/strings.h"

#include <cstddef>

#include "core/i18n/format.h"
#include "core/i18n/table.h"

namespace pasokh::i18n {

namespace {

constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

/// "fa" of "fa" and of "fa-IR".
bool matches(std::string_view lang, std::string_view base) {
    return lang.substr(0, base.size()) == base && (lang.size() == base.size() || lang[base.size()] == '-');
}

const Table& table_of(std::string_view lang) {
    for (const Table& table : kTables)
        if (matches(lang, table.lang)) return table;
    return kTables[0];
}

std::string_view entry(const Table& table, Key key) {
    const auto index = static_cast<std::size_t>(key);
    const std::size_t begin = table.offsets[index];
    return {table.text + begin, table.offsets[index + 1] - begin};
}

/// Form number `index`, or the last one when the entry has fewer.
std::string_view form(std::string_view forms, std::size_t index) {
    for (;;) {
        const std::size_t end = forms.find(kFormSeparator);
        if (end == std::string_view::npos) return forms;
        if (index == 0) return forms.substr(0, end);
        forms.remove_prefix(end + 1);
        --index;
    }
}

constexpr std::size_t kLastForm = static_cast<std::size_t>(-1);

/// Index into the forms of the table (see table.h). Rules: Unicode CLDR, "Language Plural Rules", for integers.
std::size_t plural_index(const Table& table, std::int64_t count) {
    const std::uint64_t n = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    if (table.lang == "ar") {
        if (n <= 2) return static_cast<std::size_t>(n);   // zero, one, two
        const std::uint64_t rest = n % 100;
        if (rest >= 3 && rest <= 10) return 3;            // few
        if (rest >= 11) return 4;                         // many
        return 5;                                         // other
    }
    if (table.lang == "fa") return n <= 1 ? 0 : 1;
    return n == 1 ? 0 : 1;
}

/// True when `text` has only letters, digits and signs of the Arabic blocks, spaces and joiners: it then reads in order
/// inside right-to-left text without help. (ASCII digits do not: "021-91" would turn around its dash.)
bool is_plain_arabic(std::string_view text) {
    const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned lead = byte(i);
        if (lead == ' ') {
            ++i;
        } else if (lead >= 0xD8 && lead <= 0xDB) {                                      // U+0600 to U+06FF
            i += 2;
        } else if (lead == 0xE2 && byte(i + 1) == 0x80 && byte(i + 2) == 0x8C) {   // U+200C, zero width non-joiner
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

struct Filler {
    Arguments arguments;
    bool isolate;
    std::string_view count;   ///< empty: "{count}" is an ordinary argument

    const std::string_view* find(std::string_view name) const {
        if (!count.empty() && name == "count") return &count;
        for (const auto& argument : arguments)
            if (argument.first == name) return &argument.second;
        return nullptr;
    }

    std::string fill(std::string_view pattern) const {
        std::string out;
        out.reserve(pattern.size() + 32);
        while (!pattern.empty()) {
            const std::size_t open = pattern.find('{');
            const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
            if (close == std::string_view::npos) break;
            out += pattern.substr(0, open);
            const std::string_view* value = find(pattern.substr(open + 1, close - open - 1));
            if (value == nullptr) {
                out += pattern.substr(open, close - open + 1);   // visible in a test, harmless to a customer
            } else {
                const bool wrap = isolate && !is_plain_arabic(*value);
                if (wrap) out += kFirstStrongIsolate;
                out += *value;
                if (wrap) out += kPopIsolate;
            }
            pattern.remove_prefix(close + 1);
        }
        out += pattern;
        return out;
    }
};

}   // namespace

bool is_supported(std::string_view lang) {
    for (const Table& table : kTables)
        if (matches(lang, table.lang)) return true;
    return false;
}

bool is_rtl(std::string_view lang) { return matches(lang, "fa") || matches(lang, "ar"); }

std::string tr(std::string_view lang, Key key, Arguments arguments) {
    const Table& table = table_of(lang);
    return Filler{arguments, is_rtl(table.lang), {}}.fill(form(entry(table, key), kLastForm));
}

std::string tr_plain(std::string_view lang, Key key, Arguments arguments) {
    return Filler{arguments, false, {}}.fill(form(entry(table_of(lang), key), kLastForm));
}

std::string tr_n(std::string_view lang, Key key, std::int64_t count, Arguments arguments) {
    const Table& table = table_of(lang);
    const std::string localised = number(table.lang, count);
    return Filler{arguments, is_rtl(table.lang), localised}.fill(form(entry(table, key), plural_index(table, count)));
}

Key key_at(Key first, std::size_t index) {
    const std::size_t key = static_cast<std::size_t>(first) + index;
    return static_cast<Key>(key < kKeyCount ? key : static_cast<std::size_t>(first));
}

}   // namespace pasokh::i18n
