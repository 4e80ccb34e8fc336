#include "shell/desktop/ports/demo_config.h"

namespace pasokh::desktop {

wire::Config demo_config() {
    wire::Config config;
    config.shop = "demo";
    config.name = {{"fa", "سرو"}, {"ar", "سرو"}, {"en", "Sarv Home"}};
    config.languages = {"fa", "ar", "en"};
    config.channels = {
        {"phone", {}, "+98 21 9100 0000", "tel:+982191000000"},
        {"whatsapp", {}, "+98 912 000 4500", "https://wa.me/989120004500"},
        {"telegram", {}, "@sarv_home", "https://t.me/sarv_home"},
        {"email", {}, "support@sarv.example", "mailto:support@sarv.example"},
    };
    constexpr int kOpen = 9 * 60;
    constexpr int kClose = 18 * 60;
    constexpr int kThursdayClose = 13 * 60;
    for (const int weekday : {5, 6, 0, 1, 2}) config.hours.push_back({static_cast<std::uint8_t>(weekday), kOpen, kClose});   // Saturday to Wednesday
    config.hours.push_back({3, kOpen, kThursdayClose});
    config.help_url = "https://sarv.example/help";
    return config;
}

}   // namespace pasokh::desktop
