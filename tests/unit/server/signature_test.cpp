#include <doctest/doctest.h>

#include "shell/server/hooks/signature.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kNow = 1614265330000;

/// The example of the Standard Webhooks libraries: secret, id, time and body with the signature they expect.
const std::vector<std::string> kSecret = {*from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
constexpr StandardWebhook kExample{.id = "msg_p5jXN8AQM9LWM0D4loKWxJek", .timestamp = "1614265330",
                                   .signatures = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", .body = R"({"test": 2432232314})"};

}   // namespace

TEST_CASE("the example of Standard Webhooks is genuine, five minutes either way") {
    CHECK(verify_standard_webhook(kSecret, kExample, kNow) == SignatureVerdict::genuine);
    CHECK(verify_standard_webhook(kSecret, kExample, kNow + kWebhookWindowMs) == SignatureVerdict::genuine);
    CHECK(verify_standard_webhook(kSecret, kExample, kNow - kWebhookWindowMs) == SignatureVerdict::genuine);
    CHECK(verify_standard_webhook(kSecret, kExample, kNow + kWebhookWindowMs + 1) == SignatureVerdict::stale);
    CHECK(verify_standard_webhook(kSecret, kExample, kNow - kWebhookWindowMs - 1) == SignatureVerdict::stale);
}

TEST_CASE("without a secret nothing is genuine") {
    CHECK(verify_standard_webhook({}, kExample, kNow) == SignatureVerdict::forged);
    CHECK(verify_woocommerce({}, "", "") == SignatureVerdict::forged);
}

TEST_CASE("only the eleventh signature is not looked at") {
    StandardWebhook webhook = kExample;
    std::string many;
    for (int i = 0; i < 9; ++i) many += "v1,x ";
    const std::string tenth = many + std::string(kExample.signatures), eleventh = "v1,x " + tenth;
    webhook.signatures = tenth;
    CHECK(verify_standard_webhook(kSecret, webhook, kNow) == SignatureVerdict::genuine);
    webhook.signatures = eleventh;
    CHECK(verify_standard_webhook(kSecret, webhook, kNow) == SignatureVerdict::forged);
}

TEST_CASE("base64 has one spelling") {
    CHECK(from_base64("Zm9v") == "foo");
    CHECK(from_base64("Zm8=") == "fo");
    CHECK(from_base64("Zg==") == "f");
    for (const char* wrong : {"", "Zg", "Zg=", "Zh==", "Zm9v\n", " Zm9v", "Z===", "====", "Zm9*"}) CHECK_FALSE(from_base64(wrong).has_value());
}
