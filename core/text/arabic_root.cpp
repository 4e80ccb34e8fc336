// Arabic roots without a dictionary: Taghva, Elkhoury and Coombs, "Arabic Stemming Without a Root Dictionary"
// (ITCC 2005, the ISRI stemmer), on folded letters.
#include "core/text/stem.h"
#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

/// At most eight letters by index; longer words have no root here.
struct Letters {
    char16_t at[8] = {};
    std::size_t size = 0;

    char16_t operator[](std::size_t i) const { return i < size ? at[i] : u'\0'; }
    char16_t last() const { return size == 0 ? u'\0' : at[size - 1]; }
    Letters from(std::size_t first) const { return pick(first, size); }
    Letters upto(std::size_t end) const { return pick(0, end); }
    Letters pick(std::size_t first, std::size_t end) const {
        Letters out;
        for (std::size_t i = first; i < end && i < size; ++i) out.at[out.size++] = at[i];
        return out;
    }
    Letters without(std::size_t index) const {
        Letters out;
        for (std::size_t i = 0; i < size; ++i)
            if (i != index) out.at[out.size++] = at[i];
        return out;
    }
    static Letters of(char16_t a, char16_t b, char16_t c) {
        Letters out;
        out.at[0] = a; out.at[1] = b; out.at[2] = c;
        out.size = 3;
        return out;
    }
};

bool any(char16_t letter, const char16_t* set) {
    for (; *set != u'\0'; ++set)
        if (*set == letter) return true;
    return false;
}

Letters drop_ending(const Letters& w) { return any(w.last(), u"هیکتان") ? w.upto(w.size - 1) : w; }
Letters drop_beginning(const Letters& w) { return any(w[0], u"لبفسویتنا") ? w.from(1) : w; }

Letters of_four(const Letters& w) {
    if (w[0] == u'م') return w.from(1);
    if (w[1] == u'ا') return w.without(1);
    if (any(w[2], u"اوی")) return w.without(2);
    if (w[3] == u'ه') return w.upto(3);
    const Letters shorter = drop_ending(w);
    return shorter.size == 4 ? drop_beginning(shorter) : shorter;
}

/// Patterns of five letters around a three-letter root.
Letters of_five(const Letters& w) {
    if (any(w[2], u"ات") && w[0] == u'ا') return Letters::of(w[1], w[3], w[4]);
    if (any(w[3], u"ایو") && w[0] == u'م') return Letters::of(w[1], w[2], w[4]);
    if (any(w[0], u"اتم") && w[4] == u'ه') return Letters::of(w[1], w[2], w[3]);
    if (any(w[0], u"میت") && w[2] == u'ت') return Letters::of(w[1], w[3], w[4]);
    if (any(w[0], u"مت") && w[2] == u'ا') return Letters::of(w[1], w[3], w[4]);
    if (any(w[2], u"او") && w[4] == u'ه') return Letters::of(w[0], w[1], w[3]);
    if (any(w[0], u"ام") && w[1] == u'ن') return Letters::of(w[2], w[3], w[4]);
    if (w[3] == u'ا' && w[0] == u'ا') return Letters::of(w[1], w[2], w[4]);
    if (w[4] == u'ن' && w[3] == u'ا') return Letters::of(w[0], w[1], w[2]);
    if (w[3] == u'ی' && w[0] == u'ت') return Letters::of(w[1], w[2], w[4]);
    if (w[3] == u'و' && w[1] == u'ا') return Letters::of(w[0], w[2], w[4]);
    if (w[2] == u'ا' && w[1] == u'و') return Letters::of(w[0], w[3], w[4]);
    if (w[3] == u'ی' && w[2] == u'ا') return Letters::of(w[0], w[1], w[4]);
    if (w[4] == u'ه' && w[1] == u'ا') return Letters::of(w[0], w[2], w[3]);
    if (w[4] == u'ی' && w[2] == u'ا') return Letters::of(w[0], w[1], w[3]);
    const Letters shorter = drop_ending(w);
    return shorter.size == 5 ? drop_beginning(shorter) : shorter;
}

