#pragma once
// What a pack is made from and what is said about it on the way. Plain values; no file system here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pasokh::kb::write {

struct SourceFile {
    std::string path;     ///< below the content folder, with '/'
    std::string bytes;
};

/// Something to tell the author. `line` 0 = the whole file.
struct Problem {
    std::string file;
    std::uint32_t line = 0;
    std::string text;
};

/// "fa/a.md:12", or "fa/a.md" when the line is 0.
std::string place_of(const std::string& file, std::uint32_t line);
/// "fa/a.md:12: ..."
std::string to_line(const Problem& problem);

/// Images and videos beside the articles, by their path below the content folder.
class MediaReader {
public:
    virtual ~MediaReader() = default;
    virtual std::optional<std::string> read(std::string_view path) const = 0;
};

/// A value and where its author wrote it.
struct LinedText {
    std::string text;
    std::uint32_t line = 0;
};

/// What readers did with an article, as its owner wrote it down; a small prior in search.
struct Votes {
    std::int32_t helpful = 0, unhelpful = 0, opened = 0;
};

/// What one article says about itself, from front matter or a JSON line. Absent = not said.
struct Metadata {
    std::optional<std::string> id, title, lang, category;
    std::uint32_t lang_line = 0;
    std::vector<std::string> tags, pages;
    std::vector<LinedText> aliases;        ///< also empty ones
    std::optional<std::int32_t> order;
    Votes votes;
    bool featured = false;
    std::optional<std::int64_t> updated;   ///< TimestampMs
};

}   // namespace pasokh::kb::write
