#pragma once
// Knowledge bases from the disk: a content folder packed in memory, or a pack file with its media beside it.
//
// Use:
//   TRY_ASSIGN(Content content, load_folder("assets/content", {}));
//   app.load_pack(std::move(content.pack), content.name, context);
//
// Ownership: values. Errors: io, and those of kb::write::build_pack with file and line. Threads: any.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pasokh::desktop {

struct Content {
    std::string name;                              ///< for messages
    std::vector<std::byte> pack;
    std::map<std::string, std::string, std::less<>> media;   ///< of a folder, by the href in articles
    std::string media_folder;                      ///< of a pack file; empty = only `media`

    std::optional<std::string> find_media(std::string_view href) const;
};

/// `default_lang` is for articles that do not say theirs.
Result<Content> load_folder(const std::string& folder, const std::string& default_lang);
Result<Content> load_pack_file(const std::string& file);

Result<std::string> read_file(const std::string& path);

}   // namespace pasokh::desktop
