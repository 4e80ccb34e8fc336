// Any bytes as a token or a JWT: nothing is opened that was not signed, and what was signed is read by the rules.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/verify.h"
#include "shell/server/base64url.h"
#include "shell/server/identity.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kNow = 1795300000000;
constexpr std::string_view kKey = "a key of thirty-two characters..";
const std::string kInput = encode_base64url(R"({"alg":"HS256"})") + '.';

/// As a stranger sends it.
void try_unsigned(const std::string& text) {
    const Tokens tokens(Secret::of_text(kKey), "demo");
    for (const TokenKind kind : {TokenKind::view, TokenKind::link}) VERIFY(tokens.read(kind, text, kNow).verdict == Verdict::refused);
    VERIFY(Identity(Secret::of_text(kKey), "demo").read(text, kNow).verdict == Verdict::refused);
    if (const auto bytes = decode_base64url(text)) VERIFY(encode_base64url(*bytes) == text);
}

/// As a shop sends it that signs whatever it likes.
void try_signed(const std::string& header_and_claims) {
    const std::size_t line = header_and_claims.find('\n');
    const std::string claims = line == std::string::npos ? header_and_claims : header_and_claims.substr(line + 1);
    const std::string input = (line == std::string::npos ? kInput : encode_base64url(header_and_claims.substr(0, line)) + '.') + encode_base64url(claims);
    const std::string jwt = input + '.' + encode_base64url(Secret::of_text(kKey).digest(input));
    const IdentityReading reading = Identity(Secret::of_text(kKey), "demo").read(jwt, kNow);
    VERIFY((reading.verdict == Verdict::good) == !reading.customer_ref.empty());
    VERIFY(reading.customer_ref.size() <= kMaxCustomerRefBytes);
    if (reading.verdict == Verdict::good) VERIFY(claims.find("demo") != std::string::npos || claims.find('\\') != std::string::npos);
}

void try_order(const std::string& order_id) {
    if (order_id.empty()) return;
    const Tokens tokens(Secret::of_text(kKey), "demo");
    const Token token = tokens.make(TokenKind::link, order_id, kNow);
    const TokenReading reading = tokens.read(TokenKind::link, token.text, kNow);
    VERIFY(token.text.size() > kMaxTokenBytes ? reading.verdict == Verdict::refused : reading.order_id == order_id);
    VERIFY(tokens.read(TokenKind::view, token.text, kNow).verdict == Verdict::refused);
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 || size > 8 * 1024) return 0;
    const std::string text(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    switch (data[0] % 3) {
        case 0: try_unsigned(text); break;
        case 1: try_signed(text); break;
        case 2: try_order(text); break;
    }
    return 0;
}
