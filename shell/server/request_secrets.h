#pragma once
// What keeps a request its customer's: the contact is sealed for the owner, and a key stands for it on the customer's device.
//
// Sealed with AES-256-GCM (NIST SP 800-38D) under a key derived from the Secret, a fresh nonce each time, bound to shop and
// request: a stolen database gives no contact, and none can be moved to another row. A request's key is a keyed digest of
// its code, so that nothing of it is stored here.
//
// Use:
//   const RequestSecrets secrets(secret, "demo");
//   stored.contact_sealed = secrets.seal(id, contact);
//   TRY_ASSIGN(const std::string contact, secrets.open(id, sealed));
//   if (same_bytes(secrets.key_of(code), given)) ...
//
// Errors: corrupt when sealed text was changed, moved, or sealed under another secret. Threads: values, read-only.

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

class RequestSecrets {
public:
    RequestSecrets(const Secret& secret, std::string shop);

    /// Nonce, ciphertext and tag in hex.
    std::string seal(std::string_view request_id, std::string_view contact) const;
    Result<std::string> open(std::string_view request_id, std::string_view sealed) const;
    /// 64 hex digits.
    std::string key_of(std::string_view code) const;

private:
    std::string bound_to(std::string_view request_id) const { return shop_ + '\n' + std::string(request_id); }

    std::string shop_, seal_key_, code_key_;
};

}   // namespace pasokh::server
