#pragma once
// The last few answers to a question that is asked again with each letter typed: about the words before the one that grows.
//
// Use:
//   const Words& words = recent.of("hesab", [&] { return hear("hesab"); });   // valid until the next call
//
// Cost: compares the key with each that is kept. Threads: one.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace pasokh::search {

template <class Answer>
class Recent {
public:
    template <class Make>
    const Answer& of(std::string_view key, const Make& make) {
        for (std::size_t i = 0; i < count_; ++i)
            if (kept_[i].key == key) return kept_[i].answer;
        Kept& oldest = kept_[next_];
        oldest = {std::string(key), make()};
        next_ = (next_ + 1) % kept_.size();
        if (count_ < kept_.size()) ++count_;
        return oldest.answer;
    }

private:
    struct Kept {
        std::string key;
        Answer answer;
    };
    std::array<Kept, 32> kept_;
    std::size_t count_ = 0, next_ = 0;
};

}   // namespace pasokh::search
