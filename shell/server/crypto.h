#pragma once
// What the server needs of cryptography: digests, keyed digests of contacts, and the secret that keys them.
//
// A contact (phone, e-mail) is stored only as HMAC-SHA256 under a secret that lives outside of the database, so a
// stolen database is no contact list. Losing the secret makes stored orders impossible to look up: back it up.
//
// Use:
//   TRY_ASSIGN(Secret secret, Secret::open_or_create("shop.db.secret"));
//   std::string mac = secret.contact_mac("demo", contact);
//
// Errors: io, corrupt. Threads: values, read-only.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/orders/contact.h"
#include "shell/server/siphash.h"

namespace pasokh::server {

/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// Sixteen bytes that nobody can foresee.
std::array<std::uint8_t, 16> random_bytes();

/// Compares in a time that depends on the lengths only.
bool same_bytes(std::string_view a, std::string_view b);

using Digest = std::array<std::uint8_t, 32>;

class Secret {
public:
    /// Reads 64 hex digits from `path`; a file that does not exist is made with fresh random bytes and mode 0600.
    static Result<Secret> open_or_create(const std::string& path);

    /// A fixed key, for looking a file over without storing anything.
    static Secret for_checking() { return Secret(Digest{}); }
    /// The key that a shop shares with us; at least 32 bytes.
    static Secret of_text(std::string_view text);

    /// 64 hex digits. The shop is part of the key: the same phone differs from shop to shop.
    std::string contact_mac(std::string_view shop, const orders::Contact& contact) const;
    /// A secret of its own for one purpose: what is made for one never holds for another.
    Secret derived(std::string_view purpose) const;
    /// HMAC-SHA256.
    Digest digest(std::string_view message) const;
    /// A key for tables in memory, of a value that shall not be in them: SipHash under a key of its own.
    std::uint64_t key_of(std::string_view kind, std::string_view value) const;
    /// 32 bytes that are as secret as this one and tell nothing about it: HKDF-Expand (RFC 5869 section 2.3), one block. Each use
    /// has a purpose of its own, of one line.
    std::string derived_key(std::string_view purpose) const;
    /// A value that tells whether a database belongs to this secret, and nothing else about it.
    std::string fingerprint() const;

private:
    explicit Secret(std::span<const std::uint8_t> key);
    std::string mac(std::string_view message) const;

    class Keyed;                       ///< HMAC-SHA256 with the key already taken in
    std::shared_ptr<const Keyed> keyed_;
    SipKey table_key_{};
};

}   // namespace pasokh::server
