#include "core/kb/write/media.h"

#include <string>

namespace pasokh::kb::write {

namespace {

constexpr std::uint32_t kMaxSide = 1u << 16;

class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
    bool has(std::size_t size) const { return bytes_.size() >= size; }
    std::uint32_t at(std::size_t i) const { return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : 0; }
    std::uint32_t big16(std::size_t i) const { return (at(i) << 8) | at(i + 1); }
    std::uint32_t big32(std::size_t i) const { return (big16(i) << 16) | big16(i + 2); }
    std::uint32_t little16(std::size_t i) const { return at(i) | (at(i + 1) << 8); }
    std::uint32_t little24(std::size_t i) const { return little16(i) | (at(i + 2) << 16); }
    std::string_view view(std::size_t from, std::size_t size) const { return from <= bytes_.size() ? bytes_.substr(from, size) : std::string_view{}; }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

std::optional<ImageSize> sane(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > kMaxSide || height > kMaxSide) return std::nullopt;
    return ImageSize{width, height};
}

/// Walks the segments to the first start-of-frame (ITU T.81, table B.1).
std::optional<ImageSize> jpeg_size(const Bytes& bytes) {
    std::size_t at = 2;
    while (bytes.has(at + 9) && bytes.at(at) == 0xFF) {
        const std::uint32_t marker = bytes.at(at + 1);
        if (marker == 0xFF) { ++at; continue; }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) return sane(bytes.big16(at + 7), bytes.big16(at + 5));
        at += 2 + bytes.big16(at + 2);
    }
    return std::nullopt;
}

std::optional<ImageSize> webp_size(const Bytes& bytes) {
    const std::string_view kind = bytes.view(12, 4);
    if (kind == "VP8X") return sane(bytes.little24(24) + 1, bytes.little24(27) + 1);
    if (kind == "VP8 ") return sane(bytes.little16(26) & 0x3FFF, bytes.little16(28) & 0x3FFF);
    if (kind == "VP8L") {
        const std::uint32_t bits = bytes.little24(21) | (bytes.at(24) << 24);
        return sane((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
    }
    return std::nullopt;
}

/// Reads a number at `text`, whatever unit follows it. 0 when there is none.
double number_at(std::string_view text) {
    double value = 0, scale = 1;
    bool fraction = false;
    for (const char c : text) {
        if (c == '.' && !fraction) { fraction = true; continue; }
        if (c < '0' || c > '9') break;
        if (fraction) { scale /= 10; value += (c - '0') * scale; }
        else value = value * 10 + (c - '0');
        if (value > kMaxSide) return 0;
    }
    return value;
}

std::string_view attribute(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const std::size_t equals = at + name.size();
        if (at == 0 || (tag[at - 1] != ' ' && tag[at - 1] != '\n' && tag[at - 1] != '\t')) continue;
        if (equals + 1 >= tag.size() || tag[equals] != '=') continue;
        const char quote = tag[equals + 1];
        const std::size_t end = tag.find(quote, equals + 2);
        if ((quote == '"' || quote == '\'') && end != std::string_view::npos) return tag.substr(equals + 2, end - equals - 2);
    }
    return {};
}

std::optional<ImageSize> svg_size(std::string_view bytes) {
    const std::size_t begin = bytes.substr(0, 4096).find("<svg");
    if (begin == std::string_view::npos) return std::nullopt;
    const std::size_t end = bytes.find('>', begin);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view tag = bytes.substr(begin, end - begin);
    const std::string_view width_text = attribute(tag, "width"), height_text = attribute(tag, "height");
    double width = width_text.ends_with('%') ? 0 : number_at(width_text), height = height_text.ends_with('%') ? 0 : number_at(height_text);
    if (width <= 0 || height <= 0) {   // viewBox="min-x min-y width height"
        std::string_view box = attribute(tag, "viewBox");
        for (int skip = 0; skip < 2; ++skip) {
            const std::size_t blank = box.find_first_of(" ,");
            if (blank == std::string_view::npos) return std::nullopt;
            box.remove_prefix(box.find_first_not_of(" ,", blank) == std::string_view::npos ? box.size() : box.find_first_not_of(" ,", blank));
        }
        width = number_at(box);
        const std::size_t blank = box.find_first_of(" ,");
        if (blank == std::string_view::npos) return std::nullopt;
        height = number_at(box.substr(blank + 1));
    }
    return sane(static_cast<std::uint32_t>(width + 0.5), static_cast<std::uint32_t>(height + 0.5));
}

}   // namespace

std::optional<ImageSize> image_size(std::string_view raw) {
    const Bytes bytes(raw);
    if (raw.starts_with("\x89PNG\r\n\x1A\n") && bytes.view(12, 4) == "IHDR") return sane(bytes.big32(16), bytes.big32(20));
    if (raw.starts_with("GIF8") && bytes.has(10)) return sane(bytes.little16(6), bytes.little16(8));
    if (raw.starts_with("\xFF\xD8")) return jpeg_size(bytes);
    if (raw.starts_with("RIFF") && bytes.view(8, 4) == "WEBP" && bytes.has(30)) return webp_size(bytes);
    return svg_size(raw);
}

}   // namespace pasokh::kb::write
