#include "core/search/understand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/text/colloquial.h"
#include "core/text/fold.h"
#include "core/text/keyboard.h"
#include "core/text/language.h"
#include "core/text/latin_words.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace pasokh::search {

namespace {

constexpr std::size_t kMaxPrefixes = 24, kMaxHeard = 4, kMaxCorrectedStems = 3;
constexpr std::size_t kMaxQueryBytes = 2048, kMaxTerms = 48;
constexpr double kUnknownShare = 0.5, kLayoutGain = 0.2, kKnownPrefix = 0.5;
constexpr double kSurelyHeardDistance = 0.4, kNameDistance = 0.2;
constexpr std::size_t kNameLetters = 5;      // of a Persian or Arabic word in an English query
constexpr float kLittleWord = 0.05f;         // an article in Latin letters
constexpr float kFormal = 0.9f;              // the written form of a spoken word
// Evidence of a language, in nats.
constexpr double kStrongLetters = 3, kWeakLetters = 0.5, kReadersLanguage = 1, kMostOfOneWord = 3;
// Of a word that sounds like one of the language, at no distance and in few articles; what distance takes, commonness adds.
constexpr double kKnownBySound = 1.5, kSoundDistance = 2, kSoundShare = 0.3, kMostShare = 4, kLittleWordSays = 0.7, kSlipDistance = 3;

std::size_t letter_count(std::string_view word) { return text::count_code_points(word); }

/// Splits a word after each of its inner letters.
std::vector<std::size_t> inner_boundaries(std::string_view word) {
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at < word.size();) {
        text::next_code_point(word, at);
        if (at < word.size()) out.push_back(at);
    }
    return out;
}

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

bool is_latin_word(std::string_view word) {
    bool any = false;
    for (const char c : word) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
        any = any || (c >= 'a' && c <= 'z');
    }
    return any;
}

