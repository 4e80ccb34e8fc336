#include "core/text/fold.h"

#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

#include "core/text/fold_tables.inc"

constexpr bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Marks and invisible signs that change no word.
bool is_dropped(char32_t c) {
    if (in(c, 0x0300, 0x036F) || c == 0x00AD) return true;                                       // accents, soft hyphen
    if (in(c, 0x0610, 0x061A) || in(c, 0x064B, 0x065F) || c == 0x0670 || in(c, 0x06D6, 0x06ED) || c == 0x0640) return true;
    if (in(c, 0x08D3, 0x08FF)) return true;                                                      // Quranic marks
    return in(c, 0x200B, 0x200F) || in(c, 0x202A, 0x202E) || in(c, 0x2060, 0x206F) || c == 0xFEFF || in(c, 0xFE00, 0xFE0F);
}

/// U+0600 to U+06FF to the letter that stands for its family; 0 drops it.
char32_t fold_arabic(char32_t c) {
    switch (c) {
        case 0x064A: case 0x0649: case 0x0626: case 0x06CD: case 0x06D0: case 0x06D2: case 0x06D3: case 0x06CE: case 0x0620: return 0x06CC;
        case 0x0643: case 0x06AA: return 0x06A9;
        case 0x0629: case 0x06C0: case 0x06D5: case 0x06C1: case 0x06C2: case 0x06C3: case 0x06BE: return 0x0647;
        case 0x0622: case 0x0623: case 0x0625: case 0x0671: case 0x0672: case 0x0673: return 0x0627;
        case 0x0624: return 0x0648;
        case 0x0621: case 0x0674: return 0;
        default: break;
    }
    if (in(c, 0x0660, 0x0669)) return c - 0x0660 + '0';
    if (in(c, 0x06F0, 0x06F9)) return c - 0x06F0 + '0';
    return c;
}

/// Two-letter Latin letters.
const char* latin_pair(char32_t c) {
    switch (c) {
        case 0x00C6: case 0x00E6: return "ae";
        case 0x0152: case 0x0153: return "oe";
        case 0x0132: case 0x0133: return "ij";
        case 0x00DE: case 0x00FE: return "th";
        case 0x00DF: case 0x1E9E: return "ss";
        default: return nullptr;
    }
}

/// Greek and Cyrillic: lower case, without the accents that are letters of their own.
char32_t fold_greek_cyrillic(char32_t c) {
    switch (c) {
        case 0x0386: case 0x03AC: return 0x03B1;
        case 0x0388: case 0x03AD: return 0x03B5;
        case 0x0389: case 0x03AE: return 0x03B7;
        case 0x038A: case 0x03AF: case 0x03AA: case 0x03CA: case 0x0390: return 0x03B9;
        case 0x038C: case 0x03CC: return 0x03BF;
        case 0x038E: case 0x03CD: case 0x03AB: case 0x03CB: case 0x03B0: return 0x03C5;
        case 0x038F: case 0x03CE: return 0x03C9;
        case 0x03C2: return 0x03C3;
        case 0x0401: case 0x0451: case 0x0400: case 0x0450: return 0x0435;
        case 0x0419: case 0x0439: return 0x0438;
        default: break;
    }
    if ((in(c, 0x0391, 0x03A9) && c != 0x03A2) || in(c, 0x0410, 0x042F)) return c + 32;
    if (in(c, 0x0400, 0x040F)) return c + 80;
    return c;
}

void append_ascii(std::string& out, char32_t c) { out.push_back(static_cast<char>(in(c, 'A', 'Z') ? c + 32 : c)); }

void append_arabic(std::string& out, char32_t c) {
    if (const char32_t folded = fold_arabic(c); folded != 0) append_utf8(out, folded);
}

}   // namespace

