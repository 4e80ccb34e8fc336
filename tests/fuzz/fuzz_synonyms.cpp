// Any UTF-8 as a synonyms file: what is kept is what the header promises.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/verify.h"
#include "core/kb/write/synonyms.h"
#include "core/kb/write/word_key.h"
#include "core/text/utf8.h"

using namespace pasokh;

namespace {

void check_terms(const std::vector<std::string>& terms) {
    VERIFY(!terms.empty());
    for (const std::string& term : terms) {
        VERIFY(!text::find_invalid_utf8(term));
        VERIFY(!kb::write::word_key(term).empty());
        VERIFY(kb::write::word_count(term) <= kb::write::kMaxSynonymWords);
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(static_cast<const char*>(static_cast<const void*>(data)), size);
    if (size > 16 * 1024 || text::find_invalid_utf8(bytes)) return 0;
    std::vector<kb::write::Problem> warnings, errors;
    const std::size_t lines = 1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    const auto rules = kb::write::parse_synonyms({"fa/synonyms.txt", bytes}, warnings, errors);
    VERIFY(rules.size() + errors.size() <= lines);
    for (const kb::SynonymRule& rule : rules) {
        VERIFY(rule.lang == "fa");
        check_terms(rule.from);
        check_terms(rule.to);
    }
    for (const auto* problems : {&warnings, &errors})
        for (const kb::write::Problem& problem : *problems) VERIFY(problem.line >= 1 && problem.line <= lines && !problem.text.empty());
    return 0;
}
