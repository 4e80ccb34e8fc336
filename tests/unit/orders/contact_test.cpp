#include "core/orders/contact.h"

#include <doctest/doctest.h>

using namespace pasokh::orders;

namespace {

const Country kIran = Country::iran(), kSaudi = *Country::find("SA"), kKuwait = *Country::find("KW");

}   // namespace

TEST_CASE("one Iranian phone has one spelling") {
    for (const char* typed : {"09120000045", "9120000045", "+989120000045", "00989120000045", "989120000045", "0912 000 0045",
                              "0912-000-0045", "(0912) 000.0045", "۰۹۱۲۰۰۰۰۰۴۵", "٠٩١٢٠٠٠٠٠٤٥", "+98 0912 000 0045",
                              "\u200E09120000045\u202C", " 0912\u00A0000\u00A00045 ", "۰۹۱۲\u200C۰۰۰۰۰۴۵"})
        CHECK_MESSAGE(parse_phone(typed, kIran) == "+989120000045", typed);
    CHECK(parse_phone("021-91000000", kIran) == "+982191000000");
}

TEST_CASE("international phones keep their country code") {
    CHECK(parse_phone("+971 50 123 4567", kIran) == "+971501234567");
    CHECK(parse_phone("00964 770 123 4567", kIran) == "+9647701234567");
    CHECK(parse_phone("971501234567", kIran) == "+971501234567");
    CHECK(parse_phone("+1 (202) 555-0143", kIran) == "+12025550143");
}

TEST_CASE("what is no phone is refused") {
    for (const char* typed : {"", "+", "0912", "0045", "12345678", "0912000004x", "09120000045 ext 3", "+0912000004", "1234567890123456",
                              "+1234567890123456", "09120+00045", "SRV-10245"})
        CHECK_FALSE_MESSAGE(parse_phone(typed, kIran).has_value(), typed);
    CHECK_FALSE(parse_phone(std::string(10000, '1'), kIran).has_value());
}

TEST_CASE("e-mails are trimmed and lower-cased") {
    CHECK(parse_email("  Sara.Ahmadi@Example.IR ") == "sara.ahmadi@example.ir");
    CHECK(parse_email("a@b.co") == "a@b.co");
    for (const char* typed : {"", "@", "a@", "@b.ir", "a@b", "a@b@c.ir", "a b@c.ir", "a@.ir", "a@b..ir", "a@b.", "a\n@b.ir"})
        CHECK_FALSE_MESSAGE(parse_email(typed).has_value(), typed);
    CHECK_FALSE(parse_email(std::string(300, 'a') + "@b.ir").has_value());
    std::string persian;
    for (int i = 0; i < 150; ++i) persian += "۶";
    CHECK(parse_email(persian + "@b.ir") == std::string(150, '6') + "@b.ir");   // 254 bytes are of the address, not of what was typed
}

TEST_CASE("an at sign makes a contact an e-mail") {
    CHECK(parse_contact("A@b.ir", kIran) == Contact{Contact::Kind::email, "a@b.ir"});
    CHECK(parse_contact("۰۹۱۲۰۰۰۰۰۴۵", kIran) == Contact{Contact::Kind::phone, "+989120000045"});
    CHECK_FALSE(parse_contact("hello", kIran).has_value());
}

TEST_CASE("an order number has one spelling") {
    for (const char* typed : {"SRV-10245", "srv-10245", "#SRV-10245", " srv 10245 ", "SRV–10245", "SRV‑10245", "SRV−10245", "srv-۱۰۲۴۵", "SRV_١٠٢٤٥",
                              "\u2067SRV-10245\u2069", "S R V 1 0 2 4 5"})
        CHECK_MESSAGE(normalise_order_number(typed) == "SRV10245", typed);
    CHECK(normalise_order_number("# - ").empty());
    CHECK(normalise_order_number("سفارش ۱۲") == "سفارش12");
}

TEST_CASE("an Egyptian number in an Iranian shop stays what it was") { CHECK(parse_phone("01001234567", kIran) == "+981001234567"); }

TEST_CASE("masks show too little to write to") {
    CHECK(mask_contact({Contact::Kind::phone, "+989120000045"}, kIran) == "09••• •••45");
    CHECK(mask_contact({Contact::Kind::phone, "+971501234567"}, kIran) == "+97••• •••67");
    CHECK(mask_contact({Contact::Kind::email, "sara@example.ir"}, kIran) == "s•••@e•••.ir");
    CHECK(mask_contact({Contact::Kind::email, "سارا@نمونه.ایران"}, kIran) == "س•••@ن•••.ایران");
    CHECK(mask_contact({Contact::Kind::phone, ""}, kIran) == "•••");
}

TEST_CASE("a mask shows a phone at home as it is written there, others as abroad") {
    CHECK(mask_contact({Contact::Kind::phone, "+966501234567"}, kSaudi) == "05••• •••67");
    CHECK(mask_contact({Contact::Kind::phone, "+989120000045"}, kSaudi) == "+98••• •••45");
    CHECK(mask_contact({Contact::Kind::phone, "+96550012345"}, kKuwait) == "5••• •••45");
    CHECK(mask_contact({Contact::Kind::phone, "+12015550123"}, *Country::find("US")) == "2••• •••23");
    CHECK(mask_contact({Contact::Kind::phone, "+966501234567"}, Country::other()) == "+96••• •••67");
    CHECK(mask_contact({Contact::Kind::phone, "+96612345"}, kSaudi) == "01••• •••45");
}
