#include "core/session/outbox_json.h"

#include "core/base/ulid.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::session {

namespace {
constexpr std::size_t kMaxItems = 200;
constexpr std::size_t kMaxBodyBytes = 64 * 1024;
}   // namespace

std::string encode(const OutboxItem& item) {
    wire::Writer out;
    out.begin_object().member("id", item.id).member("path", item.path).member("body", item.body);
    out.member("created_at", item.created_at).member("tries", static_cast<std::int64_t>(item.tries)).member("next_at", item.next_at);
    out.end_object();
    return out.take();
}

Result<std::vector<OutboxItem>> decode_outbox(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    std::vector<OutboxItem> items;
    for (const wire::Reader& reader : document.root().items(kMaxItems)) {
        OutboxItem item;
        item.id = reader.at("id").text({.min = kUlidLength, .max = kUlidLength});
        item.path = reader.at("path").text({.min = 1, .max = 200});
        item.body = reader.at("body").text({.max = kMaxBodyBytes});
        item.created_at = reader.at("created_at").integer(0);
        item.tries = static_cast<std::uint32_t>(reader.at("tries").integer(0, 1'000'000));
        item.next_at = reader.at("next_at").integer(0);
        items.push_back(std::move(item));
    }
    TRY(document.status());
    return items;
}

}   // namespace pasokh::session
