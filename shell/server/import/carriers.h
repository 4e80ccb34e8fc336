#pragma once
// The carriers of a shop: what they are called, and where a tracking number opens.
//
// Use:
//   TRY(read_carriers(config_root, carriers));
//   carriers.link("post", "123456789012345678901234");   // "https://tracking.post.ir/?id=1234..."
//
// Errors: invalid_argument, naming the key. Threads: values.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/wire/config.h"
#include "core/wire/reader.h"

namespace pasokh::server {

class Carriers {
public:
    struct Carrier {
        std::vector<wire::LocalText> name;
        std::string url;               ///< https, with "{number}"; empty: no page
    };
    /// Knows the name of Iran's post, "post".
    Carriers();
    void set(std::string id, Carrier carrier) { carriers_[std::move(id)] = std::move(carrier); }
    /// The id itself when nobody named it.
    std::string name(std::string_view id, std::string_view lang) const;
    /// Empty without a template or a number. The number is percent-encoded.
    std::string link(std::string_view id, std::string_view number) const;

private:
    std::map<std::string, Carrier, std::less<>> carriers_;
};

/// Reads `carriers`; an absent key changes nothing.
Status read_carriers(const wire::Reader& root, Carriers& carriers);

}   // namespace pasokh::server
