#pragma once
// What a search gives back, as values: the engine makes it, session keeps it, ui draws it.

#include <cstdint>
#include <string>
#include <vector>

namespace pasokh::search {

/// [begin, end) in UTF-8 bytes of the text it belongs to.
struct Range {
    std::uint32_t begin = 0, end = 0;
    bool operator==(const Range&) const = default;
};

struct Hit {
    std::string id;
    std::string lang;
    std::string title;
    std::vector<Range> title_marks;
    std::string snippet;               ///< a passage of at most 160 characters cut at word boundaries
    std::vector<Range> snippet_marks;
    std::string category;
    double score = 0;                  ///< higher is better; comparable within one answer only
};

struct Answer {
    std::vector<Hit> hits;             ///< best first
    std::string understood_as;         ///< the query in the other keyboard layout or corrected; empty when taken as typed
    std::uint32_t total = 0;           ///< matches before the limit
    bool weak = false;                 ///< no hit holds a telling word of the query: these are the nearest guides, not answers
};

/// What the query being typed may become.
struct Completion {
    std::string text;                  ///< the whole query with its last word completed, spelled as the guides spell it
    std::uint32_t typed_bytes = 0;     ///< of `text`: the part that was typed; what follows is the suggestion
};

}   // namespace pasokh::search
