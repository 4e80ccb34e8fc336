#include "shell/server/token.h"

#include <doctest/doctest.h>

#include "core/base/base64url.h"
#include "shell/server/identity.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kNow = 1795300000000;
constexpr std::int64_t kNow_s = kNow / kSecondMs;
constexpr std::string_view kKey = "a key of thirty-two characters..";
const std::string kHeader = R"({"alg":"HS256","typ":"JWT"})";

std::string claims(std::int64_t issued_s, std::int64_t end_s, const std::string& audience = "demo", const std::string& more = "") {
    return R"({"aud":")" + audience + R"(","sub":"42","iat":)" + std::to_string(issued_s) + R"(,"exp":)" + std::to_string(end_s) + more + '}';
}

std::string sign(const std::string& header, const std::string& payload, std::string_view key = kKey) {
    const std::string input = encode_base64url(header) + '.' + encode_base64url(payload);
    return input + '.' + encode_base64url(Secret::of_text(key).digest(input));
}

Verdict verdict_of(const std::string& jwt) { return Identity(Secret::of_text(kKey), "demo").read(jwt, kNow).verdict; }

}   // namespace

TEST_CASE("base64url is that of RFC 4648, without padding") {
    CHECK(encode_base64url("") == "");
    CHECK(encode_base64url("f") == "Zg");
    CHECK(encode_base64url("fo") == "Zm8");
    CHECK(encode_base64url("foo") == "Zm9v");
    CHECK(encode_base64url("foobar") == "Zm9vYmFy");
    CHECK(encode_base64url("\xFB\xFF") == "-_8");
    for (const std::string_view text : {"", "f", "fo", "foo", "foob", "\xFB\xFF\0x"}) CHECK(decode_base64url(encode_base64url(text)) == text);
}

TEST_CASE("bytes have one spelling") {
    for (const std::string_view wrong : {"Z", "Zh", "Zm9", "Zg==", "Zm 9v", "Zm9v\n", "+/8", "Zm9vA"}) CHECK_FALSE(decode_base64url(wrong).has_value());
}

TEST_CASE("a token opens its order until it ends") {
    const Tokens tokens(Secret::for_checking(), "demo");
    const Token view = tokens.make(TokenKind::view, "file:SRV10245", kNow);
    CHECK(view.expires_at == kNow + 15 * kMinuteMs);
    CHECK(tokens.read(TokenKind::view, view.text, kNow).order_id == "file:SRV10245");
    CHECK(tokens.read(TokenKind::view, view.text, view.expires_at - 1).verdict == Verdict::good);
    CHECK(tokens.read(TokenKind::view, view.text, view.expires_at).verdict == Verdict::expired);
    CHECK(tokens.make(TokenKind::link, "x", kNow).expires_at == kNow + 30 * kDayMs);
    CHECK(tokens.make(TokenKind::view, "x", kNow).text != tokens.make(TokenKind::view, "x", kNow).text);
}

TEST_CASE("a token is of one kind, one shop and one secret") {
    const Tokens tokens(Secret::for_checking(), "demo");
    const Token view = tokens.make(TokenKind::view, "file:1", kNow), link = tokens.make(TokenKind::link, "file:1", kNow);
    CHECK(tokens.read(TokenKind::link, view.text, kNow).verdict == Verdict::refused);
    CHECK(tokens.read(TokenKind::view, link.text, kNow).verdict == Verdict::refused);
    CHECK(Tokens(Secret::for_checking(), "other").read(TokenKind::view, view.text, kNow).verdict == Verdict::refused);
    CHECK(Tokens(Secret::of_text(kKey), "demo").read(TokenKind::view, view.text, kNow).verdict == Verdict::refused);
}