void append_folded(std::string& out, char32_t c) {
    if (c < 0x80) { append_ascii(out, c); return; }
    if (is_dropped(c)) return;
    if (in(c, 0x0600, 0x06FF)) { append_arabic(out, c); return; }
    if (const char* pair = latin_pair(c)) { out += pair; return; }
    if (in(c, 0x00C0, 0x024F) && kLatinC0[c - 0x00C0] != '.') { out.push_back(kLatinC0[c - 0x00C0]); return; }
    if (in(c, 0x1E00, 0x1EFF) && kLatin1E00[c - 0x1E00] != '.') { out.push_back(kLatin1E00[c - 0x1E00]); return; }
    if (in(c, 0x0386, 0x045F)) { append_utf8(out, fold_greek_cyrillic(c)); return; }
    if (in(c, 0xFB50, 0xFBFF) && kFormsFB50[c - 0xFB50] != 0) { append_arabic(out, 0x0600u + kFormsFB50[c - 0xFB50]); return; }
    if (in(c, 0xFEF5, 0xFEFC)) { out += "لا"; return; }                                          // lam-alef ligatures
    if (in(c, 0xFE70, 0xFEFF)) {
        if (kFormsFE70[c - 0xFE70] != 0) append_arabic(out, 0x0600u + kFormsFE70[c - 0xFE70]);
        return;
    }
    if (in(c, 0xFF01, 0xFF5E)) { append_ascii(out, c - 0xFEE0); return; }
    switch (c) {
        case 0x2018: case 0x2019: case 0x00B4: out.push_back('\''); return;
        case 0x00B9: out.push_back('1'); return;
        case 0x00B2: out.push_back('2'); return;
        case 0x00B3: out.push_back('3'); return;
        case 0x00AA: out.push_back('a'); return;
        case 0x00BA: out.push_back('o'); return;
        case 0x00B5: append_utf8(out, 0x03BC); return;
        case 0x00A0: case 0x202F: out.push_back(' '); return;
        case 0xFDF2: out += "الله"; return;
        case 0xFDFC: out += "ریال"; return;
        default: append_utf8(out, c);
    }
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) append_folded(out, next_code_point(text, at));
    return out;
}

bool is_word_letter(char32_t c) {
    if (c < 0x80) return in(c, '0', '9') || in(c, 'a', 'z') || in(c, 'A', 'Z');
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA || c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0xAD;
    if (c == 0xD7 || c == 0xF7) return false;
    if (in(c, 0x0600, 0x060F) || c == 0x061B || in(c, 0x061C, 0x061F) || in(c, 0x066A, 0x066D) || c == 0x06D4 || c == 0x06DD || c == 0x06DE || c == 0x06E9)
        return false;
    if (in(c, 0x2000, 0x2BFF)) return c == kHalfSpace || c == 0x200B || c == 0x200D || c == 0x200E || c == 0x200F || in(c, 0x202A, 0x202E) || in(c, 0x2060, 0x206F);
    if (in(c, 0x3000, 0x303F) || in(c, 0xD800, 0xF8FF) || in(c, 0xFD3E, 0xFD4F) || in(c, 0xFE00, 0xFE6F)) return false;
    if (c >= 0xFF00 && c <= 0xFFFF) return in(c, 0xFF10, 0xFF19) || in(c, 0xFF21, 0xFF3A) || in(c, 0xFF41, 0xFF5A) || in(c, 0xFF66, 0xFFDC);
    return c < 0x1F000;   // emoji, private use and tags are not letters
}

bool is_arabic_script(char32_t c) {
    return in(c, 0x0600, 0x06FF) || in(c, 0x0750, 0x077F) || in(c, 0x08A0, 0x08FF) || in(c, 0xFB50, 0xFDFF) || in(c, 0xFE70, 0xFEFC);
}

int digit_value(char32_t c) {
    if (in(c, '0', '9')) return static_cast<int>(c - '0');
    if (in(c, 0x0660, 0x0669)) return static_cast<int>(c - 0x0660);
    if (in(c, 0x06F0, 0x06F9)) return static_cast<int>(c - 0x06F0);
    return -1;
}

}   // namespace pasokh::text
