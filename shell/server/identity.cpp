#include "shell/server/identity.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/base/base64url.h"
#include "core/wire/reader.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kFewestKeyBytes = 32;
constexpr std::int64_t kLatest_s = std::int64_t{1} << 40;   ///< far beyond any clock; sums with it cannot overflow

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_hs256(std::string_view json) {
    auto document = wire::Document::parse(json);
    if (!document) return false;
    const wire::Reader root = document->root();
    return root.is_object() && root.at("alg").is_text() && root.at("alg").text() == "HS256" && !root.at("crit").is_present();
}

}   // namespace

Result<std::optional<Secret>> read_identity_secret(const std::string& file) {
    const char* variable = std::getenv(kIdentityVariable);
    if (file.empty() && variable == nullptr) return std::optional<Secret>{};
    if (!file.empty() && variable != nullptr)
        return fail(ErrorCode::invalid_argument, std::string(kIdentityVariable) + " and identity_secret_file are two sources of one secret; give one");
    const std::string name = file.empty() ? std::string(kIdentityVariable) : file;
    std::string text;
    if (file.empty()) text = variable;
    else {
        std::ifstream in(file, std::ios::binary);
        if (!in) return fail(ErrorCode::not_found, file + ": identity_secret_file cannot be read");
        text.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    const std::string_view key = trimmed(text);
    if (key.size() < kFewestKeyBytes)
        return fail(ErrorCode::invalid_argument, name + ": the identity secret is shorter than 32 characters; make one with: openssl rand -hex 32");
    return std::optional(Secret::of_text(key));
}

IdentityReading Identity::read(std::string_view jwt, TimestampMs now) const {
    const std::size_t first = jwt.find('.'), second = first == std::string_view::npos ? first : jwt.find('.', first + 1);
    if (!key_ || jwt.size() > kMaxTokenBytes || second == std::string_view::npos) return {};
    if (!same_bytes(encode_base64url(key_->digest(jwt.substr(0, second))), jwt.substr(second + 1))) return {};
    const auto header = decode_base64url(jwt.substr(0, first)), claims = decode_base64url(jwt.substr(first + 1, second - first - 1));
    if (!header || !claims || !is_hs256(*header)) return {};
    return read_claims(*claims, now);
}

IdentityReading Identity::read_claims(std::string_view json, TimestampMs now) const {
    auto document = wire::Document::parse(json);
    if (!document) return {};
    const wire::Reader root = document->root();
    std::string customer_ref = root.at("sub").text({.min = 1, .max = kMaxCustomerRefBytes});
    const std::string audience = root.at("aud").text();
    const TimestampMs issued = root.at("iat").integer(0, kLatest_s) * kSecondMs, end = root.at("exp").integer(0, kLatest_s) * kSecondMs;
    const TimestampMs begin = root.at("nbf").optional_integer(0, kLatest_s).value_or(0) * kSecondMs;
    if (!document->faults().empty() || audience != shop_) return {};
    if (issued > now + kClockSkewMs || begin > now + kClockSkewMs || end <= issued || end - issued > kLongestLifeMs) return {};
    if (now >= end) return {.verdict = Verdict::expired, .customer_ref = {}};
    return {.verdict = Verdict::good, .customer_ref = std::move(customer_ref)};
}

}   // namespace pasokh::server
