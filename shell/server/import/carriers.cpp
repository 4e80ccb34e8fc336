#include "shell/server/import/carriers.h"

namespace pasokh::server {

namespace {

constexpr std::string_view kPlace = "{number}";

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
        const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
                           letter == '-' || letter == '_' || letter == '.' || letter == '~';
        if (plain) out += letter;
        else out.append("%").append(1, kDigits[static_cast<unsigned char>(letter) >> 4]).append(1, kDigits[static_cast<unsigned char>(letter) & 15]);
    }
    return out;
}

}   // namespace

Carriers::Carriers() {
    set("post", {.name = {{"fa", "پست"}, {"ar", "البريد الإيراني"}, {"en", "Iran Post"}}, .url = {}});
}

std::string Carriers::name(std::string_view id, std::string_view lang) const {
    const auto found = carriers_.find(id);
    return found == carriers_.end() || found->second.name.empty() ? std::string(id) : std::string(wire::in_language(found->second.name, lang));
}

std::string Carriers::link(std::string_view id, std::string_view number) const {
    const auto found = carriers_.find(id);
    if (found == carriers_.end() || found->second.url.empty() || number.empty()) return {};
    std::string url = found->second.url;
    return url.replace(url.find(kPlace), kPlace.size(), percent_encoded(number));
}

Status read_carriers(const wire::Reader& root, Carriers& carriers) {
    const wire::Reader entries = root.at("carriers");
    if (!entries.is_present()) return {};
    for (const std::string& id : entries.names()) {
        const wire::Reader entry = entries.at(id);
        entry.allow_only({"name", "url"});
        Carriers::Carrier carrier{.name = wire::read_local_text(entry.at("name")), .url = entry.at("url").optional_text({.min = 0, .max = 500})};
        const std::size_t place = carrier.url.find(kPlace);
        if (!carrier.url.empty() && (!carrier.url.starts_with("https://") || place == std::string::npos || carrier.url.find(kPlace, place + 1) != std::string::npos))
            return fail(ErrorCode::invalid_argument, entry.pointer() + "/url: write an https address with {number} in it once, for example https://carrier.example/?id={number}");
        carriers.set(id, std::move(carrier));
    }
    return {};
}

}   // namespace pasokh::server
