// Porter's suffix stripping algorithm for English, step by step as in the 1980 paper.
#include "core/text/stem.h"

namespace pasokh::text {

namespace {

class Porter {
public:
    explicit Porter(std::string_view word) : word_(word) {}

    std::string run() {
        if (word_.size() <= 2) return word_;
        plurals();
        past_and_ing();
        final_y();
        long_suffixes();
        middle_suffixes();
        short_suffixes();
        final_e();
        return std::move(word_);
    }

private:
    struct Rule {
        std::string_view from, to;
    };

    bool is_consonant(std::size_t i) const {
        switch (word_[i]) {
            case 'a': case 'e': case 'i': case 'o': case 'u': return false;
            case 'y': return i == 0 || !is_consonant(i - 1);
            default: return true;
        }
    }

    /// m in [C](VC)^m[V], of the first `size` letters.
    std::size_t measure(std::size_t size) const {
        std::size_t m = 0;
        bool after_vowel = false;
        for (std::size_t i = 0; i < size; ++i) {
            const bool consonant = is_consonant(i);
            if (consonant && after_vowel) ++m;
            after_vowel = !consonant;
        }
        return m;
    }

    bool has_vowel(std::size_t size) const {
        for (std::size_t i = 0; i < size; ++i)
            if (!is_consonant(i)) return true;
        return false;
    }

    bool ends_double_consonant() const {
        const std::size_t n = word_.size();
        return n >= 2 && word_[n - 1] == word_[n - 2] && is_consonant(n - 1);
    }

    /// *o: consonant, vowel, consonant other than w, x, y.
    bool ends_cvc(std::size_t size) const {
        if (size < 3 || !is_consonant(size - 1) || is_consonant(size - 2) || !is_consonant(size - 3)) return false;
        const char last = word_[size - 1];
        return last != 'w' && last != 'x' && last != 'y';
    }

    bool ends(std::string_view suffix) const { return std::string_view(word_).ends_with(suffix); }
    std::size_t without(std::string_view suffix) const { return word_.size() - suffix.size(); }
    void replace(std::string_view suffix, std::string_view by) { word_.replace(without(suffix), suffix.size(), by); }

    void plurals() {   // step 1a
        if (ends("sses")) replace("sses", "ss");
        else if (ends("ies")) replace("ies", "i");
        else if (!ends("ss") && ends("s")) replace("s", "");
    }

    void past_and_ing() {   // step 1b
        if (ends("eed")) {
            if (measure(without("eed")) > 0) replace("eed", "ee");
            return;
        }
        if (ends("ed") && has_vowel(without("ed"))) replace("ed", "");
        else if (ends("ing") && has_vowel(without("ing"))) replace("ing", "");
        else return;
        if (ends("at") || ends("bl") || ends("iz")) { word_ += 'e'; return; }
        if (ends_double_consonant() && !ends("l") && !ends("s") && !ends("z")) { word_.pop_back(); return; }
        if (measure(word_.size()) == 1 && ends_cvc(word_.size())) word_ += 'e';
    }

    void final_y() {   // step 1c
        if (ends("y") && has_vowel(without("y"))) word_.back() = 'i';
    }

    /// The first rule whose suffix matches decides, whether its condition holds or not.
    void apply(const Rule* rules, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!ends(rules[i].from)) continue;
            if (measure(without(rules[i].from)) > 0) replace(rules[i].from, rules[i].to);
            return;
        }
    }

    void long_suffixes() {   // step 2
        static constexpr Rule kRules[] = {
            {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"abli", "able"}, {"alli", "al"},
            {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"}, {"alism", "al"},
            {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"}};
        apply(kRules, std::size(kRules));
    }

    void middle_suffixes() {   // step 3
        static constexpr Rule kRules[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}};
        apply(kRules, std::size(kRules));
    }

    void short_suffixes() {   // step 4
        static constexpr std::string_view kSuffixes[] = {"al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent",
                                                         "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"};
        for (const std::string_view suffix : kSuffixes) {
            if (!ends(suffix)) continue;
            const std::size_t left = without(suffix);
            if (suffix == "ion" && (left == 0 || (word_[left - 1] != 's' && word_[left - 1] != 't'))) return;
            if (measure(left) > 1) word_.resize(left);
            return;
        }
    }

    void final_e() {   // step 5
        if (ends("e")) {
            const std::size_t left = without("e");
            const std::size_t m = measure(left);
            if (m > 1 || (m == 1 && !ends_cvc(left))) word_.pop_back();
        }
        if (measure(word_.size()) > 1 && ends_double_consonant() && ends("l")) word_.pop_back();
    }

    std::string word_;
};

}   // namespace

std::string stem_english(std::string_view folded) { return Porter(folded).run(); }

}   // namespace pasokh::text
