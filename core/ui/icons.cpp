#include "core/ui/icons.h"

#include <array>
#include <utility>

namespace pasokh::ui::icons {

namespace {
template <std::size_t N>
std::string_view look_up(const std::array<std::pair<std::string_view, std::string_view>, N>& table, std::string_view key, std::string_view otherwise) {
    for (const auto& [name, path] : table)
        if (name == key) return path;
    return otherwise;
}
}   // namespace

std::string_view of_category(std::string_view category_id) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTable = {{
        {"ordering", kCart}, {"payment", kCard}, {"shipping", kTruck}, {"tracking", kPin}, {"returns", kReturn}, {"refunds", kWallet},
        {"warranty", kShield}, {"installation", kWrench}, {"care", kDrop}, {"account", kUser}, {"loyalty", kGift}, {"contact", kPhone},
        {"orders", kParcel},
    }};
    return look_up(kTable, category_id, kBook);
}

std::string_view of_channel(std::string_view kind) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTable = {{
        {"phone", kPhone}, {"email", kMail}, {"telegram", kSend}, {"instagram", kCamera}, {"form", kBook}, {"bale", kSend}, {"eitaa", kSend},
    }};
    return look_up(kTable, kind, kChat);
}

}   // namespace pasokh::ui::icons
