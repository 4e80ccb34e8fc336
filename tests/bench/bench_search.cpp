// How long a key press takes: bench_search CONTENT_DIR|FILE.jsonl.
//
// Packs the content, takes each title letter by letter as a person
// types it, with snippets, and prints the distribution. The first query of a fresh engine is told apart.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "core/kb/pack.h"
#include "core/search/engine.h"
#include "core/text/utf8.h"
#include "shell/content/content_folder.h"

using namespace pasokh;

namespace {

/// Processor time of this process, in microseconds: other programs on the machine do not count.
double now_us() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}
double us_since(double begin) { return now_us() - begin; }

std::vector<std::string> prefixes(std::string_view title) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < title.size();) {
        text::next_code_point(title, at);
        out.emplace_back(title.substr(0, at));
    }
    return out;
}

void print(const char* what, std::vector<double>& us) {
    std::sort(us.begin(), us.end());
    const auto at = [&](double share) { return us[std::min(us.size() - 1, static_cast<std::size_t>(static_cast<double>(us.size()) * share))]; };
    std::printf("%-24s n %zu  p50 %.0f us  p90 %.0f us  p99 %.0f us  max %.0f us\n", what, us.size(), at(0.5), at(0.9), at(0.99), us.back());
}

int run(const char* content) {
    auto built = content::build_content(content, "");
    if (!built) {
        std::fprintf(stderr, "bench_search: %s\n", built.error().message.c_str());
        return 1;
    }
    auto begin = now_us();
    const auto pack = kb::Pack::open(std::move(built->bytes), content);
    if (!pack) {
        std::fprintf(stderr, "bench_search: %s\n", pack.error().message.c_str());
        return 1;
    }
    const double open_us = us_since(begin);
    begin = now_us();
    const search::Engine engine(*pack);
    const double engine_us = us_since(begin);
    begin = now_us();
    engine.search(pack->articles().front().title, {});
    std::printf("%zu articles: open %.1f ms, engine %.1f ms, first query %.1f ms\n", pack->articles().size(), open_us / 1000, engine_us / 1000, us_since(begin) / 1000);

    std::vector<double> cold, warm;
    for (std::vector<double>* us : {&cold, &warm}) {
        std::size_t keys = 0;
        for (const kb::ArticleInfo& info : pack->articles()) {
            for (const std::string& typed : prefixes(info.title)) {
                const auto key = now_us();
                engine.search(typed, {.lang = info.lang, .limit = 8});
                us->push_back(us_since(key));
                if (++keys > 20'000) break;
            }
            if (keys > 20'000) break;
        }
    }
    print("key press, first time", cold);
    print("key press, again", warm);
    return 0;
}

}   // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_search CONTENT_DIR|FILE.jsonl\n");
        return 2;
    }
    return run(argv[1]);
}
