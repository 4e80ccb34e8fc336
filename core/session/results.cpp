#include "core/session/results.h"

#include <algorithm>

#include "core/feedback/unanswered.h"

namespace pasokh::session {

namespace {

std::vector<ResultGroup> by_category(const std::vector<search::Hit>& hits) {
    std::vector<ResultGroup> groups;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        auto group = std::find_if(groups.begin(), groups.end(), [&](const ResultGroup& other) { return other.category == hits[i].category; });
        if (group == groups.end()) group = groups.insert(groups.end(), {hits[i].category, {}});
        group->hits.push_back(i);
    }
    return groups;
}

}   // namespace

std::vector<ResultGroup> group_results(const search::Answer& answer) {
    const std::vector<search::Hit>& hits = answer.hits;
    std::vector<ResultGroup> groups = by_category(hits);
    if (!answer.weak && groups.size() >= 2 && hits.size() >= kFewestGroupedHits && 2 * groups.size() <= hits.size()) return groups;
    groups.clear();
    if (hits.empty()) return groups;
    ResultGroup& all = groups.emplace_back();
    for (std::size_t i = 0; i < hits.size(); ++i) all.hits.push_back(i);
    return groups;
}

bool is_unanswered(const State& state) {
    if (state.knowledge != KnowledgeState::ready || state.here.view != View::results) return false;
    return state.answer.hits.empty() || state.answer.weak;
}

std::string query_to_tell(const State& state) { return feedback::private_query(state.query); }

const ToldSearch* told_search(const State& state) {
    if (state.told.empty()) return nullptr;
    const std::string query = query_to_tell(state);
    const auto told = std::find_if(state.told.begin(), state.told.end(), [&](const ToldSearch& search) { return search.query == query; });
    return told == state.told.end() ? nullptr : &*told;
}

bool may_tell_shop(const State& state) {
    if (!state.config.unanswered_searches || !is_unanswered(state)) return false;
    const ToldSearch* told = told_search(state);
    if (told != nullptr) return told->delivery == DeliveryState::expired;
    return !query_to_tell(state).empty();
}

}   // namespace pasokh::session
