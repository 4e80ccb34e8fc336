#pragma once
// The aliases of all articles of a pack: other words that people search an article by. Drops those that can never be found and
// tells of every one that is not what its author thinks.
//
// Told with file and line: empty; without a letter or digit; twice in one article; in two articles of one language (both keep
// it); an address (a path, "article:<id>", https:), whether it leads to an article or nowhere.
//
// Use:
//   AliasCheck check(warnings);
//   article.aliases = check.accept(metadata.aliases, {"fa/a.md", "fa"}, leads_to_article);

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/kb/write/source.h"

namespace pasokh::kb::write {

class AliasCheck {
public:
    /// Does an address, as written in the article, lead to an article of the pack?
    using LeadsToArticle = std::function<bool(std::string_view)>;
    struct Owner {
        std::string_view file, lang;
    };

    explicit AliasCheck(std::vector<Problem>& warnings) : warnings_(warnings) {}

    /// Those worth searching, as written, each once.
    std::vector<std::string> accept(const std::vector<LinedText>& aliases, const Owner& owner, const LeadsToArticle& leads_to_article);

private:
    std::vector<Problem>& warnings_;
    std::map<std::pair<std::string, std::string>, std::string> first_;   ///< by language and word_key: "fa/a.md:5"
};

}   // namespace pasokh::kb::write
