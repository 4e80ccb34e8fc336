// Opens any bytes as a pack, reads every article and searches. The first byte says whether the header is made to fit
// (so that SQLite, the index and the blocks are reached) or taken as it is.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/hash.h"
#include "core/base/verify.h"
#include "core/kb/format.h"
#include "core/kb/pack.h"
#include "core/search/engine.h"

using namespace pasokh;

namespace {

void put(std::vector<std::byte>& bytes, std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<std::byte>((value >> (8 * i)) & 0xFF);
}

void fix_header(std::vector<std::byte>& bytes) {
    if (bytes.size() < kb::kPackHeaderBytes) return;
    for (std::size_t i = 0; i < kb::kPackMagic.size(); ++i) bytes[i] = static_cast<std::byte>(kb::kPackMagic[i]);
    put(bytes, 8, kb::kPackVersion, 4);
    put(bytes, 12, crc32(std::span(bytes).subspan(kb::kPackHeaderBytes)), 4);
    put(bytes, 16, bytes.size() - kb::kPackHeaderBytes, 8);
    put(bytes, 24, 0, 8);
}

void read_all(const kb::Pack& pack) {
    for (const kb::ArticleInfo& info : pack.articles()) {
        const auto article = pack.article(info.id);
        if (!article) continue;
        for (const kb::Block& block : article->blocks)
            for (const kb::Inline& part : block.inlines) VERIFY(part.begin <= part.end && part.end <= block.text.size());
    }
    for (const std::string& lang : pack.languages()) (void)pack.categories(lang);
}

void search_all(const kb::Pack& pack) {
    const search::Engine engine(pack);
    for (const char* query : {"مرجوع", "refund", "sthva", "كتابها", "sefaresh", "کالاهای", "w"}) {
        const search::Answer answer = engine.search(query, {});
        for (const search::Hit& hit : answer.hits)
            for (const search::Range& mark : hit.snippet_marks) VERIFY(mark.begin < mark.end && mark.end <= hit.snippet.size());
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto* begin = static_cast<const std::byte*>(static_cast<const void*>(data));
    std::vector<std::byte> bytes(begin + 1, begin + size);
    if ((data[0] & 2) != 0) fix_header(bytes);
    const auto pack = kb::Pack::open(std::move(bytes), "fuzz");
    if (!pack) return 0;
    read_all(*pack);
    search_all(*pack);
    return 0;
}
