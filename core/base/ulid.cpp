#include "core/base/ulid.h"

#include "core/base/verify.h"

namespace pasokh {

namespace {
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}

std::string make_ulid(TimestampMs at, const std::array<std::uint8_t, 10>& random) {
    VERIFY(at >= 0 && at < (TimestampMs{1} << 48));
    std::string id(kUlidLength, '0');
    auto time = static_cast<std::uint64_t>(at);
    for (int i = 9; i >= 0; --i, time >>= 5) id[static_cast<std::size_t>(i)] = kCrockford[time & 31];
    // 80 bits are exactly 16 letters of 5 bits.
    std::uint32_t buffer = 0;
    int bits = 0;
    std::size_t out = 10;
    for (std::uint8_t byte : random) {
        buffer = (buffer << 8) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            id[out++] = kCrockford[(buffer >> bits) & 31];
        }
    }
    return id;
}

bool is_ulid(std::string_view text) {
    if (text.size() != kUlidLength || text[0] > '7') return false;
    for (char letter : text)
        if (kCrockford.find(letter) == std::string_view::npos) return false;
    return true;
}

}   // namespace pasokh
