#pragma once
// Images of articles as textures: PNG, JPEG, WebP, GIF and SVG by SDL2_image.
//
// Bytes come from a function, so that the window does not care whether media lie in memory (a content folder packed here) or beside
// a pack file. A picture that is missing or damaged is asked for once and then stays absent. Addresses on the web are not
// fetched: the desktop shows their alternative text.
//
// Use:
//   Pictures pictures(renderer, [&](std::string_view href) { return content.media(href); }, ratio);
//
// Ownership: keeps a reference to the renderer. Errors: none. Threads: that of the renderer.

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "shell/desktop/window/input.h"
#include "shell/desktop/window/renderer.h"

namespace pasokh::desktop {

class Pictures final : public PictureStore {
public:
    using Source = std::function<std::optional<std::string>(std::string_view href)>;
    Pictures(Renderer& renderer, Source source) : renderer_(renderer), source_(std::move(source)) {}
    ~Pictures() override { clear(); }

    const Picture* find(std::string_view href) override;
    /// After the content changed.
    void clear();

private:
    std::optional<Picture> load(std::string_view href);

    Renderer& renderer_;
    Source source_;
    std::unordered_map<std::string, std::optional<Picture>> pictures_;
};

}   // namespace pasokh::desktop
