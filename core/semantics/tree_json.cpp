#include <array>

#include "core/base/json_text.h"
#include "core/semantics/tree.h"

namespace pasokh::semantics {

namespace {

/// Writes the members of one JSON object, each only when it is not the default.
class ObjectWriter {
public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }

    void integer(std::string_view key, std::int64_t value, std::int64_t absent = 0) {
        if (value == absent) return;
        name(key);
        append_json_integer(out_, value);
    }
    void number(std::string_view key, float value, float absent = 0) {
        if (value == absent) return;
        name(key);
        append_json_number(out_, static_cast<double>(value));
    }
    void text(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        name(key);
        append_json_string(out_, value);
    }
    void flag(std::string_view key, bool value) {
        if (!value) return;
        name(key);
        out_ += "true";
    }
    void color(std::string_view key, Color value) {
        if (value != Color::none) text(key, color_name(value));
    }
    void name(std::string_view key) {
        if (!first_) out_ += ',';
        first_ = false;
        append_json_string(out_, key);
        out_ += ':';
    }

private:
    std::string& out_;
    bool first_ = true;
};

void append_states(ObjectWriter& object, std::string& out, std::uint32_t states) {
    constexpr std::array kNames = {"disabled", "checked", "expanded", "selected", "required", "invalid", "busy", "current", "pressed"};
    if (states == 0) return;
    object.name("states");
    out += '[';
    bool first = true;
    for (std::size_t bit = 0; bit < kNames.size(); ++bit) {
        if ((states & (1u << bit)) == 0) continue;
        if (!first) out += ',';
        first = false;
        append_json_string(out, kNames[bit]);
    }
    out += ']';
}

void append_triple(std::string& out, float x, float y) {
    out += ',';
    append_json_number(out, static_cast<double>(x));
    out += ',';
    append_json_number(out, static_cast<double>(y));
}

void append_looks(ObjectWriter& object, std::string& out, const Node& node) {
    object.number("x", node.rect.x);
    object.number("y", node.rect.y);
    object.number("w", node.rect.width);
    object.number("h", node.rect.height);
    object.color("fill", node.box.fill);
    object.color("border", node.box.border);
    object.number("radius", node.box.radius);
    object.number("border_width", node.box.border_width, 1);
    object.flag("shadow", node.box.shadow);
    if (!node.texts.empty()) {
        object.name("texts");
        char separator = '[';
        for (const TextPart& part : node.texts) {
            out += separator;
            out += '[';
            append_json_integer(out, part.paragraph.value);
            append_triple(out, part.x, part.y);
            out += ']';
            separator = ',';
        }
        out += ']';
    }
    if (!node.icons.empty()) {
        object.name("icons");
        char separator = '[';
        for (const IconPart& icon : node.icons) {
            out += separator;
            out += '[';
            append_json_string(out, icon.path);
            out += ',';
            append_json_string(out, color_name(icon.color));
            append_triple(out, icon.x, icon.y);
            out += ',';
            append_json_number(out, static_cast<double>(icon.size));
            out += icon.mirrored ? ",true]" : ",false]";
            separator = ',';
        }
        out += ']';
    }
    object.number("content_height", node.content_height);
    object.number("scroll_to", node.scroll_to, -1);
}

void append_node(std::string& out, const Node& node, bool rects) {
    ObjectWriter object(out);
    object.integer("id", node.id.value);
    object.integer("parent", node.parent.value);
    if (node.role != Role::none) object.text("role", role_name(node.role));
    append_states(object, out, node.states);
    object.integer("level", node.level);
    object.text("name", node.name);
    object.text("description", node.description);
    object.text("value", node.value);
    object.text("placeholder", node.placeholder);
    object.text("error", node.error);
    object.text("href", node.href);
    object.text("input", node.input_hint);
    object.text("autocomplete", node.autocomplete);
    object.integer("max_length", node.max_length);
    object.text("anchor", node.anchor);
    object.text("lang", node.lang);
    object.flag("rtl", node.rtl);
    object.flag("focus", node.focus_now);
    if (rects) append_looks(object, out, node);
    object.close();
}

}   // namespace

std::string to_json(const Tree& tree, bool rects) {
    std::string out;
    out.reserve(tree.nodes.size() * 200);
    out += "{\"lang\":";
    append_json_string(out, tree.lang);
    out += tree.rtl ? ",\"rtl\":true,\"title\":" : ",\"rtl\":false,\"title\":";
    append_json_string(out, tree.title);
    out += ",\"nodes\":[";
    bool first = true;
    for (const Node& node : tree.nodes) {
        if (!rects && node.role == Role::none) continue;
        if (!first) out += rects ? "," : ",\n";
        first = false;
        append_node(out, node, rects);
    }
    out += "]}";
    return out;
}

}   // namespace pasokh::semantics
