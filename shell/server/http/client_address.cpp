#include "shell/server/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace pasokh::server {

namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int kMappedBits = 96;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Some proxies write the port too: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::string_view without_port(std::string_view hop) {
    if (hop.starts_with('[')) return hop.substr(1, hop.find(']') - 1);
    const std::size_t colon = hop.find(':');
    return colon != std::string_view::npos && hop.find(':', colon + 1) == std::string_view::npos ? hop.substr(0, colon) : hop;
}

bool is_mapped(const std::array<std::uint8_t, 16>& address) { return std::equal(kMapped.begin(), kMapped.end(), address.begin()); }

}   // namespace

std::optional<TrustedProxies::Address> TrustedProxies::parse(std::string_view text) {
    const std::string terminated(text);
    Address address{};
    if (::inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
    std::copy(kMapped.begin(), kMapped.end(), address.begin());
    if (::inet_pton(AF_INET, terminated.c_str(), address.data() + kMapped.size()) == 1) return address;
    return std::nullopt;
}

std::string TrustedProxies::name_of(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_mapped(address)) return ::inet_ntop(AF_INET, address.data() + kMapped.size(), text.data(), text.size());
    Address network = address;
    std::fill(network.begin() + 8, network.end(), std::uint8_t{0});
    return ::inet_ntop(AF_INET6, network.data(), text.data(), text.size());
}

Status TrustedProxies::add(std::string_view network) {
    const std::size_t slash = network.find('/');
    const auto address = parse(network.substr(0, slash));
    const Error wrong = fail(ErrorCode::invalid_argument, "trusted_proxies: \"" + std::string(network) + "\" is no address or network; write for example 127.0.0.1 or 10.0.0.0/8");
    if (!address) return wrong;
    int bits = 128;
    if (slash != std::string_view::npos) {
        const std::string_view digits = network.substr(slash + 1);
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (problem != std::errc{} || end != digits.data() + digits.size() || bits < 0 || bits > (is_mapped(*address) ? 32 : 128)) return wrong;
        if (is_mapped(*address)) bits += kMappedBits;
    }
    networks_.push_back({*address, bits});
    return {};
}

bool TrustedProxies::holds(const Address& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&address](const Network& network) {
        for (int bit = 0; bit < network.bits; bit += 8) {
            const auto at = static_cast<std::size_t>(bit / 8);
            const int rest = std::min(8, network.bits - bit);
            const auto mask = static_cast<std::uint8_t>(0xFF00 >> rest);
            if (((address[at] ^ network.address[at]) & mask) != 0) return false;
        }
        return true;
    });
}

std::string TrustedProxies::client_of(std::string_view peer, std::string_view forwarded_for) const {
    auto client = parse(peer);
    if (!client) return std::string(peer);
    while (holds(*client) && !forwarded_for.empty()) {
        const std::size_t comma = forwarded_for.rfind(',');
        const auto hop = parse(without_port(trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1))));
        if (!hop) break;   // what stands left of it is nobody's word
        client = hop;
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
    }
    return name_of(*client);
}

std::string TrustedProxies::holder_of(std::string_view peer) const {
    const auto address = parse(peer);
    if (!address || holds(*address) || *address == parse("127.0.0.1") || *address == parse("::1")) return {};
    return name_of(*address);
}

}   // namespace pasokh::server