/// Patterns of five letters around a four-letter root.
Letters of_five_four(const Letters& w) {
    if (any(w[0], u"اتم")) return w.from(1);
    if (w[4] == u'ه') return w.upto(4);
    if (w[2] == u'ا') return w.without(2);
    return w;
}

Letters finish_five(const Letters& w) {
    if (w.size == 4) return of_four(w);
    if (w.size == 5) return of_five_four(w);
    return w;
}

Letters of_six(const Letters& w) {
    if (w[1] == u'س' && w[2] == u'ت' && any(w[0], u"ام")) return w.from(3);
    if (w[0] == u'م' && w[3] == u'ا' && w[5] == u'ه') return Letters::of(w[1], w[2], w[4]);
    if (w[0] == u'ا' && w[2] == u'ت' && w[4] == u'ا') return Letters::of(w[1], w[3], w[5]);
    if (w[0] == u'ا' && w[3] == u'و' && w[2] == w[4]) return Letters::of(w[1], w[4], w[5]);
    if (w[0] == u'ت' && w[2] == u'ا' && w[4] == u'ی') return Letters::of(w[1], w[3], w[5]);
    const Letters shorter = drop_ending(w);
    return shorter.size == 6 ? drop_beginning(shorter) : shorter;
}

Letters finish_six(const Letters& w) {
    if (w.size == 5) return finish_five(of_five(w));
    if (w.size != 6) return w;
    if (w[0] == u'ا' && w[4] == u'ا') return w.pick(1, 6).without(3);
    if (w[0] == u'م' && w[1] == u'ت') return w.from(2);
    return w;
}

bool starts_with_any(std::string_view word, const std::string_view* first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (word[1] == first[i][1] && word.starts_with(first[i])) return true;   // the first letter nearly always decides
    return false;
}

bool ends_with_any(std::string_view word, const std::string_view* first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (word.back() == first[i].back() && word.ends_with(first[i])) return true;
    return false;
}

/// Articles, conjunctions and pronouns around the word.
std::string_view strip_affixes(std::string_view word) {
    static constexpr std::string_view kBefore3[] = {"کال", "بال", "ولل", "وال"}, kBefore2[] = {"ال", "لل"};
    static constexpr std::string_view kAfter3[] = {"تمل", "همل", "تان", "تین", "کمل"};
    static constexpr std::string_view kAfter2[] = {"ون", "ات", "ان", "ین", "تن", "کم", "هن", "نا", "یا", "ها", "تم", "کن", "نی", "وا", "ما", "هم"};
    if (word.size() >= 12 && starts_with_any(word, kBefore3, std::size(kBefore3))) word.remove_prefix(6);
    else if (word.size() >= 10 && starts_with_any(word, kBefore2, std::size(kBefore2))) word.remove_prefix(4);
    if (word.size() >= 12 && ends_with_any(word, kAfter3, std::size(kAfter3))) word.remove_suffix(6);
    else if (word.size() >= 10 && ends_with_any(word, kAfter2, std::size(kAfter2))) word.remove_suffix(4);
    if (word.size() >= 8 && word.starts_with("وو")) word.remove_prefix(2);
    return word;
}

Letters root_of(const Letters& letters) {
    switch (letters.size) {
        case 4: return of_four(letters);
        case 5: return finish_five(of_five(letters));
        case 6: return finish_six(of_six(letters));
        case 7: {
            Letters shorter = drop_ending(letters);
            if (shorter.size == 7) shorter = drop_beginning(shorter);
            return shorter.size == 6 ? finish_six(of_six(shorter)) : shorter;
        }
        default: return letters;
    }
}

}   // namespace

std::string root_arabic(std::string_view folded) {
    if (!is_plain_arabic(folded)) return std::string(folded);
    const std::string_view bare = strip_affixes(folded);
    if (bare.size() > 14) return std::string(bare);
    Letters letters;
    for (std::size_t at = 0; at < bare.size();) letters.at[letters.size++] = static_cast<char16_t>(next_code_point(bare, at));
    const Letters root = root_of(letters);
    std::string out;
    for (std::size_t i = 0; i < root.size; ++i) append_utf8(out, root.at[i]);
    return out;
}

}   // namespace pasokh::text
