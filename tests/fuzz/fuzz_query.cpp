// Any bytes as a query to a small shop in three languages. The first byte chooses the options.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/verify.h"
#include "core/kb/pack.h"
#include "core/kb/write/pack_builder.h"
#include "core/search/engine.h"
#include "core/text/utf8.h"

using namespace pasokh;

namespace {

kb::Pack small_shop() {
    kb::write::PackInput input;
    input.name = "fuzz";
    input.files = {{"fa/returns/return.md", "---\ntitle: چطور کالا را مرجوع کنم؟\naliases: [پس دادن جنس]\ntags: [عودت]\n---\nتا ۷ روز می‌توانید کالاهای سالم را پس بدهید. کتاب‌ها هم برمی‌گردند.\n"},
                   {"fa/orders/track.md", "---\ntitle: پیگیری سفارش\n---\nشماره سفارش را وارد کنید. می‌خواهم بدانم سفارشم کجاست.\n"},
                   {"ar/returns/return.md", "---\ntitle: كيف أسترجع المنتج؟\n---\nيمكنك إرجاع المنتجات خلال سبعة أيام.\n"},
                   {"en/returns/return.md", "---\ntitle: Return an item\n---\nYou can return unopened items. Refunds take five days. Don't send batteries.\n"},
                   {"en/orders/track.md", "---\ntitle: Track your order\n---\nEnter the order number SRV-10245. It costs 1,200,000.\n"},
                   {"en/synonyms.txt", "refund, money back\nparcel => order number\n"},
                   {"fa/synonyms.txt", "مرجوع، پس دادن\n"}};
    auto built = kb::write::build_pack(input);
    VERIFY(built.has_value());
    auto pack = kb::Pack::open(std::move(built->bytes), "fuzz");
    VERIFY(pack.has_value());
    return std::move(pack).value();
}

void check_marks(std::string_view text, const std::vector<search::Range>& marks) {
    std::uint32_t last = 0;
    for (const search::Range& mark : marks) {
        VERIFY(mark.begin >= last && mark.begin < mark.end && mark.end <= text.size());
        VERIFY(!text::find_invalid_utf8(text.substr(mark.begin, mark.end - mark.begin)));
        last = mark.end;
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const kb::Pack pack = small_shop();
    static const search::Engine engine(pack);
    if (size == 0) return 0;
    const std::string_view query(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    static constexpr std::string_view kLanguages[] = {"", "fa", "ar", "en"};
    search::Options options;
    options.lang = kLanguages[data[0] & 3];
    options.only_lang = (data[0] & 4) != 0;
    options.verbatim = (data[0] & 8) != 0;
    options.limit = (data[0] & 16) != 0 ? 1 : 10;
    const search::Answer answer = engine.search(query, options);
    VERIFY(answer.hits.size() <= options.limit && answer.hits.size() <= answer.total);
    VERIFY(!options.verbatim || answer.understood_as.empty());
    for (const search::Hit& hit : answer.hits) {
        VERIFY(!options.only_lang || options.lang.empty() || hit.lang == options.lang);
        check_marks(hit.title, hit.title_marks);
        check_marks(hit.snippet, hit.snippet_marks);
    }
    VERIFY(engine.complete(query, options.lang, 5).size() <= 5);
    return 0;
}
