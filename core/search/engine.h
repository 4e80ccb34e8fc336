#pragma once
// Answers a query from the texts of a pack, in the page, offline, per key press.
//
// The query is text, never a query language. It is cut and folded by core/text exactly as the articles are, so spelling
// variants meet in the same words.
//
// Use:
//   Engine engine(pack);
//   Answer answer = engine.search("مرجوع", {.lang = "fa", .limit = 8});
//
// Ownership: keeps a reference to the pack, which must outlive it. Errors: none: a query without an answer is an empty
// Answer. Threads: one.

#include <memory>
#include <string>
#include <string_view>

#include "core/kb/pack.h"
#include "core/search/explain.h"
#include "core/search/result.h"
#include "core/search/weights.h"

namespace pasokh::search {

struct Options {
    std::string lang;                  ///< prefer articles in this language; empty = decide by the query
    bool only_lang = false;            ///< true: never another language
    std::uint32_t limit = 10;
    bool snippets = true;              ///< false: ids and scores only
    bool verbatim = false;             ///< true: as typed, nothing corrected ("search instead for ...")
};

class Engine {
public:
    explicit Engine(const kb::Pack& pack, const WeightsByLanguage& weights = kWeights);
    ~Engine();
    Engine(Engine&&) noexcept;

    /// Makes a part of the index, about ten milliseconds in a page; true when it is whole. Nobody has to: a search finishes it.
    bool prepare() const;

    Answer search(std::string_view query, const Options& options) const;
    /// The same answer, taken apart; slow.
    Explanation explain(std::string_view query, const Options& options) const;
    /// Likely ends of the last word, commonest first; empty when the query ends with a space or nothing begins so.
    std::vector<Completion> complete(std::string_view query, std::string_view lang, std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}   // namespace pasokh::search
