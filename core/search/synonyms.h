#pragma once
// A shop's synonyms, looked up by the words of a query.
//
// Use:
//   for (const Synonyms::Match& match : synonyms.find(words)) ...     // words folded
//
// Ownership: owns its words. Cost: one look-up for each word of the query. Threads: one.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/kb/synonyms.h"

namespace pasokh::search {

class Synonyms {
public:
    explicit Synonyms(const std::vector<kb::SynonymRule>& rules);

    struct Match {
        std::size_t begin, count;                         ///< of the words of the query
        const std::vector<std::vector<std::string>>* to;  ///< each a word or a few
    };
    std::vector<Match> find(const std::vector<std::string_view>& words) const;
    bool empty() const { return by_first_.empty(); }

private:
    struct Entry {
        std::vector<std::string> from;
        std::vector<std::vector<std::string>> to;
    };
    std::map<std::string, std::vector<Entry>, std::less<>> by_first_;
};

}   // namespace pasokh::search
