#include "core/kb/write/pack_builder.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/hash.h"
#include "core/base/hex.h"
#include "core/kb/plain_text.h"
#include "core/kb/write/alias_check.h"
#include "core/kb/write/content_paths.h"
#include "core/kb/write/front_matter.h"
#include "core/kb/write/json_lines.h"
#include "core/kb/write/language_check.h"
#include "core/kb/write/markdown.h"
#include "core/kb/write/media.h"
#include "core/kb/write/pack_writer.h"
#include "core/kb/write/synonyms.h"
#include "core/kb/write/word_key.h"
#include "core/text/language.h"
#include "core/text/utf8.h"

namespace pasokh::kb::write {

namespace {

constexpr std::size_t kExcerptBytes = 220;
constexpr std::size_t kDerivedTitleBytes = 80;

/// One article between its front matter and its blocks.
struct Draft {
    Metadata metadata;
    std::string id;
    std::string file;                  ///< path, for messages
    std::uint32_t line = 1;            ///< of the body's first line, or of the JSON line
    std::string_view body;
    std::string owned_body;            ///< JSON bodies
    bool from_json = false;
};

bool is_video(std::string_view url) {
    for (const std::string_view host : {"youtube.com/", "youtube-nocookie.com/", "youtu.be/", "vimeo.com/", "aparat.com/"})
        if (url.find(host) != std::string_view::npos) return true;
    const std::string_view path = url.substr(0, url.find_first_of("?#"));
    return path.ends_with(".mp4") || path.ends_with(".webm");
}

bool has_scheme(std::string_view target) {
    const std::size_t colon = target.find(':');
    return colon != std::string_view::npos && colon > 1 && target.substr(0, colon).find_first_of("/?#.") == std::string_view::npos;
}

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

/// Links and images of one article, resolved against all articles and the media of the content folder.
class Targets final : public LinkTargets {
public:
    Targets(const std::set<std::string, std::less<>>& ids, const std::map<std::string, std::string, std::less<>>& id_of_path, const MediaReader* media,
            std::map<std::string, std::pair<MediaCopy, ImageSize>>& copied, std::vector<Problem>& warnings)
        : ids_(ids), id_of_path_(id_of_path), media_(media), copied_(copied), warnings_(warnings) {}

    void begin(const Draft& draft) {
        file_ = draft.file;
        path_ = draft.from_json ? std::string{} : draft.file;
    }

    std::string link(std::string_view target, std::uint32_t line) override {
        for (const std::string_view scheme : {"https:", "http:", "mailto:", "tel:"})
            if (target.starts_with(scheme)) return std::string(target);
        if (target.starts_with('#')) return std::string(target);
        if (target.empty()) return {};
        if (has_scheme(target)) { warn(line, "the link `" + std::string(target) + "` was dropped: use https:, mailto:, tel: or a relative path"); return {}; }
        if (const std::string id = find_article(target); !id.empty()) return "article:" + id;
        warn(line, "the link `" + std::string(target) + "` leads to no article here; correct the path or use a full https: address");
        return {};
    }

    /// The id of the article that `target`, a path or "article:<id>", leads to; empty when there is none.
    std::string find_article(std::string_view target) const {
        if (target.starts_with("article:")) return std::string(ids_.count(target.substr(8)) > 0 ? target.substr(8) : "");
        const auto path = resolve_path(path_, target);
        return path ? article_at(*path) : std::string{};
    }

    bool image(std::string_view target, std::uint32_t line, Block& block) override {
        if (is_video(target)) block.kind = BlockKind::video;
        if (target.starts_with("https://")) { block.url = target; return true; }
        if (has_scheme(target)) { warn(line, "the image `" + std::string(target.substr(0, 80)) + "` was left out: use https: or a file in the content folder"); return false; }
        const auto path = resolve_path(path_, target);
        if (!path) { warn(line, "the image `" + std::string(target) + "` is outside of the content folder and was left out"); return false; }
        return file_image(*path, target, line, block);
    }

private:
    void warn(std::uint32_t line, std::string text) { warnings_.push_back({file_, line, std::move(text)}); }

