#include "core/kb/write/mdx.h"

#include <algorithm>
#include <cstdint>

namespace pasokh::kb::write {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::size_t count_lines(std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

struct Tag {
    std::string_view name;     ///< empty for <> and </>
    bool closing = false, self_closing = false;
    std::string_view src, alt, title;
    std::size_t end = 0;       ///< behind '>'
};

/// Limits how far an opening '<' may reach, so that a stray one costs little.
constexpr std::size_t kMaxTagBytes = 4096;

class TagReader {
public:
    TagReader(std::string_view text, std::size_t begin) : text_(text.substr(0, std::min(text.size(), begin + kMaxTagBytes))), at_(begin + 1) {}

    /// False when this is no tag.
    bool read(Tag& tag) {
        if (peek() == '/') { tag.closing = true; ++at_; }
        const std::size_t name = at_;
        while (is_name(peek())) ++at_;
        tag.name = text_.substr(name, at_ - name);
        if (!tag.name.empty() && !is_letter(tag.name.front())) return false;
        for (;;) {
            while (is_blank(peek()) && at_ < text_.size()) ++at_;
            if (at_ >= text_.size()) return false;
            if (peek() == '>') { tag.end = at_ + 1; return true; }
            if (peek() == '/' ) { tag.self_closing = true; ++at_; continue; }
            if (tag.name.empty() || !attribute(tag)) return false;
        }
    }

private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool attribute(Tag& tag) {
        if (peek() == '{') return braces();
        const std::size_t begin = at_;
        while (is_name(peek()) || peek() == '@') ++at_;
        const std::string_view name = text_.substr(begin, at_ - begin);
        if (name.empty()) return false;
        if (peek() != '=') return true;
        ++at_;
        if (peek() == '{') return braces();
        const char quote = peek();
        std::string_view value;
        if (quote == '"' || quote == '\'') {
            const std::size_t close = text_.find(quote, at_ + 1);
            if (close == std::string_view::npos) return false;
            value = text_.substr(at_ + 1, close - at_ - 1);
            at_ = close + 1;
        } else {
            const std::size_t first = at_;
            while (at_ < text_.size() && !is_blank(peek()) && peek() != '>') ++at_;
            value = text_.substr(first, at_ - first);
        }
        if (name == "src") tag.src = value;
        if (name == "alt") tag.alt = value;
        if (name == "title") tag.title = value;
        return true;
    }

    bool braces() {
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '{') ++depth;
            if (text_[at_] == '}' && --depth == 0) { ++at_; return true; }
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_;
};

/// The alert that a component stands for, or empty.
std::string_view alert_of(std::string_view name) {
    struct Known { std::string_view name, alert; };
    static constexpr Known kKnown[] = {{"Note", "NOTE"}, {"Info", "NOTE"}, {"Callout", "NOTE"}, {"Admonition", "NOTE"}, {"Wip", "NOTE"}, {"Canary", "NOTE"},
                                       {"Tip", "TIP"}, {"Hint", "TIP"}, {"Warning", "WARNING"}, {"Pitfall", "WARNING"}, {"Caution", "WARNING"},
                                       {"Danger", "WARNING"}, {"Deprecated", "WARNING"}, {"Gotcha", "WARNING"}};
    for (const Known& known : kKnown)
        if (known.name == name) return known.alert;
    return {};
}

class Rewriter {
public:
    explicit Rewriter(std::string_view source) : text_(source) {}

    PlainMarkdown run() {
        while (at_ < text_.size()) line();
        return std::move(out_);
    }

private:
    std::size_t line_end(std::size_t from) const { return std::min(text_.find('\n', from), text_.size()); }

    void line() {
        const std::size_t end = line_end(at_);
        const std::string_view whole = text_.substr(at_, end - at_);
        std::string_view content = whole;
        while (!content.empty() && (content.front() == ' ' || content.front() == '\t' || content.front() == '>')) content.remove_prefix(1);
        const std::size_t mark = fence_mark(content);
        if (fence_ > 0 || mark >= 3) {
            if (fence_ == 0) open_fence(content, mark);
            else if (mark >= fence_ && content.front() == fence_char_ && content.find_first_not_of(" \t\r", mark) == std::string_view::npos) fence_ = 0;
            begin_line();
            emit(whole);
            finish_line(end);
            return;
        }
        if (notes_ == 0 && is_module_line(whole)) { finish_line(end); return; }
        heading_ = content.starts_with('#');
        line_start_ = out_.text.size();
        quoted_now_ = notes_;
        pending_quote_ = true;
        while (at_ < text_.size() && text_[at_] != '\n') step();
        if (pending_quote_ && notes_ > 0 && quoted_now_ > 0) begin_line();   // a blank line inside a note
        finish_line(at_);
    }

    /// Number of ` or ~ that the line begins with.
    static std::size_t fence_mark(std::string_view content) {
        if (content.empty() || (content.front() != '`' && content.front() != '~')) return 0;
        const std::size_t mark = std::min(content.find_first_not_of(content.front()), content.size());
        // A backtick fence has no backtick behind it: ```code``` is a code span.
        if (content.front() == '`' && content.find('`', mark) != std::string_view::npos) return 0;
        return mark;
    }

    void open_fence(std::string_view content, std::size_t mark) {
        fence_ = mark;
        fence_char_ = content.front();
    }

    static bool is_module_line(std::string_view line) {
        if (line.starts_with("import ") && (line.find(" from '") != std::string_view::npos || line.find(" from \"") != std::string_view::npos)) return true;
        return line.starts_with("export const ") || line.starts_with("export default ") || line.starts_with("export function ");
    }

    void finish_line(std::size_t end) {
        at_ = std::min(text_.size(), end + 1);
        out_.text += '\n';
        pending_quote_ = false;
    }

    void begin_line() {
        for (std::size_t i = 0; i < notes_; ++i) out_.text += "> ";
        pending_quote_ = false;
    }

    void emit(std::string_view text) {
        if (text.empty()) return;
        if (pending_quote_) begin_line();
        out_.text += text;
    }

    /// Drops [at_, end) but keeps its line ends.
    void skip_to(std::size_t end) {
        for (std::size_t i = count_lines(text_.substr(at_, end - at_)); i > 0; --i) {
            out_.text += '\n';
            pending_quote_ = notes_ > 0;
        }
        at_ = end;
    }

    void step() {
        const std::string_view rest = text_.substr(at_);
        if (rest[0] == '\\' && rest.size() > 1 && rest[1] != '\n') { emit(rest.substr(0, 2)); at_ += 2; return; }
        if (rest[0] == '`') { code_span(rest); return; }
        if (rest.starts_with("{/*")) { comment(rest, "*/}"); return; }
        if (rest.starts_with("<!--")) { comment(rest, "-->"); return; }
        if (rest.starts_with("{' '}") || rest.starts_with("{\" \"}")) { emit(" "); at_ += 5; return; }
        if (rest[0] == '<' && rest.size() > 1 && (is_letter(rest[1]) || rest[1] == '/' || rest[1] == '>')) { tag(rest); return; }
        emit(rest.substr(0, 1));
        ++at_;
    }

    void code_span(std::string_view rest) {
        const std::size_t size = std::min(rest.find_first_not_of('`'), rest.size());
        const std::size_t paragraph = std::min(rest.find("\n\n"), rest.size());
        std::size_t close = rest.find('`', size);
        while (close < paragraph) {
            const std::size_t run = std::min(rest.find_first_not_of('`', close), rest.size()) - close;
            if (run == size) break;
            close = rest.find('`', close + run);
        }
        std::size_t end = close < paragraph ? close + size : size;
        // Only within the line: a note's prefix must come before each of its lines.
        if (rest.substr(0, end).find('\n') != std::string_view::npos) end = size;
        emit(rest.substr(0, end));
        at_ += end;
    }

    void comment(std::string_view rest, std::string_view close) {
        const std::size_t end = rest.find(close);
        if (end == std::string_view::npos) { emit(rest.substr(0, 1)); ++at_; return; }
        if (heading_ && close == "*/}") {
            std::string_view slug = rest.substr(3, end - 3);
            while (!slug.empty() && is_blank(slug.front())) slug.remove_prefix(1);
            while (!slug.empty() && is_blank(slug.back())) slug.remove_suffix(1);
            if (!slug.empty() && slug.find_first_of(" \n{}") == std::string_view::npos) emit("{#" + std::string(slug) + "}");
        }
        skip_to(at_ + end + close.size());
    }

    /// <https://...> and <someone@somewhere>
    static bool is_autolink(std::string_view rest) {
        const std::size_t end = rest.find_first_of("> \n\t");
        if (end == std::string_view::npos || rest[end] != '>') return false;
        const std::string_view inside = rest.substr(1, end - 1);
        return inside.find("://") != std::string_view::npos || inside.starts_with("mailto:") || inside.starts_with("tel:") ||
               (inside.find('@') != std::string_view::npos && inside.find('=') == std::string_view::npos);
    }

    void tag(std::string_view rest) {
        Tag tag;
        if (is_autolink(rest)) {
            const std::size_t end = rest.find('>') + 1;
            emit(rest.substr(0, end));
            at_ += end;
            return;
        }
        if (!TagReader(text_, at_).read(tag)) { emit("\\<"); ++at_; return; }
        if (tag.name.empty() || (tag.name.front() >= 'A' && tag.name.front() <= 'Z')) out_.had_components = true;
        const std::string name = lower(tag.name);
        if ((name == "script" || name == "style") && !tag.closing && !tag.self_closing) {
            const std::size_t close = lower(text_.substr(tag.end)).find("</" + name);
            if (close != std::string::npos) { skip_to(std::min(text_.find('>', tag.end + close) + 1, text_.size())); return; }
        }
        if (const std::string_view alert = alert_of(tag.name); !alert.empty() && !tag.self_closing && note_tag(tag, alert)) return;
        if (!tag.closing && !tag.src.empty()) emit("![" + attribute_text(tag.alt.empty() ? tag.title : tag.alt) + "](<" + attribute_text(tag.src) + ">)");
        else if (name == "br" || name == "td" || name == "th") emit(" ");
        skip_to(tag.end);
    }

    /// Attribute values become Markdown text: no brackets, no line ends.
    static std::string attribute_text(std::string_view value) {
        std::string out;
        for (const char c : value) {
            if (c == '[' || c == ']' || c == '<' || c == '>' || c == '\n' || c == '\r') { out += ' '; continue; }
            out += c;
        }
        return out;
    }

    /// Notes open and close only where their tag is alone before or behind the text of its line.
    bool note_tag(const Tag& tag, std::string_view alert) {
        const bool first_in_line = out_.text.find_first_not_of(" \t", line_start_) == std::string::npos;
        if (!tag.closing) {
            if (!first_in_line || notes_ >= 4) return false;
            out_.text.resize(line_start_);
            ++notes_;
            begin_line();
            out_.text += "[!" + std::string(alert) + "] ";
            skip_to(tag.end);
            return true;
        }
        if (notes_ == 0) return false;
        --notes_;
        skip_to(tag.end);
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    PlainMarkdown out_;
    std::size_t fence_ = 0;            ///< length of the open fence
    char fence_char_ = '\0';
    std::size_t notes_ = 0;            ///< open note components: each quotes its lines
    std::size_t quoted_now_ = 0;
    std::size_t line_start_ = 0;       ///< where the line begins in the output
    bool heading_ = false;
    bool pending_quote_ = false;       ///< nothing of this line was written yet
};

}   // namespace

PlainMarkdown plain_markdown(std::string_view source) { return Rewriter(source).run(); }

}   // namespace pasokh::kb::write
