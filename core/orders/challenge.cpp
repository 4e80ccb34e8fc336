#include "core/orders/challenge.h"

#include <bit>

#include "core/base/json_text.h"
#include "core/base/sha256.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::orders {

namespace {

constexpr std::size_t kMaxSaltBytes = 64, kMaxSignatureBytes = 128;

int leading_zero_bits(const std::array<std::uint8_t, 32>& digest) {
    int bits = 0;
    for (const std::uint8_t byte : digest) {
        bits += std::countl_zero(byte);
        if (byte != 0) break;
    }
    return bits;
}

void write_members(wire::Writer& out, const Challenge& challenge) {
    out.member("salt", challenge.salt).member("bits", challenge.bits);
    out.key("expires_at").instant(challenge.expires_at);
    out.member("signature", challenge.signature);
}

Challenge read_members(const wire::Reader& reader) {
    return {.salt = reader.at("salt").token(kMaxSaltBytes), .bits = static_cast<int>(reader.at("bits").integer(1, 255)),
            .expires_at = reader.at("expires_at").instant(), .signature = reader.at("signature").token(kMaxSignatureBytes)};
}

}   // namespace

bool solves(const Challenge& challenge, std::int64_t number) {
    std::string text = challenge.salt + ':';
    append_json_integer(text, number);
    return leading_zero_bits(sha256(text)) >= challenge.bits;
}

std::optional<std::int64_t> search_solution(const Challenge& challenge, std::int64_t begin, int tries) {
    for (std::int64_t number = begin; number < begin + tries; ++number)
        if (solves(challenge, number)) return number;
    return std::nullopt;
}

std::string encode(const Challenge& challenge) {
    wire::Writer out;
    out.begin_object();
    write_members(out, challenge);
    out.end_object();
    return out.take();
}

Result<Challenge> decode_challenge(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    Challenge challenge = read_members(document.root());
    TRY(document.status());
    return challenge;
}

void write_solved(wire::Writer& out, const SolvedChallenge& solved) {
    out.begin_object();
    write_members(out, solved.challenge);
    out.member("number", solved.number).end_object();
}

std::string with_pow(std::string_view object, const SolvedChallenge& solved) {
    wire::Writer out;
    write_solved(out, solved);
    std::string text(object.substr(0, object.rfind('}')));
    return text.append(text.ends_with('{') ? R"("pow":)" : R"(,"pow":)").append(out.take()).append("}");
}

SolvedChallenge read_solved(const wire::Reader& reader) {
    reader.allow_only({"salt", "bits", "expires_at", "signature", "number"});
    return {.challenge = read_members(reader), .number = reader.at("number").integer(0, kMaxSolution)};
}

}   // namespace pasokh::orders
