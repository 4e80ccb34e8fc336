#include "core/search/understand.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/search/query_language.h"
#include "core/search/query_layout.h"
#include "core/search/query_words.h"
#include "core/text/colloquial.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

constexpr std::size_t kMaxPrefixes = 24, kMaxCorrectedStems = 3;
constexpr std::size_t kMaxQueryBytes = 2048;
constexpr double kSurelyHeardDistance = 0.4, kNameDistance = 0.2;
constexpr std::size_t kNameLetters = 5;      // of a Persian or Arabic word in an English query
constexpr float kLittleWord = 0.05f;         // an article in Latin letters
constexpr float kFormal = 0.9f;              // the written form of a spoken word

/// Splits a word after each of its inner letters.
std::vector<std::size_t> inner_boundaries(std::string_view word) {
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at < word.size();) {
        text::next_code_point(word, at);
        if (at < word.size()) out.push_back(at);
    }
    return out;
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
        : index_(index), words_(index.vocabulary()), synonyms_(synonyms), how_(how), all_weights_(weights), query_(valid_utf8(text::utf8_prefix(query, kMaxQueryBytes)), index) {}

    Understanding run() {
        if (!how_.verbatim) take_other_layout();
        take_language();
        std::vector<std::string> seen;
        for (std::size_t i = 0; i < query_.size() && seen.size() < kMaxQueryWords; ++i) {
            if (std::find(seen.begin(), seen.end(), query_[i].text) != seen.end()) continue;
            seen.push_back(query_[i].text);
            term(i);
        }
        join_neighbours();
        add_synonyms();
        if (corrected_ && out_.read_as.empty()) out_.read_as = replaced_text();
        return std::move(out_);
    }

private:
    void take_other_layout() {
        const std::optional<std::string> meant = read_in_other_layout(query_, index_);
        if (!meant) return;
        out_.read_as = *meant;
        query_ = QueryWords(*meant, index_);
    }

    void take_language() {
        latin_only_ = !how_.verbatim && query_.is_latin();
        QueryLanguage in = choose_language(query_, index_, {.reader = how_.lang, .by_sound = latin_only_});
        out_.languages = std::move(in.shares);
        out_.language = in.likeliest;
        out_.weights = &all_weights_.of(out_.languages.empty() ? std::string_view{} : index_.languages()[out_.language].code);
        weights_ = out_.weights;
    }

    void term(std::size_t i) {
        const text::Word& word = query_[i];
        Term out;
        out.text = out.letters = word.text;
        out.stop = text::is_stop_word(word.text);
        out.open = query_.is_last(i);
        out.exact = has_digit(word.text);
        const auto times = static_cast<float>(std::count_if(query_.all().begin(), query_.all().end(), [&](const text::Word& other) { return other.text == word.text; }));
        out.weight = (1 + weights_->repeated * std::log(times)) * (out.stop ? weights_->stop_word : 1);
        const auto found = words_.find(word.text);
        if (found) out.words.push_back({*found, 1});
        if (latin_only_ && take_little_word(i, out)) return;
        const float itself = latin_only_ && found ? also_heard(i, *found, out) : 1;
        if (out.open && letter_count(word.text) >= 2) add_prefixes(out, found.has_value());
        add_stems(out, word.text, itself);
        if (index_.has_persian() && weights_ != &all_weights_.arabic) add_written_form(out);
        // In Arabizi digits are letters, and an English stem is chance.
        const bool may_be_wrong = latin_only_ && query_.spoken(out_.language) ? is_latin_word(word.text) : !out.exact && !has_stem(index_, word.text);
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
        const auto read_as = query_.spoken(out_.language);
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
        const std::vector<Vocabulary::Heard> sounds = query_.heard(i, out_.language);
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
        if (!sounds.empty() && (slips.empty() || (query_.spoken(out_.language) && sounds.front().distance < 0.7))) { take_heard(i, out, sounds); return; }
        if (!slips.empty()) { take_slips(i, out, slips); return; }
        if (!out.exact) add_parts(out);
    }

    /// In a query of another language a word must sound nearly the same to be taken for Persian or Arabic.
    std::vector<Vocabulary::Heard> heard_in_query_language(std::size_t i) {
        if (query_.spoken(out_.language)) return query_.heard(i, out_.language);
        if (letter_count(query_[i].text) < kNameLetters) return {};
        std::vector<Vocabulary::Heard> best;
        for (std::size_t l = 0; l < index_.languages().size(); ++l) {
            auto words = query_.heard(i, l);
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
        for (const text::Word& word : query_.all())
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
        for (std::size_t i = 0; i + 1 < query_.size() && i < kMaxQueryWords; ++i) {
            if (query_[i].joined || query_[i + 1].joined || letter_count(query_[i].text) < 2 || letter_count(query_[i + 1].text) < 2) continue;
            const std::string joined = query_[i].text + query_[i + 1].text;
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
            if (query_[i].begin < from) continue;
            out += query_.text().substr(from, query_[i].begin - from);
            out += index_.spelling(by, out_.language);
            from = query_[i].end;
        }
        return out + query_.text().substr(from);
    }

    const Index& index_;
    const Vocabulary& words_;
    const Synonyms& synonyms_;
    const Reading& how_;
    const WeightsByLanguage& all_weights_;
    const Weights* weights_ = nullptr;
    QueryWords query_;
    bool latin_only_ = false;          ///< may be Persian or Arabic in Latin letters
    bool corrected_ = false;
    std::vector<std::pair<std::size_t, WordIndex>> replacements_;
    Understanding out_;
};

}   // namespace

Understanding understand(std::string_view query, const Index& index, const Synonyms& synonyms, const WeightsByLanguage& weights, const Reading& reading) {
    return Reader(query, index, synonyms, weights, reading).run();
}

}   // namespace pasokh::search
