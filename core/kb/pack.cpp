#include "core/kb/pack.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/db/database.h"
#include "core/kb/block_codec.h"
#include "core/kb/format.h"
#include "core/kb/plain_text.h"
#include "core/text/utf8.h"

namespace pasokh::kb {

namespace {

std::uint64_t read_number(const std::vector<std::byte>& bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = (value << 8) | static_cast<std::uint64_t>(bytes[at + i]);
    return value;
}

Error corrupt(std::string_view name, std::string_view why) {
    return fail(ErrorCode::corrupt, std::string(name) + ": this knowledge base is damaged (" + std::string(why) + "); pack it again or fetch it again");
}

Status check_header(const std::vector<std::byte>& bytes, std::string_view name) {
    if (bytes.size() < kPackHeaderBytes) return corrupt(name, "it is shorter than its header");
    for (std::size_t i = 0; i < kPackMagic.size(); ++i)
        if (static_cast<char>(bytes[i]) != kPackMagic[i]) return fail(ErrorCode::corrupt, std::string(name) + ": this is not a Pasokh pack; make one with `pasokh pack`");
    const std::uint64_t version = read_number(bytes, 8, 4);
    if (version > kPackVersion)
        return fail(ErrorCode::newer_version, std::string(name) + ": this pack has format " + std::to_string(version) + ", this program reads up to " +
                                                  std::to_string(kPackVersion) + "; update Pasokh or pack again");
    if (version == 0) return corrupt(name, "its version is zero");
    if (read_number(bytes, 24, 8) != 0) return corrupt(name, "its header is not valid");
    const std::uint64_t length = read_number(bytes, 16, 8);
    if (length != bytes.size() - kPackHeaderBytes)
        return corrupt(name, "it should have " + std::to_string(length) + " bytes after the header and has " + std::to_string(bytes.size() - kPackHeaderBytes));
    if (crc32(std::span(bytes).subspan(kPackHeaderBytes)) != read_number(bytes, 12, 4)) return corrupt(name, "its checksum does not match");
    return {};
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end != 0) out.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return out;
}

/// "fa/returns/return-item" in "fa" is "returns/return-item".
std::string without_language(std::string_view id, std::string_view lang) {
    const bool in_folder = id.size() > lang.size() && id.starts_with(lang) && id[lang.size()] == '/';
    return std::string(in_folder ? id.substr(lang.size() + 1) : id);
}

}   // namespace

struct Pack::Impl {
    explicit Impl(db::Database opened) : database(std::move(opened)) {}

    db::Database database;
    std::vector<ArticleInfo> infos;          ///< infos[i] is row n = i + 1, in reading order
    std::vector<std::pair<std::uint64_t, std::uint32_t>> by_id;   ///< hash of an id, index into infos; sorted
    std::vector<std::string> languages;

    Status read_infos();
    void index();
    std::optional<std::uint32_t> find(std::string_view id) const;
};

Status Pack::Impl::read_infos() {
    TRY_ASSIGN(db::Statement rows, database.prepare("SELECT n, id, lang, title, category, category_id, position, featured, pages, updated, "
                                                     "translation_key, substr(CAST(body AS BLOB), excerpt_begin + 1, excerpt_bytes), excerpt_cut FROM article ORDER BY n"));
    while (rows.step()) {
        ArticleInfo info;
        if (rows.integer(0) != static_cast<std::int64_t>(infos.size()) + 1) return fail(ErrorCode::corrupt, "article numbers have gaps");
        info.id = rows.text(1);
        info.lang = rows.text(2);
        info.title = rows.text(3);
        info.category = rows.text(4);
        info.category_id = rows.text(5);
        info.order = static_cast<std::int32_t>(rows.integer(6));
        info.featured = rows.integer(7) != 0;
        info.pages = split_lines(rows.text(8));
        info.updated = rows.optional_integer(9);
        info.translation_key = rows.is_null(10) ? without_language(info.id, info.lang) : std::string(rows.text(10));
        info.excerpt = rows.text(11);
        std::replace(info.excerpt.begin(), info.excerpt.end(), kLineEnd, ' ');
        if (rows.integer(12) != 0) info.excerpt += kEllipsis;
        for (const std::string* text : {&info.id, &info.lang, &info.title, &info.category, &info.category_id, &info.excerpt})
            if (text::find_invalid_utf8(*text)) return fail(ErrorCode::corrupt, "a title is not UTF-8");
        infos.push_back(std::move(info));
    }
    return rows.status();
}

