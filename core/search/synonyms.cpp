#include "core/search/synonyms.h"

#include <algorithm>

#include "core/text/words.h"

namespace pasokh::search {

namespace {

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> out;
    text::cut_words(text, [&](const text::WordView& word) {
        if (!word.joined) out.emplace_back(word.text);
    });
    return out;
}

}   // namespace

Synonyms::Synonyms(const std::vector<kb::SynonymRule>& rules) {
    for (const kb::SynonymRule& rule : rules) {
        for (const std::string& from : rule.from) {
            Entry entry;
            entry.from = folded_words(from);
            if (entry.from.empty()) continue;
            for (const std::string& to : rule.to) {
                std::vector<std::string> words = folded_words(to);
                if (!words.empty() && words != entry.from) entry.to.push_back(std::move(words));
            }
            if (!entry.to.empty()) by_first_[entry.from.front()].push_back(std::move(entry));
        }
    }
}

std::vector<Synonyms::Match> Synonyms::find(const std::vector<std::string_view>& words) const {
    std::vector<Match> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto found = by_first_.find(words[i]);
        if (found == by_first_.end()) continue;
        for (const Entry& entry : found->second)
            if (entry.from.size() <= words.size() - i && std::equal(entry.from.begin(), entry.from.end(), words.begin() + static_cast<std::ptrdiff_t>(i)))
                out.push_back({i, entry.from.size(), &entry.to});
    }
    return out;
}

}   // namespace pasokh::search
