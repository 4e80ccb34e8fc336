#include "core/kb/write/front_matter.h"

#include <charconv>

#include "core/base/time.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::kb::write {

namespace {

constexpr std::string_view kArabicComma = "،";

std::string_view trim(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Digits of any of the three scripts as ASCII.
std::string ascii_digits(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next_code_point(text, at);
        const int digit = text::digit_value(c);
        if (digit >= 0) out += static_cast<char>('0' + digit);
        else text::append_utf8(out, c);
    }
    return out;
}

class Parser {
public:
    Parser(const SourceFile& file, std::vector<Problem>& warnings) : file_(file), text_(file.bytes), warnings_(warnings) {}

    Result<FrontMatter> run() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        out_.body_begin = at_;
        if (trim(peek_line()) != "---") return std::move(out_);
        next_line();
        const std::uint32_t opened = line_ - 1;
        for (;;) {
            if (at_ >= text_.size()) return broken(opened, "the front matter has no closing `---` line; add one below its last key");
            const std::string_view line = next_line();
            const std::string_view content = trim(line);
            if (content == "---" || content == "...") break;
            if (content.empty() || content.starts_with('#')) continue;
            TRY(entry(line, content));
        }
        out_.body_begin = at_;
        out_.body_line = line_;
        return std::move(out_);
    }

private:
    std::string_view peek_line() const {
        const std::size_t end = text_.find('\n', at_);
        return text_.substr(at_, end == std::string_view::npos ? std::string_view::npos : end - at_);
    }

    std::string_view next_line() {
        const std::string_view line = peek_line();
        at_ = std::min(text_.size(), at_ + line.size() + 1);
        ++line_;
        return line;
    }

    Error broken(std::uint32_t line, std::string text) const { return fail(ErrorCode::parse_error, to_line({file_.path, line, std::move(text)})); }

    Status entry(std::string_view line, std::string_view content) {
        const std::uint32_t number = line_ - 1;
        const std::size_t colon = content.find(':');
        if (line.front() == ' ' || line.front() == '\t' || colon == std::string_view::npos || colon == 0)
            return broken(number, "this is not a `key: value` line of the front matter; write one key a line, lists as [a, b]");
        const std::string_view key = trim(content.substr(0, colon));
        const std::string_view value = trim(content.substr(colon + 1));
        std::vector<LinedText> below;
        TRY(read_below(below));
        if (!is_known(key)) {
            warnings_.push_back({file_.path, number, std::string("the front matter key `").append(key).append("` is not known and was skipped")});
            return {};
        }
        if (!below.empty() && value.empty()) return set_list(key, below, number);
        if (value.starts_with('[')) {
            TRY_ASSIGN(const std::vector<LinedText> items, list(value, number));
            return set_list(key, items, number);
        }
        TRY_ASSIGN(const std::string text, scalar(value, number));
        return set(key, text, number);
    }

    /// Indented lines and `- item` lines belong to the key above them.
    Status read_below(std::vector<LinedText>& items) {
        while (at_ < text_.size()) {
            const std::string_view line = peek_line();
            const std::string_view content = trim(line);
            const bool item = content == "-" || content.starts_with("- ");
            const bool indented = !line.empty() && (line.front() == ' ' || line.front() == '\t');
            if (content.empty() || (!item && !indented)) return {};
            next_line();
            if (!item) continue;
            TRY_ASSIGN(std::string text, scalar(trim(content.substr(1)), line_ - 1));
            items.push_back({std::move(text), line_ - 1});
        }
        return {};
    }

    static bool is_known(std::string_view key) {
        for (const std::string_view known : {"title", "lang", "category", "tags", "aliases", "order", "featured", "pages", "updated", "id", "helpful", "unhelpful", "opened"})
            if (key == known) return true;
        return false;
    }

    Result<std::string> scalar(std::string_view value, std::uint32_t number) const {
        if (value.empty() || (value.front() != '"' && value.front() != '\'')) {
            const std::size_t comment = value.find(" #");
            return std::string(comment == std::string_view::npos ? value : trim(value.substr(0, comment)));
        }
        const char quote = value.front();
        std::string out;
        for (std::size_t i = 1; i < value.size(); ++i) {
            const char c = value[i];
            if (c == '\\' && quote == '"' && i + 1 < value.size()) { out += escaped(value[++i]); continue; }
            if (c == quote && quote == '\'' && i + 1 < value.size() && value[i + 1] == '\'') { out += '\''; ++i; continue; }
            if (c == quote) {
                const std::string_view rest = trim(value.substr(i + 1));
                if (!rest.empty() && !rest.starts_with('#')) return broken(number, "there is text behind the closing quote; quote the whole value or escape the quote");
                return out;
            }
            out += c;
        }
        return broken(number, "the quote that opens this value is not closed");
    }

