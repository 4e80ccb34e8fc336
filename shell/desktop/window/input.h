#pragma once
// What a person does with mouse and keyboard, without SDL, so that the semantic host is tested without a window.

#include <cstdint>
#include <string>
#include <string_view>

namespace pasokh::desktop {

enum class Key : std::uint8_t {
    tab, enter, space, escape, left, right, up, down, home, end, page_up, page_down, backspace, del, a, c, v, x, y, z,
};

struct KeyPress {
    Key key = Key::tab;
    bool shift = false, ctrl = false, alt = false;
};

enum class Pointer : std::uint8_t { arrow, hand, text };

class Clipboard {
public:
    virtual ~Clipboard() = default;
    virtual std::string get() = 0;
    virtual void set(std::string_view text) = 0;
};

/// Pictures by the href of an image node.
struct Picture {
    std::uint32_t texture = 0;
    float width = 0, height = 0;
};
class PictureStore {
public:
    virtual ~PictureStore() = default;
    /// nullptr when there is none: the node's box stays, with its alternative text.
    virtual const Picture* find(std::string_view href) = 0;
};

}   // namespace pasokh::desktop
