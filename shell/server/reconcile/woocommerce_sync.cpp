#include "shell/server/reconcile/woocommerce_sync.h"

#include <algorithm>
#include <future>

#include "shell/clock.h"
#include "shell/server/routes/routes.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

constexpr std::string_view kOrders = "/wp-json/wc/v3/orders";
constexpr std::size_t kPage = 100;   ///< the most that WooCommerce gives
constexpr int kMaxWalks = 3;

/// What we do not need of an order stays in the shop.
constexpr std::string_view kFields = "&_fields=id,number,status,currency,date_created_gmt,date_modified_gmt,total,customer_id,billing,shipping,line_items,meta_data";

std::string list_of(const std::string& filter, std::int64_t page) {
    return std::string(kOrders) + "?per_page=" + std::to_string(kPage) + "&page=" + std::to_string(page) + "&orderby=id&order=asc" + filter + std::string(kFields);
}

std::string order_id_of(const std::string& id) { return std::string(kWooCommerceSource) + ':' + id; }

template <typename T>
T wait_for(const std::function<void(std::function<void(T)>)>& start) {
    std::promise<T> outcome;
    start([&outcome](T value) { outcome.set_value(std::move(value)); });
    return outcome.get_future().get();
}

Error not_orders() { return fail(ErrorCode::parse_error, std::string(kOrders) + ": the shop's answer is not a list of orders"); }

}   // namespace

Result<SyncSummary> WooCommerceSync::run(std::optional<TimestampMs> since) {
    SyncSummary summary;
    const std::string changed = since ? "&dates_are_gmt=true&modified_after=" + format_rfc3339(*since / kSecondMs * kSecondMs).substr(0, 19) : std::string{};
    std::set<std::string> present, trashed;
    TRY(walk_until_steady("&status=any" + changed, present, summary));
    TRY(walk_until_steady("&status=trash" + changed, trashed, summary));
    if (!since) TRY(remove_absent(present, summary));
    return summary;
}

Status WooCommerceSync::walk_until_steady(const std::string& filter, std::set<std::string>& ids, SyncSummary& summary) {
    for (int tried = 0; tried < kMaxWalks; ++tried) {
        TRY_ASSIGN(Walk walked, walk(filter, summary));
        ids.merge(walked.ids);
        if (!walked.shrank) return {};
    }
    return {};
}

Result<WooCommerceSync::Walk> WooCommerceSync::walk(const std::string& filter, SyncSummary& summary) {
    Walk walked;
    std::int64_t total = 0;
    for (std::int64_t page = 1;; ++page) {
        const std::size_t known = walked.ids.size();
        const TimestampMs asked_at = now_ms();
        TRY_ASSIGN(const RestAnswer answer, client_.get(list_of(filter, page)));
        walked.shrank = walked.shrank || (page > 1 && answer.total < total);
        total = answer.total;
        TRY(take_page(answer, asked_at, walked.ids, summary));
        if (context_.progress) context_.progress(summary.read, std::max(total, summary.read));
        const bool is_full = walked.ids.size() == known + kPage;   // a proxy may strip the number of pages
        if (answer.total_pages > 0 ? page >= answer.total_pages : !is_full) return walked;
    }
}

Status WooCommerceSync::take_page(const RestAnswer& answer, TimestampMs asked_at, std::set<std::string>& ids, SyncSummary& summary) {
    auto document = wire::Document::parse(answer.body, kWooCommerceDepth);
    if (!document) return not_orders();
    OrderDelivery delivery{.shop = context_.shop, .at = asked_at, .is_present_state = true};
    const std::vector<wire::Reader> orders = document->root().items(kPage);
    if (!document->status()) return not_orders();
    for (const wire::Reader& json : orders) {
        ids.insert(json.at("id").loose_text(32));
        TRY(take_order(json, delivery, summary));
    }
    return deliver(std::move(delivery), summary);
}

