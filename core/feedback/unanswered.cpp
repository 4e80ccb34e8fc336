#include "core/feedback/unanswered.h"

#include <algorithm>
#include <vector>

#include "core/base/ulid.h"
#include "core/feedback/model.h"
#include "core/text/digits.h"
#include "core/text/fit.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::feedback {

namespace {

constexpr std::string_view kMask = "•••";
constexpr int kFewestTogether = 5;     ///< an order number, a postcode
constexpr int kFewestApart = 8;        ///< "0912 000 0045", a card number, a date
constexpr int kMostBetween = 3;        ///< ") - " between two digits of one number

bool is_digit(char32_t letter) { return text::digit_value(letter) >= 0 || (letter >= 0xFF10 && letter <= 0xFF19); }

/// What people write between the digits of one number.
bool may_part_digits(char32_t letter) {
    constexpr std::u32string_view kBetween = U" \u00A0-.()/+_,\u066B\u066C\u2010\u2011\u2012\u2013\u2014";
    return kBetween.find(letter) != std::u32string_view::npos;
}

bool is_invisible(std::string_view letter) { return text::without_invisible(letter).empty(); }

/// The number being read: from its first digit to behind its last.
struct Number {
    std::size_t begin = 0, end = 0;
    int digits = 0, together = 0, longest = 0, between = 0;

    void add(std::size_t at, std::size_t behind) {
        if (digits++ == 0) begin = at;
        together = between > 0 ? 1 : together + 1;
        longest = std::max(longest, together);
        between = 0;
        end = behind;
    }
    bool is_private() const { return longest >= kFewestTogether || digits >= kFewestApart; }
};

std::string mask_numbers(std::string_view text) {
    std::string out;
    std::size_t copied = 0;
    Number number;
    const auto finish = [&] {
        if (number.is_private()) {
            out.append(text.substr(copied, number.begin - copied)).append(kMask);
            copied = number.end;
        }
        number = {};
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t letter = text::next_code_point(text, at);
        if (is_digit(letter)) number.add(begin, at);
        else if (is_invisible(text.substr(begin, at - begin))) continue;
        else if (number.digits == 0 || !may_part_digits(letter) || ++number.between > kMostBetween) finish();
    }
    finish();
    return out.append(text.substr(copied));
}

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

struct Word {
    std::string_view text;
    bool is_private = false;
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_space(text[at])) ++at;
        const std::size_t begin = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at > begin) words.push_back({text.substr(begin, at - begin)});
    }
    return words;
}

bool is_at(std::string_view word) { return word == "@" || word == "＠"; }

/// Single spaces between words, those with an "@" masked, also where it stands alone: "sara @ mail.ir".
std::string mask_addresses(std::string_view text) {
    std::vector<Word> words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].text.find('@') == std::string_view::npos && words[i].text.find("＠") == std::string_view::npos) continue;
        words[i].is_private = true;
        if (!is_at(words[i].text)) continue;
        if (i > 0) words[i - 1].is_private = true;
        if (i + 1 < words.size()) words[i + 1].is_private = true;
    }
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].is_private && i > 0 && words[i - 1].is_private) continue;
        if (!out.empty()) out += ' ';
        out += words[i].is_private ? kMask : words[i].text;
    }
    return out;
}

bool has_word(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (text::is_word_letter(text::next_code_point(text, at))) return true;
    return false;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && count-- > 0) text::next_code_point(text, at);
    return text.substr(0, at);
}

}   // namespace

std::string mask_private(std::string_view text) { return mask_numbers(mask_addresses(text::with_plain_spaces(text))); }

std::string private_query(std::string_view typed) {
    const std::string masked = mask_private(text::tidy_text(typed));
    std::string query = mask_private(first_code_points(masked, kMaxQueryCodePoints));   // again: trims what the cut left
    return has_word(query) ? query : std::string{};
}

std::string encode(const UnansweredSearch& search) {
    wire::Writer out;
    out.begin_object().member("id", search.id).member("query", search.query).member("lang", search.lang).end_object();
    return out.take();
}

UnansweredSearch read_unanswered(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"id", "query", "lang"});
    UnansweredSearch search{.id = root.at("id").text(), .query = root.at("query").text({.min = 1, .max = 4 * kMaxQueryCodePoints}),
                            .lang = root.at("lang").text({.min = 2, .max = kMaxLangBytes})};
    if (!document.faults().empty()) return search;
    if (!is_ulid(search.id)) root.at("id").fail("format");
    if (text::count_code_points(search.query) > kMaxQueryCodePoints) root.at("query").fail("length");
    else if (!text::is_fit_line(search.query)) root.at("query").fail("format");
    if (!is_language_tag(search.lang)) root.at("lang").fail("format");
    search.query = private_query(search.query);
    if (search.query.empty() && document.faults().empty()) root.at("query").fail("format");
    return search;
}

}   // namespace pasokh::feedback
