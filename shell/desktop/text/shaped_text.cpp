#include "shell/desktop/text/shaped_text.h"

#include <algorithm>

#include <fribidi.h>
#include <hb.h>

namespace pasokh::desktop {

namespace {

constexpr float kTabSpaces = 4;

bool is_hard_break(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

std::vector<std::uint16_t> spans_by_character(const Characters& characters, const std::vector<ui::TextSpan>& spans) {
    std::vector<std::uint16_t> result(characters.code_points.size(), 0);
    std::size_t next = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::uint32_t byte = characters.byte_of[i];
        while (next < spans.size() && spans[next].end <= byte) ++next;
        if (next < spans.size() && spans[next].begin <= byte) result[i] = static_cast<std::uint16_t>(next + 1);
    }
    return result;
}

constexpr FriBidiChar kLeftToRightIsolate = 0x2066;
constexpr FriBidiChar kPopIsolate = 0x2069;

/// The text as the bidi algorithm sees it: code spans stand in left-to-right isolates, as in the page.
struct BidiText {
    std::vector<FriBidiChar> characters;
    std::vector<std::uint32_t> origin;   ///< index in the text; kNone for the isolates added here
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
};

BidiText bidi_text(const ShapedText& text) {
    BidiText result;
    const auto is_code = [&](std::uint32_t i) { return i < text.length() && text.span_at(i) != nullptr && text.span_at(i)->code; };
    const auto add = [&](FriBidiChar character, std::uint32_t origin) {
        result.characters.push_back(character);
        result.origin.push_back(origin);
    };
    bool open = false;
    for (std::uint32_t i = 0; i < text.length(); ++i) {
        const bool starts = is_code(i) && (i == 0 || text.span_of[i] != text.span_of[i - 1]);
        if (starts) add(kLeftToRightIsolate, BidiText::kNone);
        open = open || starts;
        add(text.characters.code_points[i], i);
        const bool ends = open && (i + 1 == text.length() || text.span_of[i + 1] != text.span_of[i]);
        if (ends) add(kPopIsolate, BidiText::kNone);
        open = open && !ends;
    }
    return result;
}

/// Rules P2 and P3: the first strong character outside isolates. (FriBidi's own function looks into isolates.)
bool base_is_rtl(const ShapeRequest& request, const std::vector<FriBidiCharType>& types) {
    if (request.preformatted) return false;
    if (!request.auto_direction) return request.rtl;
    int depth = 0;
    for (const FriBidiCharType type : types) {
        if (FRIBIDI_IS_ISOLATE(type)) depth += type == FRIBIDI_TYPE_PDI ? (depth > 0 ? -1 : 0) : 1;
        else if (depth == 0 && FRIBIDI_IS_LETTER(type)) return FRIBIDI_IS_RTL(type);
    }
    return request.rtl;
}

/// UAX#9 P1 to I2 with one base direction for the whole text, as the page's `dir` decides.
void find_levels(ShapedText& out, const ShapeRequest& request) {
    const BidiText text = bidi_text(out);
    const std::size_t length = text.characters.size();
    std::vector<FriBidiCharType> types(length);
    std::vector<FriBidiBracketType> brackets(length);
    fribidi_get_bidi_types(text.characters.data(), static_cast<FriBidiStrIndex>(length), types.data());
    fribidi_get_bracket_types(text.characters.data(), static_cast<FriBidiStrIndex>(length), types.data(), brackets.data());
    const bool rtl = base_is_rtl(request, types);
    out.base_level = rtl ? 1 : 0;
    std::vector<FriBidiLevel> levels(length, static_cast<FriBidiLevel>(out.base_level));
    for (std::size_t begin = 0; begin < length;) {   // rule P1
        std::size_t end = begin;
        while (end < length && !is_hard_break(text.characters[end])) ++end;
        end = std::min(end + 1, length);
        FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
        const FriBidiLevel highest =
            fribidi_get_par_embedding_levels_ex(&types[begin], &brackets[begin], static_cast<FriBidiStrIndex>(end - begin), &base, &levels[begin]);
        // 0 is FriBidi out of memory: the paragraph is then shown in its base direction.
        if (highest == 0) std::fill(&levels[begin], &levels[begin] + (end - begin), static_cast<FriBidiLevel>(out.base_level));
        begin = end;
    }
    out.levels.resize(out.length());
    for (std::size_t i = 0; i < length; ++i)
        if (text.origin[i] != BidiText::kNone) out.levels[text.origin[i]] = static_cast<std::uint8_t>(levels[i]);
}

/// Common and inherited characters take the script before them; at the start, the one after.
std::vector<hb_script_t> find_scripts(const std::u32string& text) {
    std::vector<hb_script_t> scripts(text.size());
    hb_script_t last = HB_SCRIPT_COMMON;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const hb_script_t own = hb_unicode_script(hb_unicode_funcs_get_default(), text[i]);
        if (own != HB_SCRIPT_COMMON && own != HB_SCRIPT_INHERITED && own != HB_SCRIPT_UNKNOWN) last = own;
        scripts[i] = last;
    }
    for (std::size_t i = text.size(); i-- > 0;) {
        if (scripts[i] == HB_SCRIPT_COMMON) scripts[i] = i + 1 < text.size() ? scripts[i + 1] : HB_SCRIPT_LATIN;
        if (scripts[i] == HB_SCRIPT_COMMON) scripts[i] = HB_SCRIPT_LATIN;
    }
    return scripts;
}

struct FaceChoice {
    FaceId face = 0;
    bool slanted = false;
    bool operator==(const FaceChoice&) const = default;
};

FaceChoice choose_face(const FontSet& fonts, const ShapedText& text, std::uint32_t begin, std::uint32_t end, const FaceChoice* previous) {
    const ui::TextSpan* span = text.span_at(begin);
    const bool bold = span != nullptr && span->bold;
    const auto weight = static_cast<std::uint16_t>(bold ? std::max<int>(700, text.style.weight) : text.style.weight);
    const FaceChain chain = fonts.chain(weight, text.style.mono || (span != nullptr && span->code));
    const bool slanted = span != nullptr && span->italic;
    const auto covers = [&](FaceId id) {
        for (std::uint32_t i = begin; i < end; ++i) {
            const char32_t c = text.characters.code_points[i];
            if (!is_invisible(c) && !is_space(c) && !fonts.face(id).covers(c)) return false;
        }
        return true;
    };
    // A space stays in the face of the word before it, so that a fallback run is not cut at each space.
    if (previous != nullptr && is_space(text.characters.code_points[begin]) && text.span_of[begin] == text.span_of[begin - 1]) {
        return *previous;
    }
    for (const FaceId id : chain) {
        if (covers(id)) return {id, slanted};
    }
    for (const FaceId id : chain) {   // no face has all of the cluster: the base letter decides
        if (fonts.face(id).covers(text.characters.code_points[begin])) return {id, slanted};
    }
    return {chain.front(), slanted};
}

std::vector<FaceChoice> choose_faces(const FontSet& fonts, const ShapedText& text) {
    std::vector<FaceChoice> choices(text.length());
    for (std::uint32_t begin = 0; begin < text.length();) {
        std::uint32_t end = begin + 1;
        while (end < text.length() && text.grapheme_start[end] == 0) ++end;
        const FaceChoice choice = choose_face(fonts, text, begin, end, begin > 0 ? &choices[begin - 1] : nullptr);
        std::fill(choices.begin() + begin, choices.begin() + end, choice);
        begin = end;
    }
    return choices;
}

void collapse_spaces(ShapedText& text) {
    const std::u32string& c = text.characters.code_points;
    const auto collapsed = [&](std::uint32_t i) { return i > 0 && c[i] == ' ' && (c[i - 1] == ' ' || is_hard_break(c[i - 1])); };
    for (Glyph& glyph : text.glyphs) {
        if (!collapsed(glyph.cluster)) continue;
        glyph.advance = 0;
        text.advances[glyph.cluster] = 0;
    }
}

/// Shapes [begin, end) with the rest of the text as context and appends the run.
void shape_run(const FontSet& fonts, ShapedText& out, std::uint32_t begin, std::uint32_t end, hb_script_t script, FaceChoice choice,
               hb_language_t language, hb_buffer_t* buffer, const std::u32string& drawn) {
    Run run;
    run.begin = begin;
    run.end = end;
    run.level = out.levels[begin];
    run.face = choice.face;
    run.slanted = choice.slanted;
    const Face& face = fonts.face(choice.face);
    run.size = out.style.size * face.scale;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf32(buffer, reinterpret_cast<const std::uint32_t*>(drawn.data()), static_cast<int>(drawn.size()), begin, static_cast<int>(end - begin));
    hb_buffer_set_direction(buffer, run.rtl() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_language(buffer, language);
    hb_shape(face.harfbuzz, buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    const float unit = face.em_per_unit * run.size;
    run.glyph_begin = static_cast<std::uint32_t>(out.glyphs.size());
    for (unsigned i = 0; i < count; ++i) {
        Glyph glyph;
        glyph.index = infos[i].codepoint;
        glyph.cluster = infos[i].cluster;
        glyph.advance = static_cast<float>(positions[i].x_advance) * unit;
        if (out.characters.code_points[glyph.cluster] == '\t') glyph.advance *= kTabSpaces;
        glyph.x = static_cast<float>(positions[i].x_offset) * unit;
        glyph.y = -static_cast<float>(positions[i].y_offset) * unit;
        out.advances[glyph.cluster] += glyph.advance;
        out.cluster_start[glyph.cluster] = 1;
        out.glyphs.push_back(glyph);
    }
    run.glyph_end = static_cast<std::uint32_t>(out.glyphs.size());
    out.runs.push_back(run);
}

void shape_runs(const FontSet& fonts, ShapedText& out, std::string_view lang) {
    const std::vector<hb_script_t> scripts = find_scripts(out.characters.code_points);
    const std::vector<FaceChoice> faces = choose_faces(fonts, out);
    const hb_language_t language = hb_language_from_string(lang.data(), static_cast<int>(lang.size()));
    std::u32string drawn = out.characters.code_points;
    std::replace(drawn.begin(), drawn.end(), U'\t', U' ');
    hb_buffer_t* buffer = hb_buffer_create();
    for (std::uint32_t begin = 0; begin < out.length();) {
        if (is_hard_break(drawn[begin])) {   // takes a place in the text, none on the screen
            out.cluster_start[begin++] = 1;
            continue;
        }
        std::uint32_t end = begin + 1;
        while (end < out.length() && !is_hard_break(drawn[end]) && out.levels[end] == out.levels[begin] && scripts[end] == scripts[begin] &&
               faces[end] == faces[begin]) {
            ++end;
        }
        shape_run(fonts, out, begin, end, scripts[begin], faces[begin], language, buffer, drawn);
        begin = end;
    }
    hb_buffer_destroy(buffer);
}

}   // namespace

ShapedText shape(const FontSet& fonts, const ShapeRequest& request) {
    ShapedText out;
    out.text = std::string(request.text);
    if (request.spans != nullptr) out.spans = *request.spans;
    out.style = request.style;
    out.characters = decode(out.text);
    out.grapheme_start = grapheme_starts(out.characters.code_points);
    out.breaks = line_breaks(out.characters.code_points, request.lang);
    out.span_of = spans_by_character(out.characters, out.spans);
    out.advances.assign(out.length(), 0);
    out.cluster_start.assign(out.length(), 0);
    find_levels(out, request);
    const Face& first = fonts.face(fonts.chain(request.style.weight, request.style.mono).front());
    out.ascent = first.ascent * first.scale * request.style.size;
    out.descent = first.descent * first.scale * request.style.size;
    shape_runs(fonts, out, request.lang);
    if (request.collapse_spaces && !request.preformatted) collapse_spaces(out);
    return out;
}

}   // namespace pasokh::desktop
