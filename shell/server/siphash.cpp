#include "shell/server/siphash.h"

#include <bit>
#include <cstring>

namespace pasokh::server {

namespace {

struct State {
    std::uint64_t a, b, c, d;

    void round() {
        a += b; b = std::rotl(b, 13) ^ a; a = std::rotl(a, 32);
        c += d; d = std::rotl(d, 16) ^ c;
        a += d; d = std::rotl(d, 21) ^ a;
        c += b; b = std::rotl(b, 17) ^ c; c = std::rotl(c, 32);
    }
    void take(std::uint64_t word) {
        d ^= word;
        round();
        round();
        a ^= word;
    }
};

/// The first `count` bytes, little-endian as every machine that Pasokh runs on.
std::uint64_t word_at(const char* bytes, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, count);
    return word;
}

}   // namespace

std::uint64_t siphash(const SipKey& key, std::string_view message) {
    State state{key[0] ^ 0x736F6D6570736575, key[1] ^ 0x646F72616E646F6D, key[0] ^ 0x6C7967656E657261, key[1] ^ 0x7465646279746573};
    const std::size_t whole = message.size() / 8 * 8;
    for (std::size_t at = 0; at < whole; at += 8) state.take(word_at(message.data() + at, 8));
    state.take(static_cast<std::uint64_t>(message.size()) << 56 | word_at(message.data() + whole, message.size() - whole));
    state.c ^= 0xFF;
    for (int i = 0; i < 4; ++i) state.round();
    return state.a ^ state.b ^ state.c ^ state.d;
}

}   // namespace pasokh::server
