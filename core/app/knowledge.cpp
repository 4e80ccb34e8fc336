#include "core/app/knowledge.h"

#include <algorithm>

namespace pasokh::app {

namespace action = session::action;

namespace {
constexpr std::size_t kSuggestedCount = 4;
constexpr std::size_t kRelatedCount = 3;
constexpr std::size_t kCompletionCount = 4;
constexpr std::uint32_t kHitCount = 10;   // each costs a snippet: half of a key press was spent on what nobody scrolls to
}   // namespace

bool matches_page(std::string_view pattern, std::string_view path) {
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t star = std::string_view::npos;   // last '*' seen, and where its run began
    std::size_t run = 0;
    while (s < path.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            run = s;
        } else if (p < pattern.size() && pattern[p] == path[s]) {
            ++p;
            ++s;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            s = ++run;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

Knowledge::Knowledge(std::unique_ptr<kb::Pack> pack) : pack_(std::move(pack)), engine_(*pack_) {}

Result<Knowledge> Knowledge::open(std::vector<std::byte> bytes, std::string_view name) {
    TRY_ASSIGN(kb::Pack pack, kb::Pack::open(std::move(bytes), name));
    return Knowledge(std::make_unique<kb::Pack>(std::move(pack)));
}

void Knowledge::warm_up() {
    if (auto pack = kb::Pack::open_sample()) Knowledge(std::make_unique<kb::Pack>(std::move(*pack))).home("en", "/a");
}

/// A shop that wrote guides in one language only still shows them.
std::string_view Knowledge::content_language(std::string_view lang) const {
    const std::vector<std::string>& languages = pack_->languages();
    if (std::find(languages.begin(), languages.end(), lang) != languages.end() || languages.empty()) return lang;
    return languages.front();
}

action::KnowledgeLoaded Knowledge::home(std::string_view lang, std::string_view page_path) const {
    action::KnowledgeLoaded loaded;
    const std::string_view language = content_language(lang);
    for (kb::Category& category : pack_->categories(language))
        if (!category.id.empty()) loaded.categories.push_back({std::move(category.id), std::move(category.name), category.article_count});
    const auto take = [&](auto&& wanted) {
        for (const kb::ArticleInfo& info : pack_->articles()) {
            if (loaded.suggested.size() == kSuggestedCount) return;
            if (info.lang != language) continue;
            const bool taken = std::any_of(loaded.suggested.begin(), loaded.suggested.end(), [&](const auto& other) { return other.id == info.id; });
            if (!taken && wanted(info)) loaded.suggested.push_back(info);
        }
    };
    take([&](const kb::ArticleInfo& info) {
        return std::any_of(info.pages.begin(), info.pages.end(), [&](const std::string& pattern) { return matches_page(pattern, page_path); });
    });
    loaded.suggested_for_page = !loaded.suggested.empty();
    take([](const kb::ArticleInfo& info) { return info.featured; });
    if (loaded.suggested.empty()) take([](const kb::ArticleInfo&) { return true; });
    return loaded;
}

action::CategoryLoaded Knowledge::category(std::string_view id, std::string_view lang) const {
    session::CategoryView view;
    view.id = id;
    const std::string_view language = content_language(lang);
    for (const kb::ArticleInfo& info : pack_->articles()) {
        if (info.lang != language || info.category_id != id) continue;
        if (view.name.empty()) view.name = info.category;
        view.articles.push_back(info);
    }
    return {std::move(view)};
}

const kb::ArticleInfo* Knowledge::resolve(std::string_view id, std::string_view lang) const {
    const kb::ArticleInfo* other = pack_->info(id);
    if (other != nullptr && (other->lang == lang || other->id != other->translation_key)) return other;
    for (const kb::ArticleInfo& info : pack_->articles()) {
        if (info.translation_key != id) continue;
        if (info.lang == lang) return &info;
        if (other == nullptr) other = &info;
    }
    return other;
}

action::ArticleLoaded Knowledge::article(std::string_view id, std::string_view lang) const {
    action::ArticleLoaded loaded;
    loaded.id = id;
    const kb::ArticleInfo* info = resolve(id, lang);
    if (info == nullptr) return loaded;
    Result<kb::Article> article = pack_->article(info->id);
    if (!article) return loaded;
    loaded.article = std::move(*article);
    if (info->category_id.empty()) return loaded;
    for (const kb::ArticleInfo& other : pack_->articles()) {
        if (loaded.related.size() == kRelatedCount) break;
        if (other.lang == info->lang && other.category_id == info->category_id && other.id != info->id) loaded.related.push_back(other);
    }
    return loaded;
}

action::SearchDone Knowledge::search(std::string_view query, std::string_view lang, bool verbatim) const {
    return {std::string(query), engine_.search(query, {.lang = std::string(lang), .limit = kHitCount, .verbatim = verbatim}),
            engine_.complete(query, lang, kCompletionCount)};
}

}   // namespace pasokh::app