void Pack::Impl::index() {
    std::vector<std::pair<std::string, std::uint32_t>> counts;
    for (std::uint32_t i = 0; i < infos.size(); ++i) {
        by_id.emplace_back(table_hash(infos[i].id), i);
        auto same = std::find_if(counts.begin(), counts.end(), [&](const auto& entry) { return entry.first == infos[i].lang; });
        if (same == counts.end()) counts.emplace_back(infos[i].lang, 1);
        else ++same->second;
    }
    std::sort(by_id.begin(), by_id.end());
    std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    for (auto& entry : counts) languages.push_back(std::move(entry.first));
}

std::optional<std::uint32_t> Pack::Impl::find(std::string_view id) const {
    const std::uint64_t hash = table_hash(id);
    for (auto at = std::lower_bound(by_id.begin(), by_id.end(), std::pair(hash, 0u)); at != by_id.end() && at->first == hash; ++at)
        if (infos[at->second].id == id) return at->second;
    return std::nullopt;
}

Result<Pack> Pack::open(std::vector<std::byte> bytes, std::string_view name) {
    TRY(check_header(bytes, name));
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kPackHeaderBytes));
    return open_payload(std::move(bytes), name);
}

Result<Pack> Pack::open_payload(std::vector<std::byte> bytes, std::string_view name) {
    auto database = db::Database::open_bytes(std::move(bytes));
    if (!database) return corrupt(name, database.error().message);

    auto impl = std::make_unique<Impl>(std::move(database).value());
    // A pack is data: its schema runs no functions and its pages are checked as they are read.
    if (auto done = impl->database.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON"); !done) return corrupt(name, done.error().message);
    const auto version = impl->database.user_version();
    if (!version || *version != kPackVersion) return corrupt(name, version ? "its database is of another kind" : version.error().message);
    if (auto done = impl->read_infos(); !done) return corrupt(name, done.error().message);
    impl->index();
    return Pack(std::move(impl));
}

Result<Pack> Pack::open_sample() {
    TRY_ASSIGN(db::Database database, db::Database::open_empty_in_memory());
    TRY(database.execute(kArticleTable));
    TRY(database.execute("INSERT INTO article VALUES(1,'en/a','en','a','a','a',0,1,'/a',0,NULL,0,1,1,0,0,0,0,'','',x'',x'','a')"));
    TRY(database.execute(("PRAGMA user_version=" + std::to_string(kPackVersion)).c_str()));
    TRY_ASSIGN(std::vector<std::byte> payload, database.serialize());
    return open_payload(std::move(payload), "sample");
}

Pack::Pack(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pack::Pack(Pack&&) noexcept = default;
Pack& Pack::operator=(Pack&&) noexcept = default;
Pack::~Pack() = default;

const std::vector<std::string>& Pack::languages() const { return impl_->languages; }
const std::vector<ArticleInfo>& Pack::articles() const { return impl_->infos; }
db::Database& Pack::database() const { return impl_->database; }

std::vector<SynonymRule> Pack::synonyms() const {
    std::vector<SynonymRule> out;
    auto rows = impl_->database.prepare("SELECT lang, from_words, to_words FROM synonym");
    while (rows && rows->step()) out.push_back({std::string(rows->text(0)), split_lines(rows->text(1)), split_lines(rows->text(2))});
    return out;
}

std::vector<Category> Pack::categories(std::string_view lang) const {
    std::vector<Category> out;
    for (const ArticleInfo& info : impl_->infos) {
        if (info.category_id.empty() || (!lang.empty() && info.lang != lang)) continue;
        auto same = std::find_if(out.begin(), out.end(), [&](const Category& category) { return category.id == info.category_id; });
        if (same == out.end()) out.push_back({info.category_id, info.category.empty() ? info.category_id : info.category, 1});
        else ++same->article_count;
    }
    return out;
}

const ArticleInfo* Pack::info(std::string_view id) const {
    const auto index = impl_->find(id);
    return index ? &impl_->infos[*index] : nullptr;
}

Result<Article> Pack::article(std::string_view id) const {
    const auto index = impl_->find(id);
    if (!index) return fail(ErrorCode::not_found, "no article has the id " + std::string(id));
    TRY_ASSIGN(db::Statement row, impl_->database.prepare("SELECT shape, body FROM article WHERE n = ?1"));
    row.bind(1, static_cast<std::int64_t>(*index) + 1);
    if (!row.step()) {
        TRY(row.status());
        return fail(ErrorCode::corrupt, "the article " + std::string(id) + " has no body");
    }
    TRY_ASSIGN(std::vector<Block> blocks, decode_blocks(row.blob(0), row.text(1)));
    return Article{impl_->infos[*index], std::move(blocks)};
}

}   // namespace pasokh::kb
