#pragma once
// Which customer a request comes from, for the limits: the peer of the socket, or, behind proxies that the shop has named,
// the address that the outermost of them saw.
//
// X-Forwarded-For is a list that each hop appends to; anybody can write its beginning. So it is read from the right, only
// when the peer is a named proxy, and only as far as the hops are named proxies too.
//
// Use:
//   TrustedProxies proxies;
//   TRY(proxies.add("10.0.0.0/8"));
//   std::string client = proxies.client_of("10.0.0.7", "6.6.6.6, 203.0.113.9");   // 203.0.113.9
//
// Errors: invalid_argument. Threads: built by one, then read-only.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pasokh::server {

class TrustedProxies {
public:
    /// An address or a network: "127.0.0.1", "10.0.0.0/8", "fd00::/8".
    Status add(std::string_view network);
    /// An IPv4 address, or the /64 that one IPv6 customer owns. `peer` itself when it is no address.
    std::string client_of(std::string_view peer, std::string_view forwarded_for) const;
    /// Whose connection this is, as far as the socket tells. Empty for a named proxy and for this machine: one peer brings many
    /// customers then, and which one it is stands in a header that has not come yet.
    std::string holder_of(std::string_view peer) const;

private:
    using Address = std::array<std::uint8_t, 16>;   ///< IPv4 as ::ffff:a.b.c.d
    struct Network {
        Address address{};
        int bits = 128;
    };
    static std::optional<Address> parse(std::string_view text);
    static std::string name_of(const Address& address);
    bool holds(const Address& address) const;

    std::vector<Network> networks_;
};

}   // namespace pasokh::server
