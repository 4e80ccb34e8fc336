#pragma once
// Work that a page does when a shop's lookups are being guessed at or its forms are being filled in by programs: cheap for one
// customer, dear for a thousand guesses.
//
//   POST /v1/challenge {}  ->  {"salt":"...","bits":16,"expires_at":"2026-11-22T10:05:00Z","signature":"..."}
//   the lookup, or the form, then carries "pow": the same four and "number", such that SHA-256 of "<salt>:<number>" begins with `bits`
//   zero bits. A challenge is good for one of them.
//
// Use:
//   page:    TRY_ASSIGN(Challenge challenge, decode_challenge(body));
//            std::optional<std::uint64_t> number = search_solution(challenge, 0, 4000);   // a slice of the work
//   server:  if (solves(challenge, number)) ...
//
// Cost: 2^bits digests on average. Errors: parse_error, invalid_argument. Threads: none.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace pasokh::wire {
class Reader;
class Writer;
}

namespace pasokh::orders {

inline constexpr std::string_view kChallengePath = "/v1/challenge";
/// More would freeze a phone for minutes: a page does not begin.
inline constexpr int kMaxChallengeBits = 22;
/// Numbers that every JSON reader holds exactly.
inline constexpr std::int64_t kMaxSolution = (std::int64_t{1} << 53) - 1;

struct Challenge {
    std::string salt;
    int bits = 0;
    TimestampMs expires_at = 0;        ///< by the server's clock; a page need not look
    std::string signature;
};

struct SolvedChallenge {
    Challenge challenge;
    std::int64_t number = 0;
};

bool solves(const Challenge& challenge, std::int64_t number);
/// The first solution among `tries` numbers from `begin`.
std::optional<std::int64_t> search_solution(const Challenge& challenge, std::int64_t begin, int tries);

std::string encode(const Challenge& challenge);
Result<Challenge> decode_challenge(std::string_view text);

void write_solved(wire::Writer& out, const SolvedChallenge& solved);
/// A JSON object, as text, with "pow" added.
std::string with_pow(std::string_view object, const SolvedChallenge& solved);
/// Strict; faults are noted.
SolvedChallenge read_solved(const wire::Reader& reader);

}   // namespace pasokh::orders
