// Any bytes as a token or a JWT: nothing is opened that was not signed, and what was signed is read by the rules. The first byte chooses
// whether they are sent as they are, signed first (claims, order ids, payloads), or change letters of a good one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/verify.h"
#include "core/base/base64url.h"
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

/// As we sign them, whatever the payload: "kind end.random.order".
void try_payload(const std::string& payload) {
    const Tokens tokens(Secret::of_text(kKey), "demo");
    const std::string signature = encode_base64url(Secret::of_text(kKey).derived("order tokens").digest("demo\n" + payload));
    const std::string text = encode_base64url(payload) + '.' + signature;
    for (const TokenKind kind : {TokenKind::view, TokenKind::link}) {
        const TokenReading reading = tokens.read(kind, text, kNow);
        VERIFY((reading.verdict == Verdict::good) == !reading.order_id.empty());
        if (reading.verdict != Verdict::refused) VERIFY(payload.starts_with(static_cast<char>(kind)) && payload.ends_with(reading.order_id));
        VERIFY(Tokens(Secret::of_text(kKey), "other").read(kind, text, kNow).verdict == Verdict::refused);
    }
}

/// A good token with letters changed, as the bytes say: place, what it becomes, place, ... Only the untouched one opens.
void try_changed(const std::string& changes) {
    const std::string claims = R"({"aud":"demo","sub":"42","iat":1795300000,"exp":1795300060})";
    const std::string input = kInput + encode_base64url(claims);
    const std::string jwt = input + '.' + encode_base64url(Secret::of_text(kKey).digest(input));
    const Tokens tokens(Secret::of_text(kKey), "demo");
    const std::string link = tokens.make(TokenKind::link, "file:SRV10245", kNow).text;
    for (const std::string* good : {&jwt, &link}) {
        std::string text = *good;
        for (std::size_t i = 0; i + 1 < changes.size(); i += 2) {
            const auto place = static_cast<unsigned char>(changes[i]);
            if (place == 255) text.resize(text.size() - std::min<std::size_t>(text.size(), static_cast<unsigned char>(changes[i + 1]) % 4));
            else if (place < text.size()) text[place] = changes[i + 1];
        }
        const Verdict verdict = good == &jwt ? Identity(Secret::of_text(kKey), "demo").read(text, kNow).verdict : tokens.read(TokenKind::link, text, kNow).verdict;
        VERIFY((verdict == Verdict::good) == (text == *good) && verdict != Verdict::expired);
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 || size > 8 * 1024) return 0;
    const std::string text(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    switch (data[0] % 5) {
        case 0: try_unsigned(text); break;
        case 1: try_signed(text); break;
        case 2: try_order(text); break;
        case 3: try_payload(text); break;
        case 4: try_changed(text); break;
    }
    return 0;
}
