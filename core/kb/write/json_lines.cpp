#include "core/kb/write/json_lines.h"

#include <nlohmann/json.hpp>

#include <set>

#include "core/base/time.h"

namespace pasokh::kb::write {

namespace {

using Json = nlohmann::json;   // only its parts that do not throw are used: parse(..., false), find, is_*, get_ptr

class Reader {
public:
    Reader(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors) : file_(file), warnings_(warnings), errors_(errors) {}

    std::vector<JsonArticle> run() {
        std::string_view rest = file_.bytes;
        if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
        for (line_ = 1; !rest.empty(); ++line_) {
            const std::size_t end = rest.find('\n');
            const std::string_view text = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
            if (text.find_first_not_of(" \t\r") != std::string_view::npos) line(text);
        }
        return std::move(articles_);
    }

private:
    void error(std::string text) { errors_.push_back({file_.path, line_, std::move(text)}); }

    void line(std::string_view text) {
        const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
        if (json.is_discarded()) { error("this line is not valid JSON; write one {\"id\", \"lang\", \"title\", \"body\"} object a line"); return; }
        if (!json.is_object()) { error("this line is not a JSON object"); return; }
        JsonArticle article;
        article.line = line_;
        const std::size_t before = errors_.size();
        read(json, article);
        if (!article.metadata.id && errors_.size() == before) error("this article has no \"id\"");
        if (errors_.size() == before) articles_.push_back(std::move(article));
    }

    void read(const Json& json, JsonArticle& article) {
        Metadata& to = article.metadata;
        for (const auto& [key, value] : json.items()) {
            if (value.is_null()) continue;
            if (key == "id") id(value, to.id);
            else if (key == "lang") { string(key, value, to.lang); to.lang_line = line_; }
            else if (key == "title") string(key, value, to.title);
            else if (key == "category") string(key, value, to.category);
            else if (key == "body") body(value, article.body);
            else if (key == "tags") list(key, value, to.tags);
            else if (key == "aliases") aliases(value, to.aliases);
            else if (key == "pages") list(key, value, to.pages);
            else if (key == "order") order(value, to);
            else if (key == "helpful") count(key, value, to.votes.helpful);
            else if (key == "unhelpful") count(key, value, to.votes.unhelpful);
            else if (key == "opened") count(key, value, to.votes.opened);
            else if (key == "featured") featured(value, to);
            else if (key == "updated") updated(value, to);
            else if (unknown_.insert(key).second) warnings_.push_back({file_.path, line_, "the key \"" + key + "\" is not known and was skipped"});
        }
    }

    void string(const std::string& key, const Json& value, std::optional<std::string>& to) {
        const auto* text = value.get_ptr<const std::string*>();
        if (text == nullptr) { error("\"" + key + "\" is not a string"); return; }
        if (!text->empty()) to = *text;
    }

    void id(const Json& value, std::optional<std::string>& to) {
        if (value.is_number_integer()) { to = value.dump(); return; }
        string("id", value, to);
    }

    void body(const Json& value, std::string& to) {
        const auto* text = value.get_ptr<const std::string*>();
        if (text == nullptr) error("\"body\" is not a string");
        else to = *text;
    }

    void list(const std::string& key, const Json& value, std::vector<std::string>& to) {
        if (const auto* text = value.get_ptr<const std::string*>(); text != nullptr) { to = {*text}; return; }
        if (!value.is_array()) { error("\"" + key + "\" is not a list of strings"); return; }
        for (const Json& item : value) {
            const auto* text = item.get_ptr<const std::string*>();
            if (text == nullptr) { error("\"" + key + "\" is not a list of strings"); return; }
            to.push_back(*text);
        }
    }

    void aliases(const Json& value, std::vector<LinedText>& to) {
        std::vector<std::string> texts;
        list("aliases", value, texts);
        for (std::string& text : texts) to.push_back({std::move(text), line_});
    }

    void count(const std::string& key, const Json& value, std::int32_t& to) {
        const auto* number = value.get_ptr<const Json::number_integer_t*>();
        if (number == nullptr || *number < 0 || *number > 1000000000) error("\"" + key + "\" is not a count");
        else to = static_cast<std::int32_t>(*number);
    }

    void order(const Json& value, Metadata& to) {
        const auto* number = value.get_ptr<const Json::number_integer_t*>();
        if (number == nullptr || *number < -1000000000 || *number > 1000000000) error("\"order\" is not a whole number");
        else to.order = static_cast<std::int32_t>(*number);
    }

    void featured(const Json& value, Metadata& to) {
        const auto* flag = value.get_ptr<const Json::boolean_t*>();
        if (flag == nullptr) error("\"featured\" is neither true nor false");
        else to.featured = *flag;
    }

    void updated(const Json& value, Metadata& to) {
        const auto* text = value.get_ptr<const std::string*>();
        const auto at = text != nullptr ? parse_rfc3339(*text) : std::nullopt;
        if (!at) error("\"updated\" is not a date like 2026-11-21");
        else to.updated = *at;
    }

    const SourceFile& file_;
    std::vector<Problem>& warnings_;
    std::vector<Problem>& errors_;
    std::vector<JsonArticle> articles_;
    std::set<std::string> unknown_;
    std::uint32_t line_ = 0;
};

}   // namespace

std::vector<JsonArticle> parse_json_lines(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors) {
    return Reader(file, warnings, errors).run();
}

}   // namespace pasokh::kb::write
