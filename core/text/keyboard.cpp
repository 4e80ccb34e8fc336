#include "core/text/keyboard.h"

#include <iterator>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

/// One key: what it gives. More specific keys (ligatures, shifted letters) come first.
struct Key {
    char latin;
    std::string_view letters;
};

constexpr Key kPersian[] = {
    {'q', "ض"}, {'w', "ص"}, {'e', "ث"}, {'r', "ق"}, {'t', "ف"}, {'y', "غ"}, {'u', "ع"}, {'i', "ه"}, {'o', "خ"}, {'p', "ح"}, {'[', "ج"}, {']', "چ"},
    {'a', "ش"}, {'s', "س"}, {'d', "ی"}, {'f', "ب"}, {'g', "ل"}, {'h', "ا"}, {'j', "ت"}, {'k', "ن"}, {'l', "م"}, {';', "ک"}, {'\'', "گ"},
    {'z', "ظ"}, {'x', "ط"}, {'c', "ز"}, {'v', "ر"}, {'b', "ذ"}, {'n', "د"}, {'m', "پ"}, {',', "و"}, {'.', "."}, {'/', "/"},
    {'H', "آ"}, {'C', "ژ"}, {'S', "ئ"}, {'A', "ؤ"}, {'D', "ي"}, {'F', "إ"}, {'G', "أ"}, {'J', "ة"}, {'Z', "ك"}, {'M', "ء"}, {'B', "\u200c"}};

constexpr Key kArabic[] = {
    {'b', "لا"}, {'G', "لأ"}, {'T', "لإ"}, {'B', "لآ"},
    {'q', "ض"}, {'w', "ص"}, {'e', "ث"}, {'r', "ق"}, {'t', "ف"}, {'y', "غ"}, {'u', "ع"}, {'i', "ه"}, {'o', "خ"}, {'p', "ح"}, {'[', "ج"}, {']', "د"},
    {'a', "ش"}, {'s', "س"}, {'d', "ي"}, {'f', "ب"}, {'g', "ل"}, {'h', "ا"}, {'j', "ت"}, {'k', "ن"}, {'l', "م"}, {';', "ك"}, {'\'', "ط"},
    {'z', "ئ"}, {'x', "ء"}, {'c', "ؤ"}, {'v', "ر"}, {'n', "ى"}, {'m', "ة"}, {',', "و"}, {'.', "ز"}, {'/', "ظ"}, {'`', "ذ"},
    {'H', "أ"}, {'Y', "إ"}, {'N', "آ"}};

struct Layout {
    const Key* keys;
    std::size_t count;
};

Layout layout_of(Retype direction) {
    if (direction == Retype::latin_to_arabic || direction == Retype::arabic_to_latin) return {kArabic, std::size(kArabic)};
    return {kPersian, std::size(kPersian)};
}

const Key* find_latin(const Layout& layout, char latin) {
    for (std::size_t i = 0; i < layout.count; ++i)
        if (layout.keys[i].latin == latin) return &layout.keys[i];
    return nullptr;
}

/// The key whose letters the rest of the text begins with, after folding ye and kaf to the layout's own.
const Key* find_letters(const Layout& layout, std::string_view rest) {
    for (std::size_t i = 0; i < layout.count; ++i)
        if (rest.starts_with(layout.keys[i].letters)) return &layout.keys[i];
    std::size_t at = 0;
    std::string folded;
    append_folded(folded, next_code_point(rest, at));
    for (std::size_t i = 0; i < layout.count && !folded.empty(); ++i)
        if (fold(layout.keys[i].letters) == folded) return &layout.keys[i];
    return nullptr;
}

std::string to_letters(std::string_view text, const Layout& layout) {
    std::string out;
    for (const char c : text) {
        const Key* key = find_latin(layout, c);
        if (key == nullptr && c >= 'A' && c <= 'Z') key = find_latin(layout, static_cast<char>(c + 32));
        if (key != nullptr) out += key->letters;
        else out += c;
    }
    return out;
}

std::string to_latin(std::string_view text, const Layout& layout) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        std::size_t next = at;
        const char32_t letter = next_code_point(text, next);
        const Key* key = is_arabic_script(letter) ? find_letters(layout, rest) : nullptr;
        if (key == nullptr) {
            out += text.substr(at, next - at);
            at = next;
            continue;
        }
        out += key->latin >= 'A' && key->latin <= 'Z' ? static_cast<char>(key->latin + 32) : key->latin;
        at = rest.starts_with(key->letters) ? at + key->letters.size() : next;
    }
    return out;
}

}   // namespace

std::string retype(std::string_view text, Retype direction) {
    const Layout layout = layout_of(direction);
    const bool from_latin = direction == Retype::latin_to_persian || direction == Retype::latin_to_arabic;
    return from_latin ? to_letters(text, layout) : to_latin(text, layout);
}

}   // namespace pasokh::text