Status WooCommerceSync::take_order(const wire::Reader& json, OrderDelivery& delivery, SyncSummary& summary) {
    ++summary.read;
    std::optional<wire::Document> fulfilments;
    const std::string id = json.at("id").loose_text(32);
    if (context_.rules.fulfilments && !id.empty() && json.at("status").loose_text(64) != "trash") {
        auto answer = client_.get(std::string(kOrders) + '/' + id + "/fulfillments");
        if (!answer && answer.error().code != ErrorCode::not_found) return std::move(answer).error();
        if (answer)
            if (auto parsed = wire::Document::parse(answer->body, kWooCommerceDepth)) fulfilments.emplace(std::move(*parsed));
    }
    std::optional<wire::Reader> list;
    if (fulfilments) list = fulfilments->root().is_object() ? fulfilments->root().at("fulfillments") : fulfilments->root();
    WooCommerceOrder read = read_woocommerce(json, list ? &*list : nullptr, context_.rules, context_.shop, context_.secret);
    switch (read.kind) {
        case WooCommerceOrder::Kind::order: delivery.orders.push_back(std::move(read.stored)); break;
        case WooCommerceOrder::Kind::gone: delivery.removed.push_back(order_id_of(read.id)); break;
        case WooCommerceOrder::Kind::draft: ++summary.ignored; break;
        case WooCommerceOrder::Kind::unreadable:
            ++summary.unreadable;
            log_problem("reconcile woocommerce", "an order's " + read.reason + " is missing or not valid");
            break;
    }
    return {};
}

Status WooCommerceSync::deliver(OrderDelivery delivery, SyncSummary& summary) {
    if (delivery.orders.empty() && delivery.removed.empty()) return {};
    TRY_ASSIGN(const DeliveryOutcome outcome, wait_for<Result<DeliveryOutcome>>([&](auto done) { context_.store.deliver_orders(std::move(delivery), std::move(done)); }));
    summary.added += outcome.summary.added;
    summary.updated += outcome.summary.updated;
    summary.unchanged += outcome.summary.unchanged;
    summary.removed += outcome.removed;
    return {};
}

Status WooCommerceSync::remove_absent(const std::set<std::string>& present, SyncSummary& summary) {
    TRY_ASSIGN(std::vector<std::string> stored, wait_for<Result<std::vector<std::string>>>([&](auto done) {
        context_.store.list_source_ids(context_.shop, kWooCommerceSource, std::move(done));
    }));
    std::erase_if(stored, [&](const std::string& id) { return present.contains(id); });
    for (std::size_t begin = 0; begin < stored.size(); begin += kPage)
        TRY(remove_unlisted(std::span(stored).subspan(begin, std::min(kPage, stored.size() - begin)), summary));
    return {};
}

Status WooCommerceSync::remove_unlisted(std::span<const std::string> ids, SyncSummary& summary) {
    std::string include = "&status=any&include=";
    for (const std::string& id : ids) include += (&id == ids.data() ? "" : ",") + id;
    const TimestampMs asked_at = now_ms();
    std::set<std::string> still_there;
    TRY_ASSIGN(const RestAnswer answer, client_.get(list_of(include, 1)));
    TRY(take_page(answer, asked_at, still_there, summary));
    OrderDelivery delivery{.shop = context_.shop, .at = asked_at};
    for (const std::string& id : ids)
        if (!still_there.contains(id)) delivery.removed.push_back(order_id_of(id));
    return deliver(std::move(delivery), summary);
}

Result<SyncSummary> WooCommerceSync::fetch(const std::string& id) {
    SyncSummary summary;
    OrderDelivery delivery{.shop = context_.shop, .at = now_ms(), .is_present_state = true};
    auto answer = client_.get(std::string(kOrders) + '/' + id);
    if (!answer && answer.error().code != ErrorCode::not_found) return std::move(answer).error();
    if (!answer) {   // the order is gone, or there is no shop at this address
        TRY(remove_unlisted(std::span(&id, 1), summary));
        return summary;
    }
    auto document = wire::Document::parse(answer->body, kWooCommerceDepth);
    if (!document || !document->root().is_object()) return not_orders();
    TRY(take_order(document->root(), delivery, summary));
    TRY(deliver(std::move(delivery), summary));
    return summary;
}

}   // namespace pasokh::server
