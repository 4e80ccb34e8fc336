#include "web/page_text_engine.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/hash.h"
#include "core/base/json_text.h"
#include "web/imports.h"

namespace pasokh::web {

using semantics::Color;
using ui::ParagraphId;
using ui::ParagraphRequest;
using ui::ParagraphSize;

namespace {

constexpr std::uint32_t kKeepFrames = 120;
enum SpanFlag : int { bold = 1, italic = 2, code = 4, mark = 8, strike = 16, link = 32 };

/// The answer of `text_slot` (web/abi.md).
struct Slot {
    std::uint32_t texture;
    float x0, y0, x1, y1, u0, v0, u1, v1;
};

template <typename T>
std::uint64_t add_bytes(std::uint64_t hash, const T& value) {
    return fnv1a64({static_cast<const char*>(static_cast<const void*>(&value)), sizeof value}, hash);
}

std::uint64_t key_of(const ParagraphRequest& request) {
    std::uint64_t hash = fnv1a64(request.text);
    hash = add_bytes(hash, request.style.size);
    hash = add_bytes(hash, request.style.weight);
    hash = add_bytes(hash, request.style.line_height);
    hash = add_bytes(hash, request.style.color);
    hash = add_bytes(hash, request.width);
    const std::uint8_t flags[] = {request.style.mono, static_cast<std::uint8_t>(request.align), request.rtl, request.auto_direction, request.preformatted};
    hash = add_bytes(hash, flags);
    hash = add_bytes(hash, request.max_lines);
    hash = fnv1a64(request.lang, hash);
    if (request.spans == nullptr) return hash;
    for (const ui::TextSpan& span : *request.spans) {
        const std::uint8_t looks[] = {span.bold, span.italic, span.code, span.mark, span.strike};
        hash = add_bytes(add_bytes(add_bytes(hash, span.begin), span.end), looks);
        hash = fnv1a64(span.href, hash);
    }
    return hash;
}

/// UTF-16 code units before each wanted byte offset; offsets must ascend.
class Utf16Counter {
public:
    explicit Utf16Counter(std::string_view utf8) : text_(utf8) {}
    std::uint32_t at(std::uint32_t byte) {
        for (; byte_ < byte && byte_ < text_.size(); ++byte_) {
            const auto letter = static_cast<unsigned char>(text_[byte_]);
            if ((letter & 0xC0) != 0x80) units_ += letter >= 0xF0 ? 2 : 1;
        }
        return units_;
    }

private:
    std::string_view text_;
    std::uint32_t byte_ = 0;
    std::uint32_t units_ = 0;
};

/// A height near the truth, so that the first pass of a view already looks right.
ParagraphSize estimate(const ParagraphRequest& request) {
    const float glyphs = std::max(1.0f, request.width / (request.style.size * 0.55f));
    auto lines = static_cast<std::uint32_t>(static_cast<float>(request.text.size()) / 1.8f / glyphs) + 1;
    if (request.max_lines != 0) lines = std::min<std::uint32_t>(lines, request.max_lines);
    return {request.width, static_cast<float>(lines) * request.style.size * request.style.line_height, lines};
}

}   // namespace

std::string PageTextEngine::hex(Color color) const {
    constexpr std::string_view kHex = "0123456789abcdef";
    const std::uint32_t rgba = colors_[static_cast<std::size_t>(color)];
    std::string text = "#";
    for (int shift = 28; shift >= 8; shift -= 4) text += kHex[(rgba >> shift) & 15];
    return text;
}

std::string PageTextEngine::describe(std::uint32_t id, const ParagraphRequest& request) const {
    std::string out = "{\"id\":";
    append_json_integer(out, id);
    out += ",\"text\":";
    append_json_string(out, request.text);
    if (request.spans != nullptr && !request.spans->empty()) {
        out += ",\"spans\":";
        char separator = '[';
        Utf16Counter units(request.text);
        for (const ui::TextSpan& span : *request.spans) {
            const int flags = (span.bold ? bold : 0) | (span.italic ? italic : 0) | (span.code ? code : 0) | (span.mark ? mark : 0) | (span.strike ? strike : 0) | (span.href.empty() ? 0 : link);
            out += separator;
            separator = ',';
            out += '[';
            append_json_integer(out, units.at(span.begin));
            out += ',';
            append_json_integer(out, units.at(span.end));
            out += ',';
            append_json_integer(out, flags);
            if (!span.href.empty()) {
                out += ',';
                append_json_string(out, span.href);
            }
            out += ']';
        }
        out += ']';
    }
    const auto number = [&out](std::string_view name, float value) {
        out += name;
        append_json_number(out, static_cast<double>(value));
    };
    number(",\"size\":", request.style.size);
    number(",\"weight\":", request.style.weight);
    number(",\"line_height\":", request.style.line_height);
    number(",\"width\":", request.width);
    number(",\"max_lines\":", request.max_lines);
    out += ",\"align\":";
    out += request.align == ui::Align::start ? "\"start\"" : request.align == ui::Align::center ? "\"center\"" : "\"end\"";
    const auto flag = [&out](std::string_view name, bool value) {
        out += name;
        out += value ? "true" : "false";
    };
    flag(",\"mono\":", request.style.mono);
    flag(",\"rtl\":", request.rtl);
    flag(",\"auto\":", request.auto_direction);
    flag(",\"pre\":", request.preformatted);
    out += ",\"lang\":";
    append_json_string(out, request.lang);
    out += ",\"color\":\"" + hex(request.style.color) + "\",\"link_color\":\"" + hex(Color::accent_text) + "\",\"code_fill\":\"" + hex(Color::surface_sunken) +
           "\",\"mark_fill\":\"" + hex(Color::mark) + "\"}";
    return out;
}

void PageTextEngine::forget_all() {
    for (const auto& [id, entry] : entries_) pasokh_import_text_release(id);
    entries_.clear();
    by_key_.clear();
    fresh_.clear();
}

void PageTextEngine::begin_frame(float device_pixel_ratio) {
    ++frame_;
    if (seen_epoch_ != pasokh_import_text_epoch() || device_pixel_ratio_ != device_pixel_ratio) {
        seen_epoch_ = pasokh_import_text_epoch();
        device_pixel_ratio_ = device_pixel_ratio;
        forget_all();
    }
}

void PageTextEngine::set_colors(std::span<const std::uint32_t> rgba_by_color) {
    std::copy(rgba_by_color.begin(), rgba_by_color.end(), colors_.begin());
    forget_all();
}

ParagraphId PageTextEngine::layout(const ParagraphRequest& request) {
    const std::uint64_t key = key_of(request);
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
        entries_[known->second].last_frame = frame_;
        return ParagraphId{known->second};
    }
    const std::uint32_t id = next_id_++;
    by_key_[key] = id;
    entries_[id] = {key, std::string(request.text), describe(id, request), estimate(request), {}, frame_};
    fresh_.push_back(id);
    return ParagraphId{id};
}