    /// By file path, then by id, then as a folder with an index.
    std::string article_at(const std::string& path) const {
        if (const auto found = id_of_path_.find(path); found != id_of_path_.end()) return found->second;
        for (const std::string& name : {path + ".md", path + ".mdx", path + "/index.md", path + "/index.mdx"})
            if (const auto found = id_of_path_.find(name); found != id_of_path_.end()) return found->second;
        return ids_.count(path) > 0 ? path : std::string{};
    }

    bool file_image(const std::string& path, std::string_view target, std::uint32_t line, Block& block) {
        auto known = copied_.find(path);
        if (known == copied_.end()) {
            auto bytes = media_ != nullptr ? media_->read(path) : std::nullopt;
            if (!bytes) { warn(line, "the image `" + std::string(target) + "` was not found and was left out"); return false; }
            const ImageSize size = image_size(*bytes).value_or(ImageSize{});
            MediaCopy copy{"media/" + hex8(crc32(bytes_of(*bytes))) + "-" + safe_file_name(path), std::move(*bytes)};
            known = copied_.emplace(path, std::make_pair(std::move(copy), size)).first;
        }
        block.url = known->second.first.path;
        block.width = known->second.second.width;
        block.height = known->second.second.height;
        return true;
    }

    const std::set<std::string, std::less<>>& ids_;
    const std::map<std::string, std::string, std::less<>>& id_of_path_;
    const MediaReader* media_;
    std::map<std::string, std::pair<MediaCopy, ImageSize>>& copied_;
    std::vector<Problem>& warnings_;
    std::string file_, path_;
};

class PackBuild {
public:
    explicit PackBuild(const PackInput& input) : input_(input) {}

    Result<BuiltPack> run() {
        for (const SourceFile& file : input_.files) read(file);
        check_ids();
        check_languages();
        if (!errors_.empty()) return fail(ErrorCode::parse_error, all_errors());
        if (drafts_.empty())
            return fail(ErrorCode::not_found, input_.name + ": there are no articles in it; put Markdown files (.md) into it, one a guide, or give a .jsonl file");
        std::vector<FinishedArticle> articles = finish_all();
        std::stable_sort(synonyms_.begin(), synonyms_.end(), [](const SynonymRule& a, const SynonymRule& b) { return a.lang < b.lang; });
        out_.synonym_count = synonyms_.size();
        TRY_ASSIGN(out_.bytes, write_pack(articles, synonyms_));
        describe(articles);
        return std::move(out_);
    }

private:
    void error(std::string file, std::uint32_t line, std::string text) { errors_.push_back({std::move(file), line, std::move(text)}); }

