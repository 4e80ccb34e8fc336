#include "core/orders/dialling.h"

#include <array>

namespace pasokh::orders {

namespace {

struct Plan {
    char country[3];
    char calling_code[4];
    char trunk;                        ///< dialled before a number at home; 0: nothing is
    char mobile[9];                    ///< first digits of mobile numbers, which behind a trunk "0" alone are written without it too
    std::uint8_t mobile_least, mobile_most;   ///< digits of a significant number
    std::uint8_t least, most;          ///< of all others
};

constexpr std::array kPlans = {
    Plan{"IR", "98", '0', "9", 10, 10, 10, 10},
    Plan{"AF", "93", '0', "7", 9, 9, 9, 9},
    Plan{"TJ", "992", '8', "", 0, 0, 9, 9},
    Plan{"SA", "966", '0', "5", 9, 9, 9, 9},
    Plan{"AE", "971", '0', "5", 9, 9, 8, 8},
    Plan{"EG", "20", '0', "1", 10, 10, 8, 9},
    Plan{"IQ", "964", '0', "7", 10, 10, 8, 9},
    Plan{"KW", "965", 0, "", 0, 0, 8, 8},
    Plan{"QA", "974", 0, "", 0, 0, 8, 8},
    Plan{"BH", "973", 0, "", 0, 0, 8, 8},
    Plan{"OM", "968", 0, "", 0, 0, 8, 8},
    Plan{"YE", "967", '0', "7", 9, 9, 7, 8},
    Plan{"JO", "962", '0', "7", 9, 9, 8, 8},
    Plan{"LB", "961", '0', "378", 7, 8, 7, 7},
    Plan{"SY", "963", '0', "9", 9, 9, 8, 9},
    Plan{"PS", "970", '0', "5", 9, 9, 8, 8},
    Plan{"MA", "212", '0', "67", 9, 9, 9, 9},
    Plan{"DZ", "213", '0', "567", 9, 9, 8, 9},
    Plan{"TN", "216", 0, "", 0, 0, 8, 8},
    Plan{"LY", "218", '0', "9", 9, 9, 8, 9},
    Plan{"SD", "249", '0', "19", 9, 9, 9, 9},
    Plan{"MR", "222", 0, "", 0, 0, 8, 8},
    Plan{"TR", "90", '0', "5", 10, 10, 10, 10},
    Plan{"DE", "49", '0', "1", 10, 11, 6, 11},
    Plan{"FR", "33", '0', "67", 9, 9, 9, 9},
    Plan{"GB", "44", '0', "7", 10, 10, 9, 10},
    Plan{"NL", "31", '0', "6", 9, 9, 9, 9},
    Plan{"SE", "46", '0', "7", 9, 9, 7, 9},
    Plan{"CH", "41", '0', "7", 9, 9, 9, 9},
    Plan{"AU", "61", '0', "4", 9, 9, 9, 9},
    Plan{"US", "1", '1', "23456789", 10, 10, 0, 0},
    Plan{"CA", "1", '1', "23456789", 10, 10, 0, 0},
    Plan{"ZZ", "", 0, "", 0, 0, 0, 0},
};

bool is_mobile(const Plan& plan, std::string_view number) { return std::string_view(plan.mobile).find(number.front()) != std::string_view::npos; }

bool fits(const Plan& plan, std::string_view number) {
    if (number.empty() || number.front() == '0') return false;
    const bool mobile = is_mobile(plan, number);
    return number.size() >= (mobile ? plan.mobile_least : plan.least) && number.size() <= (mobile ? plan.mobile_most : plan.most);
}

/// What follows `prefix`, when that is a number of the plan.
std::optional<std::string_view> behind(std::string_view prefix, std::string_view digits, const Plan& plan) {
    if (prefix.empty() || !digits.starts_with(prefix) || !fits(plan, digits.substr(prefix.size()))) return std::nullopt;
    return digits.substr(prefix.size());
}

std::string_view trunk_of(const Plan& plan) { return {&plan.trunk, plan.trunk == 0 ? 0u : 1u}; }

}   // namespace

std::optional<Country> Country::find(std::string_view code) {
    for (std::size_t place = 0; place < kPlans.size(); ++place)
        if (kPlans[place].country == code) return Country(static_cast<std::uint8_t>(place));
    return std::nullopt;
}

Country Country::iran() { return Country(0); }

Country Country::other() { return Country(kPlans.size() - 1); }

std::string_view Country::code() const { return kPlans[place_].country; }

std::string_view Country::calling_code() const { return kPlans[place_].calling_code; }

std::string_view Country::written_prefix() const { return kPlans[place_].trunk == '0' ? "0" : ""; }

std::optional<std::string_view> Country::significant(std::string_view typed) const {
    const Plan& plan = kPlans[place_];
    if (const auto number = behind(trunk_of(plan), typed, plan)) return number;
    const bool bare = fits(plan, typed) && (plan.trunk != '0' || is_mobile(plan, typed));
    return bare ? std::optional(typed) : behind(plan.calling_code, typed, plan);
}

Country country_of(std::string_view code) { return Country::find(code).value_or(Country::other()); }

std::string country_codes() {
    std::string codes;
    for (const Plan& plan : kPlans) codes.append(codes.empty() ? "" : ", ").append(plan.country);
    return codes;
}

std::string without_trunk_prefix(std::string number) {
    for (const Plan& plan : kPlans) {
        const std::string_view code = plan.calling_code, digits = number;
        if (code.empty() || !digits.starts_with(code)) continue;
        const std::string_view rest = digits.substr(code.size());
        if (!fits(plan, rest) && behind(trunk_of(plan), rest, plan)) return number.erase(code.size(), 1);
    }
    return number;
}

}   // namespace pasokh::orders
