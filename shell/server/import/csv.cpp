#include "shell/server/import/csv.h"

namespace pasokh::server {

namespace {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    }

    Result<std::vector<CsvRow>> parse() {
        std::vector<CsvRow> rows;
        while (at_ < text_.size()) {
            CsvRow row{.line = line_, .fields = {}};
            TRY(parse_row(row));
            const bool empty_line = row.fields.size() == 1 && row.fields[0].empty();
            if (!empty_line) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || (text_[at_] == '\r' && text_.substr(at_, 2) == "\r\n"); }

    Status parse_row(CsvRow& row) {
        while (true) {
            row.fields.emplace_back();
            TRY(parse_field(row.fields.back()));
            if (at_line_end()) break;
            ++at_;   // the comma
        }
        if (peek() == '\r') ++at_;
        if (peek() == '\n') ++at_;
        ++line_;
        return {};
    }

    Status parse_field(std::string& field) {
        if (peek() == '"' && at_ < text_.size()) return parse_quoted(field);
        while (!at_line_end() && peek() != ',') {
            if (peek() == '"') return fail(ErrorCode::parse_error, here() + "a quote inside an unquoted field; put the whole field in quotes and double the inner one");
            field += text_[at_++];
        }
        return {};
    }

    Status parse_quoted(std::string& field) {
        const std::string opened = here();
        ++at_;
        while (true) {
            if (at_ >= text_.size()) return fail(ErrorCode::parse_error, opened + "a quote is opened here and never closed");
            const char letter = text_[at_++];
            if (letter == '"') {
                if (peek() != '"' || at_ >= text_.size()) break;
                ++at_;   // a doubled quote stands for one
            }
            if (letter == '\n') ++line_;
            field += letter;
        }
        if (!at_line_end() && peek() != ',') return fail(ErrorCode::parse_error, here() + "text follows a closing quote");
        return {};
    }

    std::string here() const { return "line " + std::to_string(line_) + ": "; }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}   // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text) { return Parser(text).parse(); }

}   // namespace pasokh::server
