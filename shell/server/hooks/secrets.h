#pragma once
// The secrets that webhooks are signed with, from a file or the environment, never from the command line.
//
// One a line (or separated by spaces): the old one beside the new one while they are exchanged.
//
// Use:
//   TRY_ASSIGN(auto secrets, read_standard_secrets({.file = path, .variable = "PASOKH_ORDERS_HOOK_SECRET"}));
//   if (secrets.empty()) no_such_webhook();
//
// Errors: io, invalid_argument; a message never holds a secret. Threads: any.

#include <string>
#include <vector>

#include "core/base/result.h"

namespace pasokh::server {

struct SecretPlace {
    std::string file;                  ///< wins over the environment; empty: none
    const char* variable = "";
};

/// The words in that place; none when it is not given.
Result<std::vector<std::string>> read_words(const SecretPlace& place);

/// Of Standard Webhooks: "whsec_" and base64 of 24 to 64 bytes. The bytes.
Result<std::vector<std::string>> read_standard_secrets(const SecretPlace& place);
/// Of WooCommerce: any text of 32 bytes and more, as it stands in the webhook's settings.
Result<std::vector<std::string>> read_woocommerce_secrets(const SecretPlace& place);

}   // namespace pasokh::server
