// Packs any bytes as a Markdown file, as JSON Lines and as an image, and opens what comes out.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/verify.h"
#include "core/kb/pack.h"
#include "core/kb/write/media.h"
#include "core/kb/write/pack_builder.h"

using namespace pasokh;

namespace {

void pack(std::string path, std::string bytes) {
    kb::write::PackInput input;
    input.name = "fuzz";
    input.files.push_back({std::move(path), std::move(bytes)});
    auto built = kb::write::build_pack(input);
    if (!built) return;
    const auto opened = kb::Pack::open(std::move(built->bytes), "fuzz");
    VERIFY(opened.has_value());
    for (const kb::ArticleInfo& info : opened->articles()) VERIFY(opened->article(info.id).has_value());
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 16 * 1024) return 0;
    const std::string bytes(static_cast<const char*>(static_cast<const void*>(data)), size);
    (void)kb::write::image_size(bytes);
    pack("fa/a.md", bytes);
    if (!bytes.empty() && bytes.front() == '{') pack("a.jsonl", bytes);
    return 0;
}
