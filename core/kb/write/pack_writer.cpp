#include "core/kb/write/pack_writer.h"

#include <algorithm>
#include <tuple>

#include "core/base/hash.h"
#include "core/base/verify.h"
#include "core/db/database.h"
#include "core/kb/block_codec.h"
#include "core/kb/format.h"
#include "core/kb/plain_text.h"

namespace pasokh::kb::write {

namespace {

std::string join(const std::vector<std::string>& parts, char between) {
    std::string out;
    for (const std::string& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

/// The lines of the encoded body that are headings, as gaps.
std::vector<std::byte> heading_lines(const std::vector<Block>& blocks) {
    std::vector<std::byte> out;
    std::uint32_t line = 0, last = 0;
    for (const Block& block : blocks) {
        if (block.kind == BlockKind::heading) {
            for (std::uint32_t gap = line - last;; gap >>= 7) {
                out.push_back(static_cast<std::byte>(gap >= 0x80 ? (gap & 0x7F) | 0x80 : gap));
                if (gap < 0x80) break;
            }
            last = line;
        }
        if (block.kind == BlockKind::table_row) line += static_cast<std::uint32_t>(block.cells.size());
        else if (block.kind != BlockKind::rule) ++line;
    }
    return out;
}

/// Where the excerpt stands in the body, so that its letters are stored once.
struct ExcerptPlace {
    std::int64_t begin = 0, bytes = 0;
    bool cut = false;
};

ExcerptPlace find_excerpt(std::string body, std::string_view excerpt) {
    ExcerptPlace out;
    std::replace(body.begin(), body.end(), kLineEnd, ' ');
    std::size_t at = body.find(excerpt);
    if (at == std::string::npos && excerpt.ends_with(kEllipsis)) {
        out.cut = true;
        excerpt.remove_suffix(kEllipsis.size());
        at = body.find(excerpt);
    }
    VERIFY(at != std::string::npos);   // excerpt() cuts it from these blocks
    out.begin = static_cast<std::int64_t>(at);
    out.bytes = static_cast<std::int64_t>(excerpt.size());
    return out;
}

Status insert_article(db::Statement& insert, std::int64_t n, const FinishedArticle& from) {
    const ArticleInfo& info = from.article.info;
    const EncodedBlocks encoded = encode_blocks(from.article.blocks);
    insert.bind(1, n).bind(2, info.id).bind(3, info.lang).bind(4, info.title).bind(5, info.category).bind(6, info.category_id);
    insert.bind(7, info.order).bind(8, info.featured ? 1 : 0).bind(9, join(info.pages, '\n')).bind(10, info.updated);
    const bool derived = info.id == info.translation_key || info.id == info.lang + "/" + info.translation_key;
    if (derived) insert.bind_null(11);
    else insert.bind(11, info.translation_key);
    const ExcerptPlace place = find_excerpt(encoded.body, info.excerpt);
    insert.bind(12, place.begin).bind(13, place.bytes).bind(14, place.cut ? 1 : 0).bind(15, from.title_from_text ? 1 : 0);
    const std::vector<std::byte> headings = heading_lines(from.article.blocks);
    insert.bind(16, from.votes.helpful).bind(17, from.votes.unhelpful).bind(18, from.votes.opened);
    insert.bind(19, join(from.aliases, '\n')).bind(20, join(from.tags, '\n')).bind(21, std::span<const std::byte>(headings));
    return insert.bind(22, std::span<const std::byte>(encoded.shape)).bind(23, encoded.body).run();
}

Status fill(db::Database& database, const std::vector<FinishedArticle>& articles, const std::vector<SynonymRule>& synonyms) {
    TRY_ASSIGN(db::Statement article, database.prepare("INSERT INTO article VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"));
    std::int64_t n = 0;
    for (const FinishedArticle& from : articles) TRY(insert_article(article, ++n, from));
    TRY_ASSIGN(db::Statement synonym, database.prepare("INSERT INTO synonym VALUES(?1, ?2, ?3)"));
    for (const SynonymRule& rule : synonyms) TRY(synonym.bind(1, rule.lang).bind(2, join(rule.from, '\n')).bind(3, join(rule.to, '\n')).run());
    return {};
}

void append_number(std::vector<std::byte>& out, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xFF));
}

std::vector<std::byte> with_header(const std::vector<std::byte>& payload) {
    std::vector<std::byte> out;
    out.reserve(kPackHeaderBytes + payload.size());
    for (const char c : kPackMagic) out.push_back(static_cast<std::byte>(c));
    append_number(out, kPackVersion, 4);
    append_number(out, crc32(payload), 4);
    append_number(out, payload.size(), 8);
    append_number(out, 0, 8);
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
}

}   // namespace

Result<std::vector<std::byte>> write_pack(std::vector<FinishedArticle>& articles, const std::vector<SynonymRule>& synonyms) {
    std::sort(articles.begin(), articles.end(), [](const FinishedArticle& left, const FinishedArticle& right) {
        const ArticleInfo &a = left.article.info, &b = right.article.info;
        return std::tie(a.lang, a.order, a.title, a.id) < std::tie(b.lang, b.order, b.title, b.id);
    });
    TRY_ASSIGN(db::Database database, db::Database::open_empty_in_memory());
    // Of 1024, 2048 and 4096 bytes a page the last gives the smallest .br (107.7, 107.4 and 106.2 KB for the demo content).
    const std::string settings = "PRAGMA page_size=4096; PRAGMA application_id=" + std::to_string(kApplicationId) + "; PRAGMA user_version=" + std::to_string(kPackVersion);
    TRY(database.execute(settings.c_str()));
    TRY(database.execute("BEGIN"));
    TRY(database.execute(kArticleTable));
    TRY(database.execute(kSynonymTable));
    TRY(fill(database, articles, synonyms));
    TRY(database.execute("COMMIT"));
    TRY(database.execute("VACUUM"));
    TRY_ASSIGN(const std::vector<std::byte> payload, database.serialize());
    return with_header(payload);
}

}   // namespace pasokh::kb::write
