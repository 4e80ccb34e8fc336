#pragma once
// What the command line of pasokh-desktop asks for. See `pasokh-desktop --help`.

#include <optional>
#include <string>

#include "core/session/state.h"

namespace pasokh::desktop {

struct Options {
    std::string content;               ///< folder, packed in memory and watched
    std::string pack;                  ///< file
    std::string lang = "fa";
    session::ThemeMode theme = session::ThemeMode::light;
    session::View view = session::View::home;
    std::string view_argument;         ///< article or category id; for order_status "NUMBER/CONTACT", for request_thread "CODE/CONTACT"
    std::string query;
    std::string server;
    std::string identity;              ///< a JWT of the shop: the window of a signed-in customer
    int width = 400, height = 680;     ///< layout pixels
    float scale = 0;                   ///< device pixels for a layout pixel; 0: what the display says
    std::string screenshot;            ///< PNG to write instead of staying open
    std::string fonts;                 ///< folder
};

}   // namespace pasokh::desktop
