#pragma once
// Stamps: when a page came to the shop, in words that only this shop can write. The page gets one with GET /v1/config and sends it
// along with every form, so that the server knows how long somebody took to fill it in. Nothing is kept.
//
//   <milliseconds>.<16 random letters>.<signature>
//
// Use:
//   FormStamps stamps(secret, "demo");
//   std::string stamp = stamps.make(now);
//   std::optional<TimestampMs> made_at = stamps.read(stamp, now);   // nothing: not ours, or too old
//
// Threads: any.

#include <optional>
#include <string>

#include "core/base/time.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

class FormStamps {
public:
    /// Longer than a page stays open and its outbox waits.
    static constexpr TimestampMs kLifeMs = 7 * kDayMs;

    FormStamps(const Secret& secret, std::string shop) : secret_(secret.derived("form stamps")), shop_(std::move(shop)) {}

    std::string make(TimestampMs now) const;
    std::optional<TimestampMs> read(std::string_view stamp, TimestampMs now) const;

private:
    std::string sign(std::string_view payload) const;

    const Secret secret_;
    const std::string shop_;
};

}   // namespace pasokh::server
