#include "core/text/stop_words.h"

#include <cstddef>

namespace pasokh::text {

namespace {

/// Sorted by bytes, each followed by one space.
constexpr std::string_view kStopWords =
    "a about again all also am an and any are as at be been being both but by can could did do does doing don done "
    "dont down each for from get got had has have having he her here him his how i id if im in into is it its ive "
    "just may me might mine more most must my no nor not of on once only or other our out over own please s same "
    "shall she should so some such t than that the their them then there these they this those to too under up us "
    "very was we were what when where which who whom whose why will with without would you your yours اذا ارید از "
    "است اش التی الذی الذین الی ام اما ان انا انان انت انها او اگر ای ایا ایشان ایضا این با باشد باید بر برای بعد "
    "بعض بل به بها بود بودن بوده بی بین تا تلک تو تکون ثم جایی حتی حول خلال خود دارد دارم دارند داره در دو دیگر ذلک "
    "را رو روی زیر شد شده شما شود علی علیه علیها عن عند عندما غیر فقط فی فیه فیها قبل قد لا لدی لم لماذا لن له لها "
    "لک لکن لی لیس لیست ما ماذا متی مثل مع من منذ منه منها مورد می میشه میشود میکند میکنم میکنند نحن نیز نیست ها "
    "های هذا هذه هر هست هستند هل هم همان همه همین هو هی و وقتی ولی وی پس پیش چرا چطور چقدر چند چه چگونه چیز چیزی "
    "چیست چیه کان کانت کجا کجاست کدام کرد کسی کل کم کما کند کنم کنند کنید کنیم که کی کیست کیف کیه گفت یا یمکن "
    "یمکننی یک یکون ";

}   // namespace

bool is_stop_word(std::string_view folded) {
    if (folded.empty() || folded.size() > 14) return false;
    // Binary search over the bytes: step back to the beginning of the word in the middle and compare it.
    std::size_t low = 0, high = kStopWords.size();
    while (low < high) {
        std::size_t begin = low + (high - low) / 2;
        while (begin > low && kStopWords[begin - 1] != ' ') --begin;
        const std::size_t end = kStopWords.find(' ', begin);
        const int order = kStopWords.substr(begin, end - begin).compare(folded);
        if (order == 0) return true;
        if (order < 0) low = end + 1;
        else high = begin;
    }
    return false;
}

}   // namespace pasokh::text
