#include "core/orders/contact.h"

#include "core/text/digits.h"
#include "core/text/fit.h"

namespace pasokh::orders {

namespace {

constexpr std::string_view kDots = "•••";
constexpr std::size_t kLeastBareInternational = 11;   ///< fewer digits without "+" may be of any country

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string plain(std::string_view text) {
    return text::with_plain_spaces(text::without_invisible(text::fold_digits(text)));
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// The digits of a typed phone with a leading "+" kept; nothing when another letter is among them.
std::optional<std::string> phone_digits(std::string_view text) {
    std::string digits;
    for (char letter : text) {
        if (is_digit(letter)) digits += letter;
        else if (letter == '+' && digits.empty()) digits += letter;
        else if (std::string_view(" -().\t/").find(letter) == std::string_view::npos) return std::nullopt;
    }
    return digits;
}

}   // namespace

std::optional<std::string> parse_phone(std::string_view text, Country home) {
    const auto typed = phone_digits(trimmed(plain(text)));
    if (!typed) return std::nullopt;
    std::string_view digits = *typed;
    std::string number;   // with calling code, without "+"
    if (digits.starts_with('+')) number = digits.substr(1);
    else if (digits.starts_with("00")) number = digits.substr(2);
    else if (const auto own = home.significant(digits)) number.append(home.calling_code()).append(*own);
    else if (!digits.starts_with('0') && digits.size() >= kLeastBareInternational) number = digits;
    number = without_trunk_prefix(std::move(number));
    if (number.size() < 8 || number.size() > 15 || number.front() == '0') return std::nullopt;
    return '+' + number;
}

std::optional<std::string> parse_email(std::string_view text) {
    const std::string typed = plain(text);
    std::string email(trimmed(typed));
    if (email.size() > kMaxContactBytes) return std::nullopt;   // a Persian digit has two bytes until here
    for (char& letter : email) {
        if (static_cast<unsigned char>(letter) <= ' ') return std::nullopt;
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    if (!text::is_fit_line(email)) return std::nullopt;
    const std::size_t at = email.find('@');
    if (at == std::string::npos || at == 0 || email.find('@', at + 1) != std::string::npos) return std::nullopt;
    const std::string_view host = std::string_view(email).substr(at + 1);
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == host.size() || host.find("..") != std::string_view::npos) return std::nullopt;
    return email;
}

std::optional<Contact> parse_contact(std::string_view text, Country home) {
    const bool email = text.find('@') != std::string_view::npos;
    auto value = email ? parse_email(text) : parse_phone(text, home);
    if (!value) return std::nullopt;
    return Contact{email ? Contact::Kind::email : Contact::Kind::phone, std::move(*value)};
}

std::string normalise_order_number(std::string_view text) {
    std::string number;
    const std::string typed = plain(text);
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char letter = typed[i];
        if (std::string_view("# \t\r\n-_").find(letter) != std::string_view::npos) continue;
        // U+2010 to U+2015 and U+2212: the dashes that word processors put for "-".
        if (typed.compare(i, 2, "\xE2\x80") == 0 && i + 2 < typed.size() && typed[i + 2] >= '\x90' && typed[i + 2] <= '\x95') { i += 2; continue; }
        if (typed.compare(i, 3, "\xE2\x88\x92") == 0) { i += 2; continue; }
        number += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return number;
}

bool is_order_number(std::string_view text) {
    const std::string number = normalise_order_number(text);
    return !number.empty() && text::is_fit_line(number);
}

std::string mask_contact(const Contact& contact, Country home) {
    const std::string_view value = contact.value;
    if (contact.kind == Contact::Kind::email) {
        const std::size_t at = value.find('@');
        const std::size_t dot = value.rfind('.');
        if (at == std::string_view::npos || dot == std::string_view::npos || dot < at) return std::string(kDots);
        const auto first_letter = [](std::string_view part) {   // a whole UTF-8 letter
            std::size_t length = 1;
            while (length < part.size() && (static_cast<unsigned char>(part[length]) & 0xC0u) == 0x80u) ++length;
            return std::string(part.substr(0, length));
        };
        return first_letter(value) + std::string(kDots) + '@' + first_letter(value.substr(at + 1)) + std::string(kDots) + std::string(value.substr(dot));
    }
    if (value.size() < 8) return std::string(kDots);
    const std::string_view code = home.calling_code();
    const bool at_home = !code.empty() && value.substr(1).starts_with(code);
    const std::string front = at_home ? std::string(home.written_prefix()) + value[1 + code.size()] : std::string(value.substr(0, 3));
    return front + std::string(kDots) + ' ' + std::string(kDots) + std::string(value.substr(value.size() - 2));
}

}   // namespace pasokh::orders