    void read(const SourceFile& file) {
        if (const auto bad = text::find_invalid_utf8(file.bytes)) {
            const auto line = 1 + std::count(file.bytes.begin(), file.bytes.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
            error(file.path, static_cast<std::uint32_t>(line), "this file is not UTF-8 (byte " + std::to_string(*bad) + "); save it as UTF-8");
            return;
        }
        if (is_synonyms_file(file.path)) read_synonyms(file);
        else if (file.path.ends_with(".jsonl")) read_json(file);
        else read_markdown(file);
    }

    void read_synonyms(const SourceFile& file) {
        std::vector<SynonymRule> rules = parse_synonyms(file, out_.warnings, errors_);
        synonyms_.insert(synonyms_.end(), std::make_move_iterator(rules.begin()), std::make_move_iterator(rules.end()));
    }

    void read_markdown(const SourceFile& file) {
        auto front = parse_front_matter(file, out_.warnings);
        if (!front) { errors_.push_back({"", 0, front.error().message}); return; }
        Draft draft;
        draft.metadata = std::move(front->metadata);
        draft.id = draft.metadata.id.value_or(id_of_path(file.path));
        draft.file = file.path;
        draft.line = front->body_line;
        draft.body = std::string_view(file.bytes).substr(front->body_begin);
        id_of_path_.emplace(file.path, draft.id);
        drafts_.push_back(std::move(draft));
    }

    void read_json(const SourceFile& file) {
        for (JsonArticle& article : parse_json_lines(file, out_.warnings, errors_)) {
            Draft draft;
            draft.metadata = std::move(article.metadata);
            draft.id = *draft.metadata.id;
            draft.file = file.path;
            draft.line = article.line;
            draft.owned_body = std::move(article.body);
            draft.from_json = true;
            drafts_.push_back(std::move(draft));
        }
    }

    void check_ids() {
        std::map<std::string_view, const Draft*> first;
        for (const Draft& draft : drafts_) {
            const auto [same, is_new] = first.emplace(draft.id, &draft);
            ids_.insert(draft.id);
            if (is_new) continue;
            error(draft.file, draft.from_json ? draft.line : 0,
                  "this article has the same id `" + draft.id + "` as " + same->second->file + (draft.from_json ? ":" + std::to_string(same->second->line) : std::string{}) +
                      "; give one of them another `id`");
        }
    }

    void check_languages() {
        if (!input_.default_lang.empty())
            if (const auto fault = find_language_fault(input_.default_lang)) {
                const std::string text = "the language for guides that do not say theirs: " + fault->text;
                if (fault->usable) out_.warnings.push_back({input_.name, 0, text});
                else error("", 0, text);
            }
        std::set<std::string_view> folders;
        for (const Draft& draft : drafts_) {
            if (draft.metadata.lang) check_own_language(draft);
            else if (const std::string_view folder = top_folder(draft); folders.insert(folder).second)
                if (const auto fault = find_language_folder_fault(folder)) out_.warnings.push_back({std::string(folder) + "/", 0, *fault});
        }
    }

    void check_own_language(const Draft& draft) {
        const auto fault = find_language_fault(*draft.metadata.lang);
        if (!fault) return;
        if (fault->usable) out_.warnings.push_back({draft.file, draft.metadata.lang_line, fault->text});
        else error(draft.file, draft.metadata.lang_line, fault->text);
    }

    /// The folder that may be a language; empty when the article is in none.
    static std::string_view top_folder(const Draft& draft) {
        const std::size_t slash = draft.from_json ? std::string::npos : draft.file.find('/');
        return slash == std::string::npos ? std::string_view{} : std::string_view(draft.file).substr(0, slash);
    }

    std::string all_errors() const {
        std::string out;
        for (std::size_t i = 0; i < errors_.size() && i < kMaxReported; ++i) {
            if (i > 0) out += '\n';
            out += errors_[i].file.empty() ? errors_[i].text : to_line(errors_[i]);
        }
        if (errors_.size() > kMaxReported) out += "\n... and " + std::to_string(errors_.size() - kMaxReported) + " more";
        return out;
    }

    std::vector<FinishedArticle> finish_all() {
        std::vector<FinishedArticle> articles;
        Targets targets(ids_, id_of_path_, input_.media, copied_, out_.warnings);
        AliasCheck aliases(out_.warnings);
        for (const Draft& draft : drafts_) {
            targets.begin(draft);
            articles.push_back(finish(draft, targets));
            const auto leads_to_article = [&](std::string_view target) { return !targets.find_article(target).empty(); };
            articles.back().aliases = aliases.accept(draft.metadata.aliases, {draft.file, articles.back().article.info.lang}, leads_to_article);
        }
        for (auto& [path, copy] : copied_) out_.media.push_back(std::move(copy.first));
        // Two paths with the same bytes and name are one file.
        std::sort(out_.media.begin(), out_.media.end(), [](const MediaCopy& a, const MediaCopy& b) { return a.path < b.path; });
        out_.media.erase(std::unique(out_.media.begin(), out_.media.end(), [](const MediaCopy& a, const MediaCopy& b) { return a.path == b.path; }), out_.media.end());
        return articles;
    }

    FinishedArticle finish(const Draft& draft, Targets& targets) {
        const std::string_view body = draft.from_json ? std::string_view(draft.owned_body) : draft.body;
        FinishedArticle out;
        out.tags = draft.metadata.tags;
        out.votes = draft.metadata.votes;
        out.article.blocks = parse_markdown(body, draft.line, targets);
        ArticleInfo& info = out.article.info;
        info.id = draft.id;
        info.lang = language(draft, body);
        title(draft, out);
        info.category_id = draft.from_json ? draft.metadata.category.value_or("") : category_of_id(id_of_path(draft.file), info.lang);
        info.category = category(draft, info.category_id);
        info.order = draft.metadata.order.value_or(0);
        info.featured = draft.metadata.featured;
        info.pages = draft.metadata.pages;
        info.updated = draft.metadata.updated;
        const bool in_folder = info.id.starts_with(info.lang + "/");
        info.translation_key = in_folder ? info.id.substr(info.lang.size() + 1) : info.id;
        info.excerpt = excerpt(out.article.blocks, kExcerptBytes);
        if (!has_words(out.article.blocks)) out_.warnings.push_back({draft.file, draft.line, "this article has no words, so only its title can be found; write its text"});
        return out;
    }

    static bool has_words(const std::vector<Block>& blocks) {
        return std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
            return word_count(block.text) > 0 || std::any_of(block.cells.begin(), block.cells.end(), [](const Cell& cell) { return word_count(cell.text) > 0; });
        });
    }

