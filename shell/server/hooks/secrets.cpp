#include "shell/server/hooks/secrets.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "shell/server/hooks/signature.h"

namespace pasokh::server {

namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kMinStandardBytes = 24, kMaxStandardBytes = 64, kMinWooCommerceBytes = 32, kMaxSecrets = 4;

std::string name_of(const SecretPlace& place) { return place.file.empty() ? place.variable : place.file; }

}   // namespace

Result<std::vector<std::string>> read_words(const SecretPlace& place) {
    std::string text;
    if (!place.file.empty()) {
        std::ifstream in(place.file, std::ios::binary);
        if (!in) return fail(ErrorCode::io, place.file + ": the secret file cannot be read");
        text.assign(std::istreambuf_iterator<char>(in), {});
    } else if (const char* given = std::getenv(place.variable)) {
        text = given;
    }
    std::istringstream words(text);
    std::vector<std::string> found{std::istream_iterator<std::string>(words), {}};
    if (found.empty() && !place.file.empty()) return fail(ErrorCode::invalid_argument, place.file + ": holds no secret");
    if (found.size() > kMaxSecrets) return fail(ErrorCode::invalid_argument, name_of(place) + ": holds more than " + std::to_string(kMaxSecrets) + " secrets");
    return found;
}

Result<std::vector<std::string>> read_standard_secrets(const SecretPlace& place) {
    TRY_ASSIGN(std::vector<std::string> words, read_words(place));
    for (std::string& word : words) {
        const auto bytes = word.starts_with(kPrefix) ? from_base64(std::string_view(word).substr(kPrefix.size())) : std::nullopt;
        if (!bytes || bytes->size() < kMinStandardBytes || bytes->size() > kMaxStandardBytes)
            return fail(ErrorCode::invalid_argument, name_of(place) + ": a secret is \"whsec_\" and base64 of 24 to 64 random bytes; make one with: "
                                                                      "echo whsec_$(openssl rand -base64 32)");
        word = *bytes;
    }
    return words;
}

Result<std::vector<std::string>> read_woocommerce_secrets(const SecretPlace& place) {
    TRY_ASSIGN(std::vector<std::string> words, read_words(place));
    for (const std::string& word : words)
        if (word.size() < kMinWooCommerceBytes)
            return fail(ErrorCode::invalid_argument, name_of(place) + ": the secret is shorter than 32 letters; make one with: openssl rand -hex 32, "
                                                                      "and put the same into the webhook's settings in WooCommerce");
    return words;
}

}   // namespace pasokh::server
