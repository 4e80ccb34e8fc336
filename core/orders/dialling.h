#pragma once
// How the telephone numbers of a country are written at home and abroad.
//
// Abroad a number is the calling code and the national significant number; at home it is that number, in most countries behind a
// trunk prefix ("0"). What does not fit a country's plan is none of its numbers: nothing is guessed into another country.
// Source: the national numbering plans that ITU-T publishes under Recommendation E.164; fixed and mobile lines, no services.
//
// Use:
//   std::optional<Country> country = Country::find("SA");
//   country->significant("0501234567");         // "501234567", abroad +966501234567
//   without_trunk_prefix("9660501234567");      // "966501234567"
//
// Ownership: plain values. Errors: nothing. Threads: any.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pasokh::orders {

/// One of the countries whose plan is known, or `other`.
class Country {
public:
    /// By the two capital letters of ISO 3166-1; "ZZ" is `other`.
    static std::optional<Country> find(std::string_view code);
    /// Where a shop is that does not say.
    static Country iran();
    /// None of them: every number needs its calling code.
    static Country other();

    std::string_view code() const;
    /// "98"; empty for `other`.
    std::string_view calling_code() const;
    /// What stands before a number that is written at home: "0" or nothing. A trunk prefix of 1 or 8 is dialled, not written.
    std::string_view written_prefix() const;
    /// The national significant number of digits that were typed at home: behind the trunk prefix, behind the calling code without "+",
    /// or bare where people write it so. The text is part of `typed`.
    std::optional<std::string_view> significant(std::string_view typed) const;

    bool operator==(const Country&) const = default;

private:
    explicit constexpr Country(std::uint8_t place) : place_(place) {}
    std::uint8_t place_;               ///< in the table
};

/// `other` for a code that is not known: of a shop whose server is newer than the page.
Country country_of(std::string_view code);
/// "IR, AF, ...", for messages.
std::string country_codes();

/// Calling code and number as digits, the trunk prefix taken out that was left between them ("+98 0912 ...").
std::string without_trunk_prefix(std::string number);

}   // namespace pasokh::orders
