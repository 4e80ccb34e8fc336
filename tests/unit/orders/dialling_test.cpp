#include "core/orders/dialling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/orders/contact.h"

using namespace pasokh::orders;

namespace {

struct Example {
    std::string country, trunk;
    std::string home, abroad;          ///< a mobile number as it is typed
    std::string fixed, fixed_abroad;
    std::vector<std::string> wrong;    ///< other lengths, at home
};

const std::vector<Example> kExamples = {
    {"IR", "0", "09120000045", "+989120000045", "02191000000", "+982191000000", {"0912000004", "091200000456", "912000004", "2191000000"}},
    {"AF", "0", "0701234567", "+93701234567", "0201234567", "+93201234567", {"070123456", "07012345678", "70123456", "201234567"}},
    {"TJ", "8", "8917123456", "+992917123456", "8372212345", "+992372212345", {"89171234", "91712345", "0917123456"}},
    {"SA", "0", "0501234567", "+966501234567", "0112345678", "+966112345678", {"050123456", "05012345678", "50123456", "112345678"}},
    {"AE", "0", "0501234567", "+971501234567", "042345678", "+97142345678", {"050123456", "05012345678", "04234567", "0423456789", "42345678"}},
    {"EG", "0", "01001234567", "+201001234567", "0223456789", "+20223456789", {"0100123456", "010012345678", "100123456", "0223456", "223456789"}},
    {"IQ", "0", "07701234567", "+9647701234567", "012345678", "+96412345678", {"0770123456", "077012345678", "770123456", "0123456"}},
    {"KW", "", "50012345", "+96550012345", "22345678", "+96522345678", {"5001234", "500123456", "050012345", "0501234567"}},
    {"QA", "", "33123456", "+97433123456", "44123456", "+97444123456", {"3312345", "331234567", "033123456"}},
    {"BH", "", "36001234", "+97336001234", "17001234", "+97317001234", {"3600123", "360012345", "036001234"}},
    {"OM", "", "92123456", "+96892123456", "23123456", "+96823123456", {"9212345", "921234567", "092123456"}},
    {"YE", "0", "0712345678", "+967712345678", "01234567", "+9671234567", {"071234567", "07123456789", "012345", "1234567"}},
    {"JO", "0", "0790123456", "+962790123456", "062345678", "+96262345678", {"079012345", "07901234567", "06234567", "62345678"}},
    {"LB", "0", "071123456", "+96171123456", "01123456", "+9611123456", {"0711234", "0711234567", "011234567", "1123456"}},
    {"SY", "0", "0944567890", "+963944567890", "0112345678", "+963112345678", {"094456789", "09445678901", "0112345", "112345678"}},
    {"PS", "0", "0599123456", "+970599123456", "022345678", "+97022345678", {"059912345", "05991234567", "0223456789", "22345678"}},
    {"MA", "0", "0650123456", "+212650123456", "0520123456", "+212520123456", {"065012345", "06501234567", "520123456"}},
    {"DZ", "0", "0551234567", "+213551234567", "021234567", "+21321234567", {"055123456", "05512345678", "0212345", "21234567"}},
    {"TN", "", "20123456", "+21620123456", "71234567", "+21671234567", {"2012345", "201234567", "020123456"}},
    {"LY", "0", "0912345678", "+218912345678", "0212345678", "+218212345678", {"091234567", "09123456789", "0212345", "212345678"}},
    {"SD", "0", "0911231234", "+249911231234", "0153123456", "+249153123456", {"091123123", "09112312345", "91123123"}},
    {"MR", "", "22123456", "+22222123456", "45123456", "+22245123456", {"2212345", "221234567", "022123456"}},
    {"TR", "0", "05012345678", "+905012345678", "02123456789", "+902123456789", {"0501234567", "050123456789", "501234567", "2123456789"}},
    {"DE", "0", "015123456789", "+4915123456789", "030123456", "+4930123456", {"0151234567", "0151234567890", "151234567", "030123", "3012345678"}},
    {"FR", "0", "0612345678", "+33612345678", "0123456789", "+33123456789", {"061234567", "06123456789", "61234567", "123456789"}},
    {"GB", "0", "07400123456", "+447400123456", "02079460000", "+442079460000", {"0740012345", "074001234567", "740012345", "2079460000"}},
    {"NL", "0", "0612345678", "+31612345678", "0101234567", "+31101234567", {"061234567", "06123456789", "101234567"}},
    {"SE", "0", "0701234567", "+46701234567", "0812345678", "+46812345678", {"070123456", "07012345678", "0812345", "812345678"}},
    {"CH", "0", "0781234567", "+41781234567", "0212345678", "+41212345678", {"078123456", "07812345678", "212345678"}},
    {"AU", "0", "0412345678", "+61412345678", "0212345678", "+61212345678", {"041234567", "04123456789", "212345678"}},
    {"US", "1", "2015550123", "+12015550123", "12125550143", "+12125550143", {"201555012", "0201555012", "1201555012", "1125550143"}},
    {"CA", "1", "5062345678", "+15062345678", "16135550143", "+16135550143", {"506234567", "0506234567", "1506234567", "1135550143"}},
};

std::string in_digits_from(std::string_view zero, const std::string& typed) {
    std::string out;
    for (const char letter : typed) {
        if (letter < '0' || letter > '9') out += letter;
        else out.append(zero.substr(0, 1)).push_back(static_cast<char>(zero[1] + letter - '0'));
    }
    return out;
}

std::string persian(const std::string& typed) { return in_digits_from("\u06F0", typed); }
std::string arabic(const std::string& typed) { return in_digits_from("\u0660", typed); }

}   // namespace

