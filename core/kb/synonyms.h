#pragma once
// Words that a shop's customers use for one another, as its owner wrote them: for the pack and for its reader.
//
// Ownership: plain values. Errors: none here.

#include <string>
#include <vector>

namespace pasokh::kb {

/// Who searches for a term of `from` also means those of `to`. Equal terms have `from` == `to`.
struct SynonymRule {
    std::string lang;                      ///< of the guides it is for; empty = all
    std::vector<std::string> from, to;     ///< of one to six words each, as written, never empty
    bool operator==(const SynonymRule&) const = default;
};

}   // namespace pasokh::kb
