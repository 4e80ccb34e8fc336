// Any bytes as a webhook: as its headers and body, as an order of WooCommerce with fulfilments, as orders of our own. The first byte
// chooses.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shell/server/crypto.h"
#include "shell/server/hooks/signature.h"
#include "shell/server/import/import.h"
#include "shell/server/import/woocommerce.h"
#include "tests/fuzz/stored_order.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kNow = 1793000000000;
const std::vector<std::string> kSecrets = {"an old secret of thirty-two byte", "the new secret, also 32 bytes ok"};

std::string_view next_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    return line;
}

/// Nothing is genuine by chance; what we sign ourselves is.
void verify(std::string_view text) {
    StandardWebhook webhook;
    webhook.id = next_line(text);
    webhook.timestamp = next_line(text);
    webhook.signatures = next_line(text);
    webhook.body = text;
    VERIFY(verify_standard_webhook(kSecrets, webhook, kNow) != SignatureVerdict::genuine);
    VERIFY(verify_woocommerce(kSecrets, webhook.signatures, webhook.body) != SignatureVerdict::genuine);

    const std::string id = "msg_1", at = "1793000000";
    const std::string good = "v1," + base64(hmac_sha256(kSecrets[1], id + '.' + at + '.' + std::string(webhook.body)));
    const std::string several = "v2,x " + good + ' ' + std::string(webhook.signatures);
    VERIFY(verify_standard_webhook(kSecrets, {.id = id, .timestamp = at, .signatures = several, .body = webhook.body}, kNow) == SignatureVerdict::genuine);
    VERIFY(verify_standard_webhook(kSecrets, {.id = id, .timestamp = at, .signatures = good, .body = webhook.body}, kNow + 2 * kWebhookWindowMs) == SignatureVerdict::stale);
    if (const auto bytes = from_base64(webhook.signatures)) VERIFY(base64(*bytes) == webhook.signatures);
}

void read_shop_order(std::string_view text) {
    static const Secret secret = Secret::for_checking();
    static const WooCommerceRules rules{.statuses = {}, .carriers = {}, .tracking_meta = {{"post_barcode", "post"}}, .lang = "fa", .country = orders::Country::iran()};
    auto document = wire::Document::parse(text, kWooCommerceDepth);
    if (!document) return;
    const wire::Reader fulfilments = document->root().at("fulfillments");
    for (const wire::Reader* list : {static_cast<const wire::Reader*>(nullptr), &fulfilments}) {
        const WooCommerceOrder read = read_woocommerce(document->root(), list, rules, "demo", secret);
        if (read.kind == WooCommerceOrder::Kind::order) check_stored(read.stored);
        VERIFY(read.kind == WooCommerceOrder::Kind::unreadable || !read.id.empty());
    }
}

void read_own_orders(std::string_view text) {
    static const Secret secret = Secret::for_checking();
    std::vector<wire::Fault> faults;
    const auto orders = read_orders_body(text, {.shop = "demo", .country = orders::Country::iran(), .now = kNow, .source = "api"}, secret, faults);
    VERIFY(!orders || faults.empty());
    if (orders)
        for (const StoredOrder& order : *orders) check_stored(order);
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    switch (data[0] % 3) {
        case 0: verify(text); break;
        case 1: read_shop_order(text); break;
        default: read_own_orders(text);
    }
    return 0;
}
