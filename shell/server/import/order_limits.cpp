#include "shell/server/import/order_limits.h"

#include "core/text/fit.h"

namespace pasokh::server {

namespace {

/// Calls `visit(text, column, member, max)` for each text; `member` names it only when asked.
template <typename Order, typename Visit>
void each_text(Order& order, Visit visit) {
    const auto named = [](std::string_view name) { return [name] { return std::string(name); }; };
    visit(order.number, "number", named("number"), kMaxOrderTextBytes);
    visit(order.raw_status, "raw_status", named("raw_status"), kMaxOrderTextBytes);
    visit(order.city, "city", named("city"), kMaxOrderTextBytes);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const auto in_line = [i](std::string_view name) { return [i, name] { return "lines/" + std::to_string(i) + '/' + std::string(name); }; };
        visit(order.lines[i].title, "line_title", in_line("title"), kMaxOrderTextBytes);
        visit(order.lines[i].product_type, "line_product_type", in_line("product_type"), orders::kMaxProductTypeBytes);
    }
    for (std::size_t i = 0; i < order.parcels.size(); ++i) {
        auto& parcel = order.parcels[i];
        const auto in_parcel = [i](std::string_view name) { return [i, name] { return "parcels/" + std::to_string(i) + '/' + std::string(name); }; };
        visit(parcel.id, "parcel_id", in_parcel("id"), kMaxOrderTextBytes);
        visit(parcel.carrier, "carrier", in_parcel("carrier"), kMaxOrderTextBytes);
        visit(parcel.tracking_number, "tracking_number", in_parcel("tracking_number"), kMaxOrderTextBytes);
        visit(parcel.tracking_url, "tracking_url", in_parcel("tracking_url"), kMaxTrackingUrlBytes);
        visit(parcel.raw_status, "parcel_raw_status", in_parcel("raw_status"), kMaxOrderTextBytes);
        for (std::size_t j = 0; j < parcel.events.size(); ++j) {
            const auto in_event = [in_parcel, j](std::string_view name) { return [in_parcel, j, name] { return in_parcel("events")() + '/' + std::to_string(j) + '/' + std::string(name); }; };
            visit(parcel.events[j].text, "event_text", in_event("text"), kMaxOrderTextBytes);
            visit(parcel.events[j].city, "event_city", in_event("city"), kMaxOrderTextBytes);
        }
    }
}

}   // namespace

std::vector<Unfit> find_unfit(const orders::Order& order) {
    std::vector<Unfit> found;
    each_text(order, [&found](const std::string& text, std::string_view column, const auto& member, std::size_t max) {
        if (text.size() > max) found.push_back({column, member(), "is too long"});
        else if (!text::is_fit_line(text)) found.push_back({column, member(), "has control characters or bidi embeddings; remove them"});
    });
    if (order.lines.size() > kMaxOrderLines) found.push_back({"line_title", "lines", "are more than 500 lines of one order"});
    if (order.parcels.size() > kMaxOrderParcels) found.push_back({"parcel_id", "parcels", "are more than 100 parcels of one order"});
    for (std::size_t i = 0; i < order.parcels.size(); ++i)
        if (order.parcels[i].events.size() > kMaxParcelEvents)
            found.push_back({"event_at", "parcels/" + std::to_string(i) + "/events", "are more than 500 events of one parcel"});
    return found;
}

void make_fit(orders::Order& order) {
    each_text(order, [](std::string& text, std::string_view, const auto&, std::size_t max) {
        if (!text::is_fit_line(text)) text = text::tidy_line(text);
        if (text.size() > max) text = cut(std::move(text), max);
    });
}

std::string cut(std::string text, std::size_t max) {
    if (text.size() <= max) return text;
    while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xC0u) == 0x80u) --max;
    text.resize(max);
    return text;
}

}   // namespace pasokh::server