    std::string language(const Draft& draft, std::string_view body) const {
        if (draft.metadata.lang) return *draft.metadata.lang;
        if (const std::string_view folder = top_folder(draft); text::is_language_code(folder)) return std::string(folder);
        if (!input_.default_lang.empty()) return input_.default_lang;
        const std::string_view detected = text::detect_language(draft.metadata.title.value_or("") + " " + std::string(body));
        return std::string(detected.empty() ? "en" : detected);
    }

    /// Front matter, else the first heading, else the file's name (or the first words of a JSON body). A heading that
    /// repeats the title is dropped from the text.
    void title(const Draft& draft, FinishedArticle& out) {
        std::vector<Block>& blocks = out.article.blocks;
        std::string& to = out.article.info.title;
        const auto heading = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) { return block.kind == BlockKind::heading; });
        if (draft.metadata.title) {
            to = *draft.metadata.title;
            if (heading == blocks.begin() && heading != blocks.end() && heading->text == to) blocks.erase(heading);
            return;
        }
        if (heading != blocks.end()) {
            to = heading->text;
            if (!draft.from_json) out_.warnings.push_back({draft.file, 1, "no title in the front matter; taken from the first heading: " + to});
            if (heading == blocks.begin()) blocks.erase(heading);
            return;
        }
        if (draft.from_json) {
            to = excerpt(blocks, kDerivedTitleBytes);
            out.title_from_text = true;
            if (to.empty()) to = draft.id;
            return;
        }
        to = words_of_name(id_of_path(draft.file));
        out_.warnings.push_back({draft.file, 1, "no title in the front matter and no heading; taken from the file name: " + to});
    }

    std::string category(const Draft& draft, const std::string& category_id) {
        if (draft.metadata.category) return *draft.metadata.category;
        if (!category_id.empty() && uncategorised_.insert(category_id).second)
            out_.warnings.push_back({draft.file, 1, "no `category` in the front matter; guides in this folder are shown under `" + words_of_name(category_id) + "`"});
        return words_of_name(category_id);
    }

    void describe(const std::vector<FinishedArticle>& articles) {
        std::set<std::string> languages;
        for (const FinishedArticle& article : articles) {
            languages.insert(article.article.info.lang);
            out_.plain_text += article.article.info.title + "\n" + plain_text(article.article.blocks);
        }
        out_.languages.assign(languages.begin(), languages.end());
        out_.article_count = articles.size();
    }

    const PackInput& input_;
    BuiltPack out_;
    std::vector<Problem> errors_;
    std::vector<Draft> drafts_;
    std::set<std::string, std::less<>> ids_;
    std::map<std::string, std::string, std::less<>> id_of_path_;
    std::map<std::string, std::pair<MediaCopy, ImageSize>> copied_;
    std::set<std::string> uncategorised_;
    std::vector<SynonymRule> synonyms_;
};

}   // namespace

Result<BuiltPack> build_pack(const PackInput& input) { return PackBuild(input).run(); }

}   // namespace pasokh::kb::write
