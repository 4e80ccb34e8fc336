#include "shell/server/import/status_map.h"

#include <array>

namespace pasokh::server {

namespace {

using orders::OrderState;
using orders::ParcelStatus;

struct Default {
    std::string_view raw;
    OrderState state;
    ParcelStatus parcel;
};

/// Shared research "server and security", tables 2.1 and 2.4.
constexpr std::array<Default, 18> kDefaults = {{
    {"pending", OrderState::open, ParcelStatus::pending},
    {"on-hold", OrderState::on_hold, ParcelStatus::pending},
    {"processing", OrderState::open, ParcelStatus::label_created},
    {"completed", OrderState::completed, ParcelStatus::in_transit},
    {"cancelled", OrderState::cancelled, ParcelStatus::cancelled},
    {"refunded", OrderState::cancelled, ParcelStatus::cancelled},
    {"failed", OrderState::failed, ParcelStatus::exception},
    {"draft", OrderState::draft, ParcelStatus::pending},
    {"auto-draft", OrderState::draft, ParcelStatus::pending},
    {"checkout-draft", OrderState::draft, ParcelStatus::pending},
    {"pws-in-stock", OrderState::open, ParcelStatus::accepted},
    {"pws-packaged", OrderState::open, ParcelStatus::label_created},
    {"pws-ready-to-ship", OrderState::open, ParcelStatus::label_created},
    {"pws-shipping", OrderState::open, ParcelStatus::in_transit},
    {"pws-courier", OrderState::open, ParcelStatus::out_for_delivery},
    {"pws-returned", OrderState::completed, ParcelStatus::returned},
    {"pws-deleted", OrderState::cancelled, ParcelStatus::cancelled},
    {"pws-need-review", OrderState::on_hold, ParcelStatus::exception},
}};

/// "wc-Pws_Shipping " and "pws-shipping" are one word.
std::string key_of(std::string_view raw) {
    std::string key;
    for (const char letter : raw) {
        if (letter == ' ' && key.empty()) continue;
        key += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter == '_' ? '-' : letter;
    }
    while (key.ends_with(' ')) key.pop_back();
    return key.starts_with("wc-") ? key.substr(3) : key;
}

Status read_entry(const wire::Reader& entry, std::string_view raw, StatusMap& map) {
    entry.allow_only({"state", "parcel", "label"});
    StatusMeaning meaning = map.find(raw);
    const std::string state = entry.at("state").optional_text(), parcel = entry.at("parcel").optional_text();
    const auto known_state = orders::parse_order_state(state);
    if (!known_state && !state.empty())
        return fail(ErrorCode::invalid_argument, entry.pointer() + "/state: \"" + state + "\" is not one of draft, open, on_hold, cancelled, failed, completed");
    const auto known_parcel = orders::parse_parcel_status(parcel);
    if (!known_parcel && !parcel.empty())
        return fail(ErrorCode::invalid_argument, entry.pointer() + "/parcel: \"" + parcel + "\" is not a parcel status; see shell/server/import/orders.md for the fifteen");
    meaning.state = known_state.value_or(meaning.state);
    meaning.parcel = known_parcel.value_or(meaning.parcel);
    if (entry.at("label").is_present()) meaning.label = wire::read_local_text(entry.at("label"));
    map.set(raw, std::move(meaning));
    return {};
}

}   // namespace

StatusMap::StatusMap() {
    for (const Default& one : kDefaults) meanings_[std::string(one.raw)] = {one.state, one.parcel};
}

void StatusMap::set(std::string_view raw, StatusMeaning meaning) { meanings_[key_of(raw)] = std::move(meaning); }

void StatusMap::set(CompletedMeans meaning) {
    meanings_["completed"].parcel = meaning == CompletedMeans::delivered ? ParcelStatus::delivered : ParcelStatus::in_transit;
}

StatusMeaning StatusMap::find(std::string_view raw) const {
    const auto found = meanings_.find(key_of(raw));
    return found == meanings_.end() ? StatusMeaning{} : found->second;
}

std::string StatusMap::label_of(std::string_view raw, std::string_view lang) const {
    if (const auto found = meanings_.find(key_of(raw)); found != meanings_.end() && !found->second.label.empty())
        return std::string(wire::in_language(found->second.label, lang));
    std::string label = key_of(raw);
    for (char& letter : label)
        if (letter == '-') letter = ' ';
    return label;
}

Status read_status_map(const wire::Reader& root, StatusMap& map) {
    const std::string completed = root.at("completed_means").optional_text();
    if (!completed.empty() && completed != "shipped" && completed != "delivered")
        return fail(ErrorCode::invalid_argument, "/completed_means: \"" + completed + "\" is neither shipped nor delivered");
    if (!completed.empty()) map.set(completed == "delivered" ? CompletedMeans::delivered : CompletedMeans::shipped);
    const wire::Reader entries = root.at("status_map");
    if (!entries.is_present()) return {};
    for (const std::string& raw : entries.names()) TRY(read_entry(entries.at(raw), raw, map));
    return {};
}

}   // namespace pasokh::server
