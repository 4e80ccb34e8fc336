#include "core/search/query_language.h"

#include <algorithm>
#include <cmath>

#include "core/text/language.h"

namespace pasokh::search {

namespace {

// Evidence of a language, in nats.
constexpr double kStrongLetters = 3, kWeakLetters = 0.5, kReadersLanguage = 1, kMostOfOneWord = 3;
// Of a word that sounds like one of the language, at no distance and in few articles; what distance takes, commonness adds.
constexpr double kKnownBySound = 1.5, kSoundDistance = 2, kSoundShare = 0.3, kMostShare = 4, kLittleWordSays = 0.7, kSlipDistance = 3;

class Chooser {
public:
    Chooser(QueryWords& words, const Index& index) : words_(words), index_(index), evidence_(index.languages().size(), 0) {}

    QueryLanguage run(const LanguageHints& hints) {
        const bool sounds = hints.by_sound && add_sounds();
        add_known_words(sounds);
        add_letters();
        add_reader(hints.reader);
        return shares();
    }

private:
    double log_share(WordIndex word, std::size_t language) const {
        return std::log((index_.article_count(word, language) + 0.5) / (index_.languages()[language].article_count + 1.0));
    }

    double says(WordIndex word, double distance, std::size_t language) const {
        return std::max(0.0, kKnownBySound - kSoundDistance * distance + kSoundShare * (log_share(word, language) + kMostShare));
    }

    /// A Latin word that is not known as such counts for the languages whose words it sounds like, or is a slip of.
    /// Was anything heard?
    bool add_sounds() {
        bool any = false;
        for (std::size_t i = 0; i < words_.size() && i < kMaxQueryWords; ++i) {
            const std::string& word = words_[i].text;
            const bool little = words_.is_little_word(i);
            if (!is_latin_word(word) || (!little && index_.vocabulary().find(word))) continue;
            const auto slips = little || has_digit(word) ? std::vector<Vocabulary::Near>{} : index_.vocabulary().near(word);
            for (std::size_t l = 0; l < evidence_.size(); ++l) {
                const auto read_as = words_.spoken(l);
                double most = little && read_as && text::little_word(word, *read_as) ? kLittleWordSays : 0;
                if (!little)
                    for (const Vocabulary::Heard& sound : words_.heard(i, l)) most = std::max(most, says(sound.word, sound.distance, l));
                any = any || most > 0;
                for (const Vocabulary::Near& slip : slips)
                    if (index_.article_count(slip.word, l) > 0) most = std::max(most, says(slip.word, kSlipDistance * slip.distance / static_cast<double>(word.size()), l));
                evidence_[l] += most;
            }
        }
        return any;
    }

    void add_known_words(bool sounds) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto found = index_.vocabulary().find(words_[i].text);
            if (!found || (sounds && words_.is_little_word(i))) continue;
            std::vector<double> of_word;
            for (std::size_t l = 0; l < evidence_.size(); ++l) {
                of_word.push_back(log_share(*found, l));
                if (!sounds || !is_latin_word(words_[i].text)) continue;
                for (const Vocabulary::Heard& sound : words_.heard(i, l)) of_word.back() = std::max(of_word.back(), log_share(sound.word, l) - kSoundDistance * sound.distance);
            }
            const double most = of_word.empty() ? 0 : *std::max_element(of_word.begin(), of_word.end());
            for (std::size_t l = 0; l < evidence_.size(); ++l) evidence_[l] += std::max(of_word[l] - most, -kMostOfOneWord);
        }
    }

    void add_letters() {
        const text::ScriptEvidence letters = text::script_evidence(words_.text());
        for (std::size_t l = 0; l < evidence_.size(); ++l)
            if (!letters.lang.empty() && index_.languages()[l].code == letters.lang) evidence_[l] += letters.strong ? kStrongLetters : kWeakLetters;
    }

    void add_reader(std::string_view lang) {
        for (std::size_t l = 0; l < evidence_.size(); ++l)
            if (index_.languages()[l].code == lang) evidence_[l] += kReadersLanguage;
    }

    QueryLanguage shares() {
        QueryLanguage out;
        double sum = 0, most = -1e9;
        for (const double value : evidence_) most = std::max(most, value);
        for (double& value : evidence_) sum += value = std::exp(value - most);
        for (std::size_t l = 0; l < evidence_.size(); ++l) {
            out.shares.push_back(static_cast<float>(evidence_[l] / sum));
            if (evidence_[l] > evidence_[out.likeliest]) out.likeliest = l;
        }
        return out;
    }

    QueryWords& words_;
    const Index& index_;
    std::vector<double> evidence_;
};

}   // namespace

QueryLanguage choose_language(QueryWords& words, const Index& index, const LanguageHints& hints) { return Chooser(words, index).run(hints); }

}   // namespace pasokh::search
