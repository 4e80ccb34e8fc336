#include "core/kb/tokenizer.h"

#include <algorithm>

#include "core/kb/format.h"
#include "core/text/stop_words.h"
#include "core/text/words.h"

namespace pasokh::kb {

namespace {

class SearchTokenizer final : public db::Database::Tokenizer {
public:
    void tokenize(std::string_view source, bool, const Sink& sink) const override {
        std::vector<text::Word> words = text::cut_words(source);
        std::sort(words.begin(), words.end(), [](const text::Word& a, const text::Word& b) { return a.text != b.text ? a.text < b.text : a.begin < b.begin; });
        std::uint8_t count = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const text::Word& word = words[i];
            count = i > 0 && words[i - 1].text == word.text ? static_cast<std::uint8_t>(std::min(count + 1, 255)) : 1;
            if (count > (text::is_stop_word(word.text) ? 1 : kMaxCount)) continue;
            if (!sink(word.text, word.begin, word.end, true)) return;
        }
    }
};

}   // namespace

Status register_search_tokenizer(db::Database& database) { return database.register_tokenizer(kSearchTokenizer, std::make_shared<SearchTokenizer>()); }

}   // namespace pasokh::kb
