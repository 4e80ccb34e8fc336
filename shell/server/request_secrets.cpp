#include "shell/server/request_secrets.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>

#include "core/base/hex.h"
#include "core/base/verify.h"

namespace pasokh::server {

namespace {

constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* in(std::string_view text) { return static_cast<const unsigned char*>(static_cast<const void*>(text.data())); }
unsigned char* out(std::string& text, std::size_t at = 0) { return static_cast<unsigned char*>(static_cast<void*>(text.data() + at)); }

int length_of(std::string_view text) { return static_cast<int>(text.size()); }

}   // namespace

RequestSecrets::RequestSecrets(const Secret& secret, std::string shop)
    : shop_(std::move(shop)), seal_key_(secret.derived_key("seal the contact of a request")), code_key_(secret.derived_key("key of a request")) {}

std::string RequestSecrets::seal(std::string_view request_id, std::string_view contact) const {
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    const std::string bound = bound_to(request_id);
    std::string sealed(static_cast<std::size_t>(kNonceBytes) + contact.size() + kTagBytes, '\0');
    int length = 0;
    VERIFY(cipher != nullptr && RAND_bytes(out(sealed), kNonceBytes) == 1);
    VERIFY(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(seal_key_), out(sealed)) == 1);
    VERIFY(EVP_EncryptUpdate(cipher.get(), nullptr, &length, in(bound), length_of(bound)) == 1);
    VERIFY(EVP_EncryptUpdate(cipher.get(), out(sealed, kNonceBytes), &length, in(contact), length_of(contact)) == 1 && length == length_of(contact));
    VERIFY(EVP_EncryptFinal_ex(cipher.get(), out(sealed, kNonceBytes + contact.size()), &length) == 1);
    VERIFY(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, out(sealed, kNonceBytes + contact.size())) == 1);
    return encode_hex(sealed);
}

Result<std::string> RequestSecrets::open(std::string_view request_id, std::string_view sealed) const {
    const Error damaged = fail(ErrorCode::corrupt, "the contact was changed, or sealed under another secret; name its file with --secret-file");
    std::string bytes = decode_hex(sealed).value_or("");
    if (bytes.size() < static_cast<std::size_t>(kNonceBytes + kTagBytes)) return damaged;
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    const std::string bound = bound_to(request_id);
    std::string contact(bytes.size() - kNonceBytes - kTagBytes, '\0');
    int length = 0;
    VERIFY(cipher != nullptr && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(seal_key_), in(bytes)) == 1);
    VERIFY(EVP_DecryptUpdate(cipher.get(), nullptr, &length, in(bound), length_of(bound)) == 1);
    VERIFY(EVP_DecryptUpdate(cipher.get(), out(contact), &length, in(bytes) + kNonceBytes, length_of(contact)) == 1);
    VERIFY(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, out(bytes, bytes.size() - kTagBytes)) == 1);
    std::array<unsigned char, kTagBytes> rest;
    if (EVP_DecryptFinal_ex(cipher.get(), rest.data(), &length) != 1) return damaged;
    return contact;
}

std::string RequestSecrets::key_of(std::string_view code) const {
    return encode_hex(hmac_sha256(code_key_, shop_ + '\n' + std::string(code)));
}

}   // namespace pasokh::server