/// Damaged bytes become U+FFFD: what is understood is shown to people.
std::string valid_utf8(std::string_view text) {
    if (!text::find_invalid_utf8(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) text::append_utf8(out, text::next_code_point(text, at));
    return out;
}

class Reader {
public:
    Reader(std::string_view query, const Index& index, const Synonyms& synonyms, const WeightsByLanguage& weights, const Reading& how)
        : index_(index), words_(index.vocabulary()), synonyms_(synonyms), how_(how), query_(valid_utf8(text::utf8_prefix(query, kMaxQueryBytes))), all_weights_(weights) {}

    Understanding run() {
        cut(query_);
        if (!how_.verbatim) choose_layout();
        choose_language();
        std::vector<std::string> seen;
        for (std::size_t i = 0; i < cut_.size() && seen.size() < kMaxTerms; ++i) {
            if (std::find(seen.begin(), seen.end(), cut_[i].text) != seen.end()) continue;
            seen.push_back(cut_[i].text);
            term(i);
        }
        join_neighbours();
        add_synonyms();
        if (corrected_ && out_.read_as.empty()) out_.read_as = replaced_text();
        return std::move(out_);
    }

private:
    void cut(std::string_view text) {
        cut_ = text::cut_words(text);
        heard_ = {};
        source_ = text;
        std::size_t at = 0;
        char32_t last = 0;
        while (at < text.size()) last = text::next_code_point(text, at);
        open_end_ = last != 0 && text::is_word_letter(last);
    }

    bool is_last(std::size_t i) const { return open_end_ && cut_[i].text == cut_.back().text; }

    bool has_stem(std::string_view word) const {
        if (!words_.with_stem(stem_of(word, StemKind::latin), StemKind::latin).empty()) return true;
        if (index_.has_persian() && !words_.with_stem(stem_of(word, StemKind::persian), StemKind::persian).empty()) return true;
        return index_.has_arabic() && !words_.with_stem(stem_of(word, StemKind::arabic), StemKind::arabic).empty();
    }

    /// By the share of each language's articles that have each word (naive Bayes) or one that it sounds like, by letters that
    /// only one of them has, and by the reader's own language.
    void choose_language() {
        const std::vector<IndexedLanguage>& languages = index_.languages();
        std::vector<double> evidence(languages.size(), 0);
        latin_only_ = !how_.verbatim && std::all_of(cut_.begin(), cut_.end(), [](const text::Word& word) { return is_latin_word(word.text) || has_digit(word.text); });
        const bool sounds = latin_only_ && add_sound_evidence(evidence);
        for (std::size_t i = 0; i < cut_.size(); ++i) {
            const auto found = words_.find(cut_[i].text);
            if (!found || (sounds && is_little_word(i))) continue;
            std::vector<double> of_word;
            for (std::size_t l = 0; l < languages.size(); ++l) {
                of_word.push_back(log_share(*found, l));
                if (!sounds || !is_latin_word(cut_[i].text)) continue;
                for (const Vocabulary::Heard& sound : heard(i, l)) of_word.back() = std::max(of_word.back(), log_share(sound.word, l) - kSoundDistance * sound.distance);
            }
            const double most = of_word.empty() ? 0 : *std::max_element(of_word.begin(), of_word.end());
            for (std::size_t l = 0; l < languages.size(); ++l) evidence[l] += std::max(of_word[l] - most, -kMostOfOneWord);
        }
        const text::ScriptEvidence letters = text::script_evidence(source_);
        double sum = 0, most = -1e9;
        for (std::size_t l = 0; l < languages.size(); ++l) {
            if (!letters.lang.empty() && languages[l].code == letters.lang) evidence[l] += letters.strong ? kStrongLetters : kWeakLetters;
            if (languages[l].code == how_.lang) evidence[l] += kReadersLanguage;
            most = std::max(most, evidence[l]);
        }
        for (double& value : evidence) sum += value = std::exp(value - most);
        for (std::size_t l = 0; l < languages.size(); ++l) {
            out_.languages.push_back(static_cast<float>(evidence[l] / sum));
            if (evidence[l] > evidence[out_.language]) out_.language = l;
        }
        out_.weights = &all_weights_.of(languages.empty() ? std::string_view{} : languages[out_.language].code);
        weights_ = out_.weights;
    }

    /// The language that a Latin spelling is read in for the guides of one language.
    std::optional<text::Spoken> spoken(std::size_t language) const {
        if (language >= index_.languages().size()) return std::nullopt;   // an empty pack
        const std::string& code = index_.languages()[language].code;
        if (code.starts_with("fa")) return text::Spoken::persian;
        if (code.starts_with("ar")) return text::Spoken::arabic;
        return std::nullopt;
    }

    /// Words that cut_[i] sounds like and that the language's guides have, best first.
    std::vector<Vocabulary::Heard> heard(std::size_t i, std::size_t language) {
        const auto read_as = spoken(language);
        if (!read_as) return {};
        auto& known = heard_[static_cast<std::size_t>(*read_as)];
        known.resize(cut_.size());
        if (!known[i]) known[i] = words_.heard_as(cut_[i].text, *read_as);
        std::vector<Vocabulary::Heard> out;
        for (const Vocabulary::Heard& word : *known[i])
            if (out.size() < kMaxHeard && index_.article_count(word.word, language) > 0) out.push_back(word);
        return out;
    }

    double log_share(WordIndex word, std::size_t language) const {
        return std::log((index_.article_count(word, language) + 0.5) / (index_.languages()[language].article_count + 1.0));
    }

    bool is_little_word(std::size_t i) const {
        if (text::is_stop_word(cut_[i].text)) return false;
        for (std::size_t l = 0; l < index_.languages().size(); ++l)
            if (const auto read_as = spoken(l); read_as && text::little_word(cut_[i].text, *read_as)) return true;
        return false;
    }

    /// A Latin word that is not known as such counts for the languages whose words it sounds like, or is a slip of.
    /// Was anything heard?
    bool add_sound_evidence(std::vector<double>& evidence) {
        bool any = false;
        for (std::size_t i = 0; i < cut_.size() && i < kMaxTerms; ++i) {
            const std::string& word = cut_[i].text;
            const bool little = is_little_word(i);
            if (!is_latin_word(word) || (!little && words_.find(word))) continue;
            const auto slips = little || has_digit(word) ? std::vector<Vocabulary::Near>{} : words_.near(word);
            for (std::size_t l = 0; l < index_.languages().size(); ++l) {
                const auto read_as = spoken(l);
                double most = little && read_as && text::little_word(word, *read_as) ? kLittleWordSays : 0;
                if (!little)
                    for (const Vocabulary::Heard& sound : heard(i, l)) most = std::max(most, says(sound.word, sound.distance, l));
                any = any || most > 0;
                for (const Vocabulary::Near& slip : slips)
                    if (index_.article_count(slip.word, l) > 0) most = std::max(most, says(slip.word, kSlipDistance * slip.distance / static_cast<double>(word.size()), l));
                evidence[l] += most;
            }
        }
        return any;
    }

    double says(WordIndex word, double distance, std::size_t language) const {
        return std::max(0.0, kKnownBySound - kSoundDistance * distance + kSoundShare * (log_share(word, language) + kMostShare));
    }

    /// Share of words that the pack knows.
    double known_share(const std::vector<text::Word>& words, bool open_end) const {
        double known = 0;
        std::size_t counted = 0;
        for (std::size_t i = 0; i < words.size() && i < kMaxTerms; ++i) {
            const std::string& word = words[i].text;
            if (letter_count(word) < 2) continue;
            ++counted;
            const bool open = open_end && i + 1 == words.size();
            if (words_.find(word) || has_stem(word)) known += 1;
            else if (open && words_.has_prefix(word)) known += kKnownPrefix;
        }
        return counted == 0 ? 0 : known / static_cast<double>(counted);
    }

    /// The same by sound. Keys of another layout make few spellings with vowels, and words that begin with a sign.
    double heard_share() {
        for (std::size_t at = query_.find_first_of("[];,"); at < query_.size(); at = query_.find_first_of("[];,", at + 1))
            if (at + 1 < query_.size() && is_latin_word(query_.substr(at + 1, 1))) return 0;
        double known = 0;
        for (std::size_t i = 0; i < cut_.size() && i < kMaxTerms; ++i) {
            const std::string& word = cut_[i].text;
            if (word.size() < 3 || word.find_first_of("aeiou") == std::string::npos) continue;
            double best = 0;
            for (std::size_t l = 0; l < index_.languages().size(); ++l)
                for (const Vocabulary::Heard& sound : heard(i, l)) best = std::max(best, 1 - sound.distance);
            known += best;
        }
        return cut_.empty() ? 0 : known / static_cast<double>(cut_.size());
    }

    void choose_layout() {
        const double typed = known_share(cut_, open_end_);
        if (cut_.empty() || typed >= kUnknownShare) return;
        double best = typed + kLayoutGain;
        std::string best_text;
        for (const text::Retype direction : {text::Retype::latin_to_persian, text::Retype::latin_to_arabic, text::Retype::persian_to_latin, text::Retype::arabic_to_latin}) {
            std::string other = text::retype(query_, direction);
            if (other == query_) continue;
            const double share = known_share(text::cut_words(other), true);
            if (share <= best) continue;
            best = share;
            best_text = std::move(other);
        }
        if (best_text.empty() || heard_share() >= best - kLayoutGain) return;
        retyped_ = std::move(best_text);
        out_.read_as = retyped_;
        cut(retyped_);
    }

    void term(std::size_t i) {
        const text::Word& word = cut_[i];
        Term out;
        out.text = out.letters = word.text;
        out.stop = text::is_stop_word(word.text);
        out.open = is_last(i);
        out.exact = has_digit(word.text);
        const auto times = static_cast<float>(std::count_if(cut_.begin(), cut_.end(), [&](const text::Word& other) { return other.text == word.text; }));
        out.weight = (1 + weights_->repeated * std::log(times)) * (out.stop ? weights_->stop_word : 1);
        const auto found = words_.find(word.text);
        if (found) out.words.push_back({*found, 1});
        if (latin_only_ && take_little_word(i, out)) return;
        const float itself = latin_only_ && found ? also_heard(i, *found, out) : 1;
        if (out.open && letter_count(word.text) >= 2) add_prefixes(out, found.has_value());
        add_stems(out, word.text, itself);
        if (index_.has_persian() && weights_ != &all_weights_.arabic) add_written_form(out);
        // In Arabizi digits are letters, and an English stem is chance.
        const bool may_be_wrong = latin_only_ && spoken(out_.language) ? is_latin_word(word.text) : !out.exact && !has_stem(word.text);
        if (!how_.verbatim && out.words.empty() && may_be_wrong) correct(i, out);
        out_.terms.push_back(std::move(out));
    }

    void add_stems(Term& out, std::string_view word, float weight) const {
        const auto add = [&](StemKind kind) {
            std::string stem = stem_of(word, kind);
            if (stem.empty()) return;
            for (const Stem& other : out.stems)
                if (other.kind == kind && other.text == stem) return;
            out.stems.push_back({kind, std::move(stem), weight});
        };
        add(StemKind::latin);
        if (index_.has_persian()) add(StemKind::persian);
        if (index_.has_arabic()) add(StemKind::arabic);
        // Roots are the loosest match: beside Persian articles they are for queries that may be Arabic.
        if (index_.has_arabic() && weights_ != &all_weights_.persian) add(StemKind::arabic_root);
    }

    /// میخوام is also looked for as میخواهم.
    void add_written_form(Term& out) const {
        const std::string written = text::formal_persian(out.text);
        for (const text::Word& word : text::cut_words(written)) {
            if (text::is_stop_word(word.text)) continue;
            const auto found = words_.find(word.text);
            if (!found) continue;      // it is a guess by shape: only words that the guides have
            out.words.push_back({*found, kFormal, Reason::spoken});
            add_stems(out, word.text, kFormal);
        }
    }

    /// In a Persian or Arabic query in Latin letters, its little words are what they stand for and no more.
    bool take_little_word(std::size_t i, Term& out) {
        const auto read_as = spoken(out_.language);
        const auto meant = read_as ? text::little_word(out.text, *read_as) : std::nullopt;
        if (!meant) return false;
        out.words.clear();
        out.stop = out.exact = true;
        out.weight = kLittleWord;
        for (const text::Word& word : text::cut_words(*meant)) {
            const auto found = words_.find(word.text);
            if (!found) continue;
            if (out.words.empty()) replace(i, *found);
            out.words.push_back({*found, 1, Reason::heard});
            out.weight = weights_->stop_word;
        }
        out_.terms.push_back(std::move(out));
        return true;
    }

    /// A known Latin word may be a word of the query's language all the same: an alias in Latin letters, or English by chance.
    /// It then tells no more than that word: what it still weighs itself.
    float also_heard(std::size_t i, WordIndex found, Term& out) {
        const std::vector<Vocabulary::Heard> sounds = heard(i, out_.language);
        if (sounds.empty() || sounds.front().distance > kSurelyHeardDistance) return 1;
        add_heard(out, sounds);
        const float rarity = index_.rarity_of(found, out_.language), of_sound = index_.rarity_of(sounds.front().word, out_.language);
        const float itself = rarity > of_sound ? of_sound / rarity : 1;
        out.words.front().weight = itself;
        return itself;
    }

    void add_prefixes(Term& out, bool known) const {
        for (const WordIndex word : words_.starting_with(out.text, kMaxPrefixes))
            out.words.push_back({word, known ? weights_->prefix_of_known : weights_->prefix, Reason::prefix});
    }

    /// An unknown word: Persian or Arabic in Latin letters, a slip, or two words written together.
    void correct(std::size_t i, Term& out) {
        const auto sounds = is_latin_word(out.text) ? heard_in_query_language(i) : std::vector<Vocabulary::Heard>{};
        const auto slips = out.exact ? std::vector<Vocabulary::Near>{} : words_.near(out.text);
        // A slip in a Latin word is likelier than an imperfect Finglish spelling.
        if (!sounds.empty() && (slips.empty() || (spoken(out_.language) && sounds.front().distance < 0.7))) { take_heard(i, out, sounds); return; }
        if (!slips.empty()) { take_slips(i, out, slips); return; }
        if (!out.exact) add_parts(out);
    }

    /// In a query of another language a word must sound nearly the same to be taken for Persian or Arabic.
    std::vector<Vocabulary::Heard> heard_in_query_language(std::size_t i) {
        if (spoken(out_.language)) return heard(i, out_.language);
        if (letter_count(cut_[i].text) < kNameLetters) return {};
        std::vector<Vocabulary::Heard> best;
        for (std::size_t l = 0; l < index_.languages().size(); ++l) {
            auto words = heard(i, l);
            if (!words.empty() && words.front().distance <= kNameDistance && (best.empty() || words.front().distance < best.front().distance)) best = std::move(words);
        }
        return best;
    }

    void take_heard(std::size_t i, Term& out, const std::vector<Vocabulary::Heard>& sounds) {
        out.stems.clear();
        out.exact = false;
        add_heard(out, sounds);
        replace(i, sounds.front().word);
    }

    void add_heard(Term& out, const std::vector<Vocabulary::Heard>& sounds) {
        out.letters = words_.word(sounds.front().word);
        if (!out.stop && text::is_stop_word(out.letters)) {
            out.stop = true;
            out.weight *= weights_->stop_word;
        }
        std::size_t stems = 0;
        for (const Vocabulary::Heard& word : sounds) {
            out.words.push_back({word.word, weights_->heard / static_cast<float>(1 + word.distance), Reason::heard});
            if (stems++ < kMaxCorrectedStems && word.distance <= sounds.front().distance + 0.3) add_stems(out, words_.word(word.word), weights_->heard);
        }
    }

    void take_slips(std::size_t i, Term& out, const std::vector<Vocabulary::Near>& slips) {
        out.stems.clear();
        // The commonest correction is the likeliest; a rare one must not win by being rare.
        const auto most = static_cast<float>(std::max(1u, words_.article_count(slips.front().word)));
        float weight = weights_->slip / static_cast<float>(slips.front().distance);
        std::size_t stems = 0;
        for (const Vocabulary::Near& slip : slips) {
            const float share = std::min(1.0f, static_cast<float>(words_.article_count(slip.word)) / most);
            out.words.push_back({slip.word, weight * (weights_->rare_slip + (1 - weights_->rare_slip) * share), Reason::slip});
            weight = weights_->slip / static_cast<float>(slip.distance) * weights_->later_slip;
            if (stems++ < kMaxCorrectedStems) add_stems(out, words_.word(slip.word), weights_->slip);
        }
        replace(i, slips.front().word);
    }

    void add_parts(Term& out) {
        if (letter_count(out.text) < 5) return;
        for (const std::size_t at : inner_boundaries(out.text)) {
            const std::string_view left = std::string_view(out.text).substr(0, at), right = std::string_view(out.text).substr(at);
            if (letter_count(left) < 2 || letter_count(right) < 2) continue;
            const auto a = words_.find(left), b = words_.find(right);
            if (!a || !b || text::is_stop_word(left) || text::is_stop_word(right)) continue;
            out.words.push_back({*a, weights_->part, Reason::part});
            out.words.push_back({*b, weights_->part, Reason::part});
        }
    }

    /// The words of a synonym stand for the last word of what the query says; each of several less than one alone.
    void add_synonyms() {
        if (synonyms_.empty()) return;
        std::vector<std::string_view> words;
        for (const text::Word& word : cut_)
            if (!word.joined) words.emplace_back(word.text);
        for (const Synonyms::Match& match : synonyms_.find(words)) {
            const std::string_view last = words[match.begin + match.count - 1];
            const auto term = std::find_if(out_.terms.begin(), out_.terms.end(), [&](const Term& other) { return other.text == last; });
            if (term == out_.terms.end()) continue;
            for (const std::vector<std::string>& to : *match.to) {
                const float weight = weights_->synonym / std::sqrt(static_cast<float>(to.size()));
                for (const std::string& word : to) {
                    if (text::is_stop_word(word)) continue;
                    if (const auto found = words_.find(word)) term->words.push_back({*found, weight, Reason::synonym});
                    add_stems(*term, word, weight);
                }
            }
        }
    }

    /// "re turn" where the pack writes "return".
    void join_neighbours() {
        for (std::size_t i = 0; i + 1 < cut_.size() && i < kMaxTerms; ++i) {
            if (cut_[i].joined || cut_[i + 1].joined || letter_count(cut_[i].text) < 2 || letter_count(cut_[i + 1].text) < 2) continue;
            const std::string joined = cut_[i].text + cut_[i + 1].text;
            const auto found = words_.find(joined);
            if (!found) continue;
            Term out;
            out.text = out.letters = joined;
            out.weight = weights_->joined;
            out.words.push_back({*found, 1});
            out_.terms.push_back(std::move(out));
        }
    }

    void replace(std::size_t i, WordIndex by) {
        corrected_ = true;
        replacements_.push_back({i, by});
    }

    std::string replaced_text() const {
        std::string out;
        std::size_t from = 0;
        for (const auto& [i, by] : replacements_) {
            if (cut_[i].begin < from) continue;
            out += source_.substr(from, cut_[i].begin - from);
            out += index_.spelling(by, out_.language);
            from = cut_[i].end;
        }
        return out + std::string(source_.substr(from));
    }

    const Index& index_;
    const Vocabulary& words_;
    const Synonyms& synonyms_;
    const Reading& how_;
    std::string query_;
    const WeightsByLanguage& all_weights_;
    const Weights* weights_ = nullptr;
    std::string retyped_;
    std::string_view source_;          ///< what cut_ was cut from
    std::vector<text::Word> cut_;
    std::array<std::vector<std::optional<std::vector<Vocabulary::Heard>>>, 2> heard_;   ///< by text::Spoken and place in cut_, as asked for
    bool latin_only_ = false;          ///< may be Persian or Arabic in Latin letters
    bool open_end_ = false;            ///< the last word may still be being typed
    bool corrected_ = false;
    std::vector<std::pair<std::size_t, WordIndex>> replacements_;
    Understanding out_;
};

}   // namespace

Understanding understand(std::string_view query, const Index& index, const Synonyms& synonyms, const WeightsByLanguage& weights, const Reading& reading) {
    return Reader(query, index, synonyms, weights, reading).run();
}

}   // namespace pasokh::search