void PageTextEngine::resolve() {
    // What no recent frame asked for goes first, so that the page measures only what it needs.
    for (auto entry = entries_.begin(); entry != entries_.end();) {
        if (frame_ - entry->second.last_frame <= kKeepFrames) {
            ++entry;
            continue;
        }
        pasokh_import_text_release(entry->first);
        by_key_.erase(entry->second.key);
        entry = entries_.erase(entry);
    }
    std::string json;
    for (std::uint32_t id : fresh_) {
        json += json.empty() ? '[' : ',';
        json += entries_[id].request;
    }
    json += ']';
    const float* answer = pasokh_import_text_layout(json.data(), static_cast<std::uint32_t>(json.size()));
    const float* next = answer;
    for (std::uint32_t id : fresh_) {
        Entry& entry = entries_[id];
        entry.request.clear();
        entry.size = {next[0], next[1], static_cast<std::uint32_t>(next[2])};
        next += 3;
        entry.lines.resize(entry.size.line_count);
        for (Line& line : entry.lines) {
            line = {next[0], next[1]};
            next += 2;
        }
    }
    std::free(const_cast<float*>(answer));   // NOLINT: allocated by the page with pasokh_alloc
    fresh_.clear();
}

ParagraphSize PageTextEngine::size(ParagraphId id) const {
    const auto entry = entries_.find(id.value);
    return entry == entries_.end() ? ParagraphSize{} : entry->second.size;
}

void PageTextEngine::quads(ParagraphId id, float clip_top, float clip_bottom, std::vector<ui::TextQuad>& out) {
    const auto found = entries_.find(id.value);
    if (found == entries_.end()) return;
    found->second.last_frame = frame_;
    const std::vector<Line>& lines = found->second.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].top > clip_bottom || lines[i].top + lines[i].height < clip_top) continue;
        Slot slot;
        if (pasokh_import_text_slot(id.value, static_cast<std::uint32_t>(i), &slot) == 0) continue;
        out.push_back({slot.texture, slot.x0, slot.y0, slot.x1, slot.y1, slot.u0, slot.v0, slot.u1, slot.v1, Color::none});
    }
}

std::string_view PageTextEngine::text(ParagraphId id) const {
    const auto entry = entries_.find(id.value);
    return entry == entries_.end() ? std::string_view{} : std::string_view(entry->second.text);
}

std::uint32_t PageTextEngine::epoch() const { return pasokh_import_text_epoch(); }

}   // namespace pasokh::web
