// Any bytes as the server's configuration file: it is read, or refused in one sentence that names the file. What was read can be
// given to the page.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/verify.h"
#include "core/text/utf8.h"
#include "shell/server/settings.h"

using namespace pasokh;
using namespace pasokh::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 16 * 1024) return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const auto settings = read_settings(text, "/etc/shop.json");
    if (!settings) {
        VERIFY(settings.error().message.starts_with("/etc/shop.json: "));
        return 0;
    }
    VERIFY(settings->http.threads >= 1 && settings->http.max_connections >= 1 && !settings->shop.shop.empty());
    const std::string sent = wire::encode(settings->shop);
    VERIFY(!text::find_invalid_utf8(sent));
    const auto received = wire::decode_config(sent);
    VERIFY(received.has_value() && wire::encode(*received) == sent);
    for (const std::string_view raw : {"completed", "wc-custom", ""}) VERIFY(!text::find_invalid_utf8(settings->intake.statuses.label_of(raw, "fa")));
    for (const std::string_view carrier : {"post", "x"}) {
        const std::string link = settings->intake.carriers.link(carrier, "12 34&\"");
        VERIFY(link.empty() || (link.starts_with("https://") && link.find_first_of(" \"") == std::string::npos));
    }
    return 0;
}
