#include "shell/server/crypto.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/hex.h"
#include "core/base/verify.h"
#include "shell/server/sync_folder.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kKeyBytes = 32;

const unsigned char* bytes_of(std::string_view text) { return static_cast<const unsigned char*>(static_cast<const void*>(text.data())); }

std::string reason() { return std::strerror(errno); }

/// A file descriptor that closes itself.
struct File {
    explicit File(int opened) : descriptor(opened) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor >= 0) ::close(descriptor);
    }
    int descriptor;
};

Result<std::vector<std::uint8_t>> parse_key(const std::string& path, std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    const std::optional<std::string> key = decode_hex(text);
    if (!key || key->size() != kKeyBytes)
        return fail(ErrorCode::corrupt, path + ": is not a secret file (64 hex digits); restore it from the backup made with the database");
    return std::vector<std::uint8_t>(key->begin(), key->end());
}

Result<std::vector<std::uint8_t>> read_key(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.descriptor < 0) return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, path + ": cannot be read: " + reason());
    std::array<char, 256> text;
    const ssize_t length = ::read(file.descriptor, text.data(), text.size());
    if (length < 0) return fail(ErrorCode::io, path + ": cannot be read: " + reason());
    return parse_key(path, {text.data(), static_cast<std::size_t>(length)});
}

/// The key gets its name when it is whole: a power cut leaves all of it or nothing, and of servers that start together one
/// makes it and the others find it.
Result<std::vector<std::uint8_t>> create_key(const std::string& path) {
    std::vector<std::uint8_t> key(kKeyBytes);
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) return fail(ErrorCode::internal, "the system gave no random bytes");
    std::string draft = path + '.' + std::string(6, 'X');   // mkostemp puts a free name there, mode 600
    const File file(::mkostemp(draft.data(), O_CLOEXEC));
    if (file.descriptor < 0) return fail(ErrorCode::io, path + ": cannot be created: " + reason());
    const std::string text = encode_hex(key) + '\n';
    const bool written = ::write(file.descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file.descriptor) == 0;
    const bool named = written && ::link(draft.c_str(), path.c_str()) == 0;
    const int problem = errno;
    ::unlink(draft.c_str());
    if (written && !named && problem == EEXIST) return read_key(path);
    if (!named) return fail(ErrorCode::io, path + ": cannot be written: " + std::strerror(problem));
    TRY(sync_folder_of(path));
    return key;
}

}   // namespace

std::string sha256_hex(std::string_view bytes) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest;
    SHA256(bytes_of(bytes), bytes.size(), digest.data());
    return encode_hex(digest);
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    unsigned int length = 0;
    VERIFY(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message), message.size(),
                static_cast<unsigned char*>(static_cast<void*>(digest.data())), &length) != nullptr && length == digest.size());
    return digest;
}

/// The system is asked for sixteen at once. What was given out is forgotten here.
std::array<std::uint8_t, 16> random_bytes() {
    using Bytes = std::array<std::uint8_t, 16>;
    thread_local std::array<Bytes, 16> stock;
    thread_local std::size_t left = 0;
    if (left == 0) {
        VERIFY(::getrandom(stock.data(), sizeof stock, 0) == static_cast<ssize_t>(sizeof stock));   // 256 bytes or less come whole
        left = stock.size();
    }
    return std::exchange(stock[--left], Bytes{});
}

bool same_bytes(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<Secret> Secret::open_or_create(const std::string& path) {
    auto key = read_key(path);
    if (!key && key.error().code == ErrorCode::not_found) key = create_key(path);
    if (!key) return std::move(key).error();
    return Secret(*key);
}

/// Contexts that have the key taken in. Beginning anew with one costs half of copying it.
class Secret::Keyed {
public:
    explicit Keyed(std::span<const std::uint8_t> key) {
        EVP_MAC* hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
        VERIFY(hmac != nullptr);
        Context context(EVP_MAC_CTX_new(hmac), EVP_MAC_CTX_free);
        EVP_MAC_free(hmac);
        std::string digest = "SHA256";
        const std::array parameters = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
        VERIFY(context != nullptr && EVP_MAC_init(context.get(), key.data(), key.size(), parameters.data()) == 1);
        idle_.push_back(std::move(context));
    }

    Digest digest(std::string_view message) const {
        Context context = take();
        Digest digest;
        std::size_t length = 0;
        VERIFY(context != nullptr && EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1 &&
               EVP_MAC_update(context.get(), bytes_of(message), message.size()) == 1 &&
               EVP_MAC_final(context.get(), digest.data(), &length, digest.size()) == 1 && length == digest.size());
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(context));
        return digest;
    }

private:
    using Context = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

    /// The last one stays, to be copied.
    Context take() const {
        const std::scoped_lock lock(mutex_);
        if (idle_.size() == 1) return Context(EVP_MAC_CTX_dup(idle_.front().get()), EVP_MAC_CTX_free);
        Context context = std::move(idle_.back());
        idle_.pop_back();
        return context;
    }

    mutable std::mutex mutex_;
    mutable std::vector<Context> idle_;
};

Secret::Secret(std::span<const std::uint8_t> key) : keyed_(std::make_shared<const Keyed>(key)) {}

Secret Secret::of_text(std::string_view text) {
    VERIFY(text.size() >= kKeyBytes);
    return Secret(std::span(bytes_of(text), text.size()));
}

Secret Secret::derived(std::string_view purpose) const { return Secret(digest("pasokh: key for " + std::string(purpose))); }

Digest Secret::digest(std::string_view message) const { return keyed_->digest(message); }

std::string Secret::mac(std::string_view message) const { return encode_hex(digest(message)); }

std::uint64_t Secret::key_of(std::string_view kind, std::string_view value) const {
    std::string message(kind);
    const Digest full = digest(message.append("\n").append(value));
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8 | full[i];
    return key;
}

std::string Secret::derived_key(std::string_view purpose) const {
    const Digest key = digest("pasokh: " + std::string(purpose) + '\x01');
    return {key.begin(), key.end()};
}

std::string Secret::contact_mac(std::string_view shop, const orders::Contact& contact) const {
    std::string message(shop);
    message += contact.kind == orders::Contact::Kind::email ? "\nemail:" : "\nphone:";
    message += contact.value;
    return mac(message);
}

std::string Secret::fingerprint() const { return mac("pasokh: which secret is this").substr(0, 16); }

}   // namespace pasokh::server
