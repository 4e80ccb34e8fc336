#pragma once
// Answers what the state asks of the pack: home, categories, articles, searches.
//
// Use:
//   TRY_ASSIGN(Knowledge knowledge, Knowledge::open(std::move(bytes), "shop.pack"));
//   dispatch(knowledge.home("fa", "/product/coffee-1"));
//
// Ownership: owns the pack and its search engine. Errors: of Pack::open. Threads: one.

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/kb/pack.h"
#include "core/search/engine.h"
#include "core/session/action.h"

namespace pasokh::app {

class Knowledge {
public:
    static Result<Knowledge> open(std::vector<std::byte> bytes, std::string_view name);

    /// Opens a sample and reads its home. A browser compiles a function at its first call; this is for while the pack is on its way.
    static void warm_up();
    /// Makes a part of the search index; true when it is whole. A search finishes what is missing.
    bool prepare() const { return engine_.prepare(); }

    /// Categories, and what to suggest: articles whose `pages` match the store page, then featured ones, else the first; at most 4.
    session::action::KnowledgeLoaded home(std::string_view lang, std::string_view page_path) const;
    session::action::CategoryLoaded category(std::string_view id, std::string_view lang) const;
    /// `id` may be an id or a translation key; then the article in `lang` is taken, else in any language.
    session::action::ArticleLoaded article(std::string_view id, std::string_view lang) const;
    session::action::SearchDone search(std::string_view query, std::string_view lang, bool verbatim) const;

private:
    explicit Knowledge(std::unique_ptr<kb::Pack> pack);
    std::string_view content_language(std::string_view lang) const;
    /// The article of that id in `lang`, else in the language it has; null when there is none.
    const kb::ArticleInfo* resolve(std::string_view id, std::string_view lang) const;

    std::unique_ptr<kb::Pack> pack_;   // stays in place: the engine refers to it
    search::Engine engine_;
};

/// Glob with '*' for any run of characters; the whole path must match.
bool matches_page(std::string_view pattern, std::string_view path);

}   // namespace pasokh::app
