#pragma once
// Rules of the results view that need no drawing: how hits are grouped, when the shop may be told of a search.
//
// Use:
//   for (const ResultGroup& group : group_results(answer)) heading(group.category), rows(group.hits);
//   if (may_tell_shop(state)) button(...);
//
// Errors: none. Threads: none.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/state.h"

namespace pasokh::session {

struct ResultGroup {
    std::string_view category;         ///< display name, pointing into the hits; empty: of none, or not grouped
    std::vector<std::size_t> hits;     ///< indices, best first
};

/// Headings help from this many hits on.
inline constexpr std::size_t kFewestGroupedHits = 6;

/// Groups in the order of their best hit, so the best hit of all stays first. One group without a heading when there are few
/// hits, when they are only the nearest guides, when all are of one category, or when a group would hold fewer than two on average: then headings part what
/// the ranking says more than they tell. None without hits.
std::vector<ResultGroup> group_results(const search::Answer& answer);

/// The search on the screen has no answer: nothing was found, or only the nearest guides.
bool is_unanswered(const State& state);

/// What telling the shop of the search on the screen would send; empty: nothing worth it.
std::string query_to_tell(const State& state);

/// What became of telling the shop about the search on the screen; null when it was not told.
const ToldSearch* told_search(const State& state);

/// The shop wants to be told, the search has no answer, and it was not told before or in vain.
bool may_tell_shop(const State& state);

}   // namespace pasokh::session
