#include "shell/server/postgres/address.h"

namespace pasokh::server {

namespace {

constexpr std::string_view kParameter = "password=";

struct Part {
    std::size_t begin = 0, length = 0;
};

/// "user:HERE@host": what is between the first colon and the last @ before the path.
Part password_of_user(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    const std::size_t begin = scheme + 3;
    const std::string_view authority = address.substr(begin, address.find_first_of("/?", begin) - begin);
    const std::size_t at = authority.rfind('@');
    const std::size_t colon = authority.substr(0, at).find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos) return {};
    return {begin + colon + 1, at - colon - 1};
}

Part password_parameter(std::string_view address) {
    for (std::size_t at = address.find('?'); at != std::string_view::npos; at = address.find('&', at + 1)) {
        if (!address.substr(at + 1).starts_with(kParameter)) continue;
        const std::size_t begin = at + 1 + kParameter.size();
        return {begin, std::min(address.find('&', begin), address.size()) - begin};
    }
    return {};
}

}   // namespace

bool is_postgres(std::string_view db) { return db.starts_with("postgresql://") || db.starts_with("postgres://"); }

bool has_password(std::string_view address) { return password_of_user(address).length > 0 || password_parameter(address).length > 0; }

std::string without_password(std::string_view address) {
    std::string shown(address);
    for (const auto find : {password_parameter, password_of_user})
        if (const Part part = find(shown); part.length > 0) shown.replace(part.begin, part.length, "***");
    return shown;
}

}   // namespace pasokh::server
