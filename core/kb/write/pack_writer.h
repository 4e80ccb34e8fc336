#pragma once
// Finished articles to the bytes of a pack (core/kb/format.h). The same articles always give the same bytes.

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/kb/article.h"
#include "core/kb/synonyms.h"
#include "core/kb/write/source.h"

namespace pasokh::kb::write {

struct FinishedArticle {
    Article article;
    std::vector<std::string> tags, aliases;
    Votes votes;
    bool title_from_text = false;      ///< the title repeats the text and must not count twice in search
};

/// Sorts the articles into reading order.
Result<std::vector<std::byte>> write_pack(std::vector<FinishedArticle>& articles, const std::vector<SynonymRule>& synonyms = {});

}   // namespace pasokh::kb::write