    static char escaped(char c) { return c == 'n' ? '\n' : c == 't' ? '\t' : c; }

    /// `[a, "b, c", d]`. A comma before the bracket adds nothing; two in a row have an empty item between them.
    Result<std::vector<LinedText>> list(std::string_view value, std::uint32_t number) const {
        std::vector<LinedText> items;
        std::string_view rest = value.substr(1);
        for (;;) {
            const std::size_t end = item_end(rest);
            if (end == std::string_view::npos) return broken(number, "the list that opens here has no closing `]` on this line");
            const std::string_view item = trim(rest.substr(0, end));
            const bool last = rest[end] == ']';
            if (!item.empty() || !last) {
                TRY_ASSIGN(std::string text, scalar(item, number));
                items.push_back({std::move(text), number});
            }
            if (last) return items;
            rest = rest.substr(end + (rest[end] == ',' ? 1 : kArabicComma.size()));
        }
    }

    /// The comma or bracket that ends the first item, outside quotes. The Arabic comma separates too.
    static std::size_t item_end(std::string_view rest) {
        char quote = '\0';
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const char c = rest[i];
            if (quote != '\0') { if (c == quote) quote = '\0'; continue; }
            if ((c == '"' || c == '\'') && trim(rest.substr(0, i)).empty()) quote = c;
            if (c == ',' || c == ']' || rest.substr(i).starts_with(kArabicComma)) return i;
        }
        return std::string_view::npos;
    }

    Status set_list(std::string_view key, const std::vector<LinedText>& items, std::uint32_t number) {
        Metadata& to = out_.metadata;
        if (key == "tags") to.tags = without_empty(items);
        else if (key == "aliases") to.aliases = items;
        else if (key == "pages") to.pages = without_empty(items);
        else return broken(number, std::string("`").append(key).append("` takes one value, not a list"));
        return {};
    }

    static std::vector<std::string> without_empty(const std::vector<LinedText>& items) {
        std::vector<std::string> out;
        for (const LinedText& item : items)
            if (!item.text.empty()) out.push_back(item.text);
        return out;
    }

    Status set(std::string_view key, const std::string& value, std::uint32_t number) {
        Metadata& to = out_.metadata;
        if (value.empty() && key != "aliases") return {};
        if (key == "title") to.title = value;
        else if (key == "lang") { to.lang = value; to.lang_line = number; }
        else if (key == "category") to.category = value;
        else if (key == "id") to.id = value;
        else if (key == "tags" || key == "aliases" || key == "pages") return set_list(key, {{value, number}}, number);
        else if (key == "order") return set_order(value, number);
        else if (key == "helpful") return set_count(key, value, number, out_.metadata.votes.helpful);
        else if (key == "unhelpful") return set_count(key, value, number, out_.metadata.votes.unhelpful);
        else if (key == "opened") return set_count(key, value, number, out_.metadata.votes.opened);
        else if (key == "featured") return set_featured(value, number);
        else if (key == "updated") return set_updated(value, number);
        return {};
    }

    Status set_count(std::string_view key, const std::string& value, std::uint32_t number, std::int32_t& to) {
        const std::string digits = ascii_digits(value);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
        if (error != std::errc{} || end != digits.data() + digits.size() || to < 0) return broken(number, "`" + std::string(key) + "` is not a count: " + value);
        return {};
    }

    Status set_order(const std::string& value, std::uint32_t number) {
        const std::string digits = ascii_digits(value);
        std::int32_t order = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), order);
        if (error != std::errc{} || end != digits.data() + digits.size()) return broken(number, "`order` is not a whole number: " + value);
        out_.metadata.order = order;
        return {};
    }

    Status set_featured(const std::string& value, std::uint32_t number) {
        if (value != "true" && value != "false") return broken(number, "`featured` is neither true nor false: " + value);
        out_.metadata.featured = value == "true";
        return {};
    }

    Status set_updated(const std::string& value, std::uint32_t number) {
        const auto at = parse_rfc3339(ascii_digits(value));
        if (!at) return broken(number, "`updated` is not a date like 2026-11-21: " + value);
        out_.metadata.updated = *at;
        return {};
    }

    const SourceFile& file_;
    std::string_view text_;
    std::vector<Problem>& warnings_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;           ///< number of the line at `at_`
    FrontMatter out_;
};

}   // namespace

std::string place_of(const std::string& file, std::uint32_t line) { return file + (line > 0 ? ":" + std::to_string(line) : std::string{}); }

std::string to_line(const Problem& problem) { return place_of(problem.file, problem.line) + ": " + problem.text; }

Result<FrontMatter> parse_front_matter(const SourceFile& file, std::vector<Problem>& warnings) { return Parser(file, warnings).run(); }

}   // namespace pasokh::kb::write
