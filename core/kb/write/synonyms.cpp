#include "core/kb/write/synonyms.h"

#include <map>
#include <optional>
#include <set>

#include "core/kb/write/word_key.h"
#include "core/text/language.h"

namespace pasokh::kb::write {

namespace {

constexpr std::string_view kFileName = "synonyms.txt";
constexpr std::string_view kArabicComma = "،";

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\v\f";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

/// The folder's language; nothing when the file lies where no language is.
std::optional<std::string> language_of(std::string_view path) {
    if (path == kFileName) return std::string{};
    const std::string_view folder = path.substr(0, path.size() - kFileName.size() - 1);
    if (!text::is_language_code(folder)) return std::nullopt;
    return std::string(folder);
}

/// A line cut at its commas and its arrow, before anything is judged.
struct Sides {
    std::vector<std::string> left, right;
    std::size_t arrows = 0;
};

Sides cut_line(std::string_view line) {
    Sides out;
    std::string term;
    const auto close = [&] { (out.arrows == 0 ? out.left : out.right).emplace_back(trim(term)); term.clear(); };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string_view rest = line.substr(i);
        if (line[i] == '\\' && rest.size() > 1) term += line[++i];
        else if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) break;
        else if (rest.starts_with("=>")) { close(); ++out.arrows; ++i; }
        else if (line[i] == ',') close();
        else if (rest.starts_with(kArabicComma)) { close(); i += kArabicComma.size() - 1; }
        else term += line[i];
    }
    close();
    return out;
}

class Reader {
public:
    Reader(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors) : file_(file), warnings_(warnings), errors_(errors) {}

    std::vector<SynonymRule> run() {
        const auto lang = language_of(file_.path);
        if (!lang) {
            warnings_.push_back({file_.path, 0, "these synonyms were skipped; put the file at the top of the content folder or into the folder of a language"});
            return {};
        }
        std::string_view rest = file_.bytes;
        if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
        for (line_ = 1; !rest.empty(); ++line_) {
            const std::size_t end = rest.find('\n');
            read(*lang, trim(rest.substr(0, end)));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
        return std::move(rules_);
    }

private:
    void warn(std::string text) { warnings_.push_back({file_.path, line_, std::move(text)}); }
    void error(std::string text) { errors_.push_back({file_.path, line_, std::move(text)}); }

    void read(const std::string& lang, std::string_view line) {
        if (line.empty() || line.front() == '#') return;
        const Sides sides = cut_line(line);
        if (sides.arrows > 1) { error("there is more than one `=>` in this line; write one rule a line"); return; }
        const bool one_way = sides.arrows == 1;
        if (one_way && (says_nothing(sides.left) || says_nothing(sides.right))) {
            error("a side of the `=>` is empty; write `searched for => also meant`");
            return;
        }
        SynonymRule rule{lang, usable(sides.left), {}};
        rule.to = one_way ? usable(sides.right) : rule.from;
        if (rule.from.empty() || rule.to.empty() || (!one_way && rule.from.size() < 2)) { warn("there are not two terms in this line, so it says nothing and was skipped; write `a, b` or `a => b`"); return; }
        if (one_way && rule.from.size() == 1 && keys(rule.from) == keys(rule.to)) { warn("both sides of the `=>` are the same, so this line says nothing and was skipped"); return; }
        keep(std::move(rule));
    }

    static bool says_nothing(const std::vector<std::string>& terms) { return terms.size() == 1 && terms.front().empty(); }

    /// The terms that can be searched for, each once.
    std::vector<std::string> usable(const std::vector<std::string>& terms) {
        std::vector<std::string> out;
        std::set<std::string> seen;
        for (const std::string& term : terms) {
            const std::string key = word_key(term);
            if (term.empty()) warn("there is an empty term between two commas; remove a comma or write a word");
            else if (key.empty()) warn("the term `" + term + "` has no letter or digit and was skipped");
            else if (word_count(term) > kMaxSynonymWords) warn("the term `" + term + "` has more than " + std::to_string(kMaxSynonymWords) + " words and was skipped; shorten it");
            else if (!seen.insert(key).second) warn("the term `" + term + "` is in this line twice");
            else out.push_back(term);
        }
        return out;
    }

    static std::set<std::string> keys(const std::vector<std::string>& terms) {
        std::set<std::string> out;
        for (const std::string& term : terms) out.insert(word_key(term));
        return out;
    }

    void keep(SynonymRule rule) {
        const auto [same, is_new] = lines_.emplace(std::make_pair(keys(rule.from), keys(rule.to)), line_);
        if (!is_new) { warn("this is the same as line " + std::to_string(same->second) + "; remove one of them"); return; }
        rules_.push_back(std::move(rule));
    }

    const SourceFile& file_;
    std::vector<Problem>& warnings_;
    std::vector<Problem>& errors_;
    std::vector<SynonymRule> rules_;
    std::map<std::pair<std::set<std::string>, std::set<std::string>>, std::uint32_t> lines_;
    std::uint32_t line_ = 0;
};

}   // namespace

bool is_synonyms_file(std::string_view path) { return path.substr(path.rfind('/') + 1) == kFileName; }

std::vector<SynonymRule> parse_synonyms(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors) {
    return Reader(file, warnings, errors).run();
}

}   // namespace pasokh::kb::write