TEST_CASE("a token with any other letter anywhere opens nothing") {
    const Tokens tokens(Secret::for_checking(), "demo");
    const std::string good = tokens.make(TokenKind::link, "file:SRV10245", kNow).text;
    for (std::size_t i = 0; i < good.size(); ++i)
        for (const char letter : std::string_view("AQgwz09-_.=")) {
            std::string wrong = good;
            wrong[i] = letter;
            if (wrong != good) CHECK(tokens.read(TokenKind::link, wrong, kNow).verdict == Verdict::refused);
        }
    for (std::size_t length = 0; length < good.size(); ++length) CHECK(tokens.read(TokenKind::link, good.substr(0, length), kNow).verdict == Verdict::refused);
    CHECK(tokens.read(TokenKind::link, good + 'A', kNow).verdict == Verdict::refused);
}

TEST_CASE("a customer is whom the shop has signed") {
    const IdentityReading reading = Identity(Secret::of_text(kKey), "demo").read(sign(kHeader, claims(kNow_s, kNow_s + 3600)), kNow);
    CHECK(reading.verdict == Verdict::good);
    CHECK(reading.customer_ref == "42");
    CHECK(verdict_of(sign(kHeader, claims(kNow_s + 59, kNow_s + 600))) == Verdict::good);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s - 600, kNow_s))) == Verdict::expired);
}

TEST_CASE("a JWT follows the rules or is refused") {
    const std::string good = claims(kNow_s, kNow_s + 3600);
    CHECK(verdict_of(sign(R"({"alg":"none"})", good)) == Verdict::refused);
    CHECK(verdict_of(sign(R"({"alg":"RS256"})", good)) == Verdict::refused);
    CHECK(verdict_of(sign(R"({"alg":"HS512"})", good)) == Verdict::refused);
    CHECK(verdict_of(sign(R"({"alg":"hs256"})", good)) == Verdict::refused);
    CHECK(verdict_of(sign(R"({"alg":["HS256"]})", good)) == Verdict::refused);
    CHECK(verdict_of(sign(R"({"alg":"HS256","crit":["b64"]})", good)) == Verdict::refused);
    CHECK(verdict_of(sign("{}", good)) == Verdict::refused);
    CHECK(verdict_of(sign("HS256", good)) == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, good, "another key of thirty-two letters")) == Verdict::refused);
    CHECK(verdict_of(encode_base64url(kHeader) + '.' + encode_base64url(good) + '.') == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s, kNow_s + 3600, "other"))) == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s, kNow_s + 3601))) == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s + 61, kNow_s + 600))) == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s, kNow_s))) == Verdict::refused);
    CHECK(verdict_of(sign(kHeader, claims(kNow_s, kNow_s + 60, "demo", R"(,"nbf":)" + std::to_string(kNow_s + 61)))) == Verdict::refused);
    for (const char* wrong : {"", "{}", "[]", "null", R"({"aud":"demo","sub":"","iat":1795300000,"exp":1795300060})", R"({"aud":"demo","iat":1795300000,"exp":1795300060})",
                              R"({"aud":"demo","sub":42,"iat":1795300000,"exp":1795300060})", R"({"aud":"demo","sub":"42","exp":1795300060})",
                              R"({"aud":"demo","sub":"42","iat":1795300000})", R"({"aud":"demo","sub":"42","iat":"1795300000","exp":1795300060})",
                              R"({"aud":"demo","sub":"42","iat":1795300000,"exp":9223372036854775807})", R"({"aud":["demo"],"sub":"42","iat":1795300000,"exp":1795300060})"})
        CHECK(verdict_of(sign(kHeader, wrong)) == Verdict::refused);
    for (const char* wrong : {"", ".", "..", "a.b", "a.b.c", "...", "eyJhbGciOiJIUzI1NiJ9"}) CHECK(verdict_of(wrong) == Verdict::refused);
}

TEST_CASE("without a key nobody is signed in") {
    CHECK(Identity(std::nullopt, "demo").read(sign(kHeader, claims(kNow_s, kNow_s + 60)), kNow).verdict == Verdict::refused);
}
