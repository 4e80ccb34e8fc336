#include "shell/desktop/window/pictures.h"

#include <memory>
#include <vector>

#include <SDL.h>
#include <SDL_image.h>

namespace pasokh::desktop {

namespace {

constexpr int kVectorWidth = 1200;   ///< pixels an SVG is drawn at: sharp at a pixel ratio of 3 in a 400 wide panel
constexpr int kLargestSide = 4096;

using Surface = std::unique_ptr<SDL_Surface, decltype(&SDL_FreeSurface)>;

bool is_vector(std::string_view href) { return href.ends_with(".svg") || href.ends_with(".SVG"); }

Surface decode(const std::string& bytes, bool vector) {
    SDL_RWops* stream = SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
    SDL_Surface* decoded = vector ? IMG_LoadSizedSVG_RW(stream, kVectorWidth, 0) : IMG_Load_RW(stream, 0);
    SDL_RWclose(stream);
    if (decoded == nullptr) return {nullptr, SDL_FreeSurface};
    Surface rgba(SDL_ConvertSurfaceFormat(decoded, SDL_PIXELFORMAT_RGBA32, 0), SDL_FreeSurface);
    SDL_FreeSurface(decoded);
    return rgba;
}

std::vector<std::uint8_t> premultiplied(const SDL_Surface& surface) {
    const auto row_bytes = static_cast<std::size_t>(surface.w) * 4;
    std::vector<std::uint8_t> pixels(row_bytes * static_cast<std::size_t>(surface.h));
    for (int row = 0; row < surface.h; ++row) {
        const auto* from = static_cast<const std::uint8_t*>(surface.pixels) + static_cast<std::ptrdiff_t>(row) * surface.pitch;
        std::uint8_t* to = &pixels[static_cast<std::size_t>(row) * row_bytes];
        for (std::size_t i = 0; i < row_bytes; i += 4) {
            const unsigned alpha = from[i + 3];
            for (std::size_t channel = 0; channel < 3; ++channel) to[i + channel] = static_cast<std::uint8_t>((from[i + channel] * alpha + 127) / 255);
            to[i + 3] = static_cast<std::uint8_t>(alpha);
        }
    }
    return pixels;
}

}   // namespace

const Picture* Pictures::find(std::string_view href) {
    const auto [entry, missing] = pictures_.try_emplace(std::string(href));
    if (missing) entry->second = load(href);
    return entry->second.has_value() ? &*entry->second : nullptr;
}

std::optional<Picture> Pictures::load(std::string_view href) {
    const std::optional<std::string> bytes = source_(href);
    if (!bytes.has_value()) return std::nullopt;
    const Surface surface = decode(*bytes, is_vector(href));
    if (surface == nullptr || surface->w <= 0 || surface->h <= 0 || surface->w > kLargestSide || surface->h > kLargestSide) return std::nullopt;
    return Picture{renderer_.create_picture(surface->w, surface->h, premultiplied(*surface)), static_cast<float>(surface->w), static_cast<float>(surface->h)};
}

void Pictures::clear() {
    for (const auto& [href, picture] : pictures_)
        if (picture.has_value()) renderer_.destroy(picture->texture);
    pictures_.clear();
}

}   // namespace pasokh::desktop
