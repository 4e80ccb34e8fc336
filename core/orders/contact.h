#pragma once
// What a guest proves an order with: its number and the full phone or e-mail, in one canonical spelling.
//
// The page and the server use the same rules, so that in an Iranian shop ۰۹۱۲ ۰۰۰ ۰۰۴۵, 0912-000-0045 and +989120000045 are one phone.
//
// Use:
//   std::optional<Contact> contact = parse_contact("۰۹۱۲ ۰۰۰ ۰۰۴۵", Country::iran());   // phone +989120000045
//   std::string key = normalise_order_number("#srv ۱۰۲۴۵");            // "SRV10245"
//
// Errors: nothing for text that is neither. Threads: none.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/orders/dialling.h"

namespace pasokh::orders {

struct Contact {
    enum class Kind : std::uint8_t { email, phone };
    Kind kind = Kind::phone;
    std::string value;                 ///< e-mail in lower case, or phone in E.164
    bool operator==(const Contact&) const = default;
};

inline constexpr std::size_t kMaxContactBytes = 254;       ///< RFC 5321 path, less its brackets
inline constexpr std::size_t kMaxOrderNumberBytes = 64;

/// E-mail when there is an "@", else a phone.
std::optional<Contact> parse_contact(std::string_view text, Country home);

/// E.164: "+" and 8 to 15 digits. What is written as at home (dialling.h) gets the calling code; all others need "+" or "00", or 11 digits
/// and more that begin with their calling code.
std::optional<std::string> parse_phone(std::string_view text, Country home);

/// Trimmed, ASCII letters in lower case; one "@" with a name before it and a dotted host after it.
std::optional<std::string> parse_email(std::string_view text);

/// Digits folded, letters upper-case, without "#", spaces, dashes and invisible letters. May be empty.
std::string normalise_order_number(std::string_view text);
/// Something is left then, and no letter of it could repaint a screen (core/text/fit.h).
bool is_order_number(std::string_view text);

/// "09••• •••45" for a phone at home, "+97••• •••67" or "a•••@d•••.ir": recognisable for its owner, useless to others.
std::string mask_contact(const Contact& contact, Country home);

}   // namespace pasokh::orders