TEST_CASE("every country of the table has its examples") {
    std::string codes;
    for (const Example& example : kExamples) codes += example.country + ", ";
    CHECK(country_codes() == codes + "ZZ");
}

TEST_CASE("a number typed as at home is the same as abroad") {
    for (const Example& example : kExamples) {
        CAPTURE(example.country);
        const Country home = *Country::find(example.country);
        CHECK(home.code() == example.country);
        for (const auto& [typed, abroad] : {std::pair{example.home, example.abroad}, {example.fixed, example.fixed_abroad}}) {
            CHECK(parse_phone(typed, home) == abroad);
            CHECK(parse_phone(persian(typed), home) == abroad);
            CHECK(parse_phone(arabic(typed), home) == abroad);
            CHECK(parse_phone(abroad.substr(1), home) == abroad);   // "966501234567"
        }
    }
}

TEST_CASE("a number with its calling code is the same in every country") {
    for (const Example& example : kExamples) {
        const std::string code(Country::find(example.country)->calling_code()), national = example.abroad.substr(1 + code.size());
        for (const std::string& home : {std::string("ZZ"), std::string("IR"), std::string("SA"), std::string("US"), example.country}) {
            CAPTURE(example.country);
            CAPTURE(home);
            for (const std::string& typed : {example.abroad, "00" + example.abroad.substr(1), "+" + code + " (" + example.trunk + ") " + national, "00" + code + example.trunk + national})
                for (const std::string& written : {typed, persian(typed), arabic(typed)}) CHECK_MESSAGE(parse_phone(written, *Country::find(home)) == example.abroad, written);
        }
    }
}

TEST_CASE("a number of another length is refused") {
    for (const Example& example : kExamples)
        for (const std::string& typed : example.wrong) CHECK_MESSAGE(!parse_phone(typed, *Country::find(example.country)), example.country << " " << typed);
}

TEST_CASE("where bare mobile numbers are written, they are read; fixed lines need the trunk prefix") {
    for (const Example& example : kExamples) {
        const Country home = *Country::find(example.country);
        const std::size_t code = 1 + home.calling_code().size();
        CHECK_MESSAGE(parse_phone(example.abroad.substr(code), home) == example.abroad, example.country);
    }
    CHECK_FALSE(parse_phone("112345678", *Country::find("SA")));
}

TEST_CASE("another country's number without its code is never taken for a third one's") {
    for (const Example& shop : kExamples)
        for (const Example& customer : kExamples) {
            const Country home = *Country::find(shop.country);
            const auto read = parse_phone(customer.home, home);
            CHECK_MESSAGE((!read || read->starts_with('+' + std::string(home.calling_code()))), shop.country << " " << customer.country);
        }
}

TEST_CASE("another country's number that does not fit the plan is refused") {
    const auto refused = [](const char* country, const char* typed) { return !parse_phone(typed, *Country::find(country)); };
    CHECK(refused("SA", "01001234567"));   // Egypt
    CHECK(refused("SA", "09120000045"));   // Iran
    CHECK(refused("SA", "05012345678"));   // Türkiye
    CHECK(refused("SA", "50012345"));      // Kuwait
    CHECK(refused("IR", "0501234567"));    // Saudi Arabia
    CHECK(refused("IR", "50012345"));
    CHECK(refused("KW", "0501234567"));
    CHECK(refused("QA", "01001234567"));
    CHECK(refused("AE", "09120000045"));
    CHECK(refused("US", "09120000045"));
    CHECK(refused("ZZ", "09120000045"));
    CHECK(refused("ZZ", "50012345"));
}

TEST_CASE("the trunk prefix is taken out of a number only where the rest is one") {
    CHECK(without_trunk_prefix("9809120000045") == "989120000045");
    CHECK(without_trunk_prefix("989120000045") == "989120000045");
    CHECK(without_trunk_prefix("98091200000") == "98091200000");
    CHECK(without_trunk_prefix("98009120000045") == "98009120000045");
    CHECK(without_trunk_prefix("9928712345678") == "992712345678");
    CHECK(without_trunk_prefix("992871234567") == "992871234567");   // nine digits that begin with 8
    CHECK(without_trunk_prefix("96505001234") == "96505001234");     // Kuwait has none
    CHECK(without_trunk_prefix("3900612345678") == "3900612345678");  // no country of the table
}

TEST_CASE("a country is known by its two capital letters") {
    CHECK(Country::find("IR") == Country::iran());
    CHECK(Country::find("ZZ") == Country::other());
    for (const char* code : {"", "I", "ir", "IRN", "XX", "98"}) CHECK_FALSE(Country::find(code).has_value());
    CHECK(country_of("XX") == Country::other());
    CHECK(country_of("SA") == Country::find("SA"));
}
