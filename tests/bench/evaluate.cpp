// How good the ranking is: evaluate DATA_DIR [--sets a,b] [--variants clean,typo] [--max N] [--set knob=value]... [--json FILE] [--sweep rounds] [--knobs a,b]
//
// DATA_DIR holds sets as the shared search study has them: SET/{corpus.jsonl,qrels.tsv,queries.dev.jsonl,variants/V.dev.jsonl}.
// Prints MRR@10 by set and variant. --sweep does coordinate ascent over the knobs of core/search/weights.h: a change is
// kept when it raises the mean over all sets, and raises it for most sets when each is left out in turn.
#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <atomic>
#include <vector>

#include "core/kb/pack.h"
#include "core/search/engine.h"
#include "shell/content/content_folder.h"

using namespace pasokh;

namespace {

struct Knob {
    const char* name;
    float& (*of)(search::Weights&);
};

#define KNOB(name, member) {name, [](search::Weights& w) -> float& { return w.member; }}
const Knob kKnobs[] = {
    KNOB("saturation", saturation), KNOB("title", field[0]), KNOB("title_length", length[0]), KNOB("body_length", length[3]), KNOB("word", word), KNOB("stem", stem), KNOB("root", root), KNOB("gram", gram), KNOB("stop_word", stop_word), KNOB("repeated", repeated), KNOB("prefix", prefix), KNOB("prefix_of_known", prefix_of_known), KNOB("slip", slip), KNOB("later_slip", later_slip), KNOB("rare_slip", rare_slip), KNOB("part", part), KNOB("joined", joined), KNOB("heard", heard), KNOB("candidates", candidates), KNOB("pair", pair), KNOB("pair_rarest", pair_rarest), KNOB("pair_saturation", pair_saturation), KNOB("pair_title", pair_title), KNOB("pair_reversed", pair_reversed), KNOB("sentence_cover", sentence_cover), KNOB("sentence_likeness", sentence_likeness), KNOB("letter_likeness", letter_likeness), KNOB("missing", missing), KNOB("long_article", long_article), KNOB("whole_title", whole_title), KNOB("right_language", right_language)};

/// Which languages' weights are set and swept together.
std::vector<search::Weights search::WeightsByLanguage::*> kParts = {&search::WeightsByLanguage::persian, &search::WeightsByLanguage::arabic, &search::WeightsByLanguage::other};

void scale(search::WeightsByLanguage& weights, const Knob& knob, float factor) {
    for (const auto part : kParts) knob.of(weights.*part) *= factor;
}
double value_of(search::WeightsByLanguage& weights, const Knob& knob) { return static_cast<double>(knob.of(weights.*kParts.front())); }

struct Query {
    std::string text;
    std::set<std::string> relevant;
};

struct Set {
    std::string name;
    std::unique_ptr<kb::Pack> pack;
    std::map<std::string, std::vector<Query>> variants;
};

struct Cell {
    double mrr = 0, s1 = 0, s3 = 0, r10 = 0, zero = 0;
    std::size_t n = 0;
};

using Table = std::map<std::string, std::map<std::string, Cell>>;   // by set and variant

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> out;
    std::stringstream in(text);
    for (std::string part; std::getline(in, part, by);)
        if (!part.empty()) out.push_back(part);
    return out;
}

std::vector<Query> read_queries(const std::filesystem::path& file, const std::map<std::string, std::set<std::string>>& relevant, std::size_t max) {
    std::vector<Query> out;
    std::ifstream in(file);
    for (std::string line; out.size() < max && std::getline(in, line);) {
        rapidjson::Document json;
        json.Parse(line.data(), line.size());
        if (json.HasParseError() || !json.IsObject()) continue;
        const auto found = relevant.find(json["id"].GetString());
        if (found != relevant.end()) out.push_back({json["text"].GetString(), found->second});
    }
    return out;
}

Set read_set(const std::filesystem::path& folder, const std::set<std::string>& variants, std::size_t max) {
    Set out;
    out.name = folder.filename().string();
    auto built = content::build_content((folder / "corpus.jsonl").string(), "");
    if (!built) { std::fprintf(stderr, "%s\n", built.error().message.c_str()); std::exit(1); }
    auto pack = kb::Pack::open(std::move(built->bytes), out.name);
    if (!pack) { std::fprintf(stderr, "%s\n", pack.error().message.c_str()); std::exit(1); }
    out.pack = std::make_unique<kb::Pack>(std::move(*pack));
    std::map<std::string, std::set<std::string>> relevant;
    std::ifstream in(folder / "qrels.tsv");
    for (std::string line; std::getline(in, line);) {
        const auto parts = split(line, '\t');
        if (parts.size() >= 2) relevant[parts[0]].insert(parts[1]);
    }
    const auto add = [&](const std::string& name, const std::filesystem::path& file, std::size_t limit) {
        if (!variants.empty() && variants.count(name) == 0) return;
        auto queries = read_queries(file, relevant, std::min(max, limit));
        if (!queries.empty()) out.variants[name] = std::move(queries);
    };
    add("clean", folder / "queries.dev.jsonl", 500);
    if (std::filesystem::exists(folder / "variants"))
        for (const auto& file : std::filesystem::directory_iterator(folder / "variants")) add(file.path().filename().string().substr(0, file.path().filename().string().find('.')), file.path(), 250);
    return out;
}

Cell measure(const search::Engine& engine, const std::vector<Query>& queries) {
    Cell cell;
    for (const Query& query : queries) {
        const search::Answer answer = engine.search(query.text, {.limit = 10, .snippets = false});
        std::size_t first = 0, found = 0;
        for (std::size_t i = 0; i < answer.hits.size(); ++i)
            if (query.relevant.count(answer.hits[i].id) > 0) {
                ++found;
                if (first == 0) first = i + 1;
            }
        if (first > 0) cell.mrr += 1.0 / static_cast<double>(first);
        cell.s1 += first == 1;
        cell.s3 += first > 0 && first <= 3;
        cell.r10 += static_cast<double>(found) / static_cast<double>(query.relevant.size());
        cell.zero += answer.hits.empty();
        ++cell.n;
    }
    for (double* value : {&cell.mrr, &cell.s1, &cell.s3, &cell.r10, &cell.zero}) *value /= static_cast<double>(cell.n);
    return cell;
}

Table measure_all(const std::vector<Set>& sets, const search::WeightsByLanguage& weights) {
    std::vector<std::map<std::string, Cell>> rows(sets.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i; (i = next++) < sets.size();) {
            const search::Engine engine(*sets[i].pack, weights);
            for (const auto& [variant, queries] : sets[i].variants) rows[i][variant] = measure(engine, queries);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    Table out;
    for (std::size_t i = 0; i < sets.size(); ++i) out[sets[i].name] = std::move(rows[i]);
    return out;
}

/// The mean of a set's cells.
std::map<std::string, double> means(const Table& table) {
    std::map<std::string, double> out;
    for (const auto& [set, row] : table) {
        double sum = 0;
        for (const auto& [variant, cell] : row) sum += cell.mrr;
        out[set] = sum / static_cast<double>(row.size());
    }
    return out;
}

double mean(const std::map<std::string, double>& values) {
    double sum = 0;
    for (const auto& [name, value] : values) sum += value;
    return sum / static_cast<double>(values.size());
}

void print(const Table& table) {
    std::set<std::string> variants;
    for (const auto& [set, row] : table)
        for (const auto& [variant, cell] : row) variants.insert(variant);
    std::printf("%-14s", "MRR@10");
    for (const std::string& variant : variants) std::printf(" %9.9s", variant.c_str());
    std::printf("\n");
    for (const auto& [set, row] : table) {
        std::printf("%-14s", set.c_str());
        for (const std::string& variant : variants) {
            const auto found = row.find(variant);
            if (found == row.end()) std::printf(" %9s", "");
            else std::printf(" %9.4f", found->second.mrr);
        }
        std::printf("\n");
    }
}

void write_json(const Table& table, const std::string& file) {
    std::ofstream out(file);
    out << "{";
    bool first_set = true;
    for (const auto& [set, row] : table) {
        out << (first_set ? "" : ",") << "\"" << set << "\":{";
        first_set = false;
        bool first = true;
        for (const auto& [variant, c] : row) {
            out << (first ? "" : ",") << "\"" << variant << "\":{\"mrr10\":" << c.mrr << ",\"s1\":" << c.s1 << ",\"s3\":" << c.s3 << ",\"r10\":" << c.r10 << ",\"zero\":" << c.zero << "}";
            first = false;
        }
        out << "}";
    }
    out << "}\n";
}

/// In how many sets the other sets' mean rises: each set is left out in turn.
std::size_t risen_without_each(const std::map<std::string, double>& before, const std::map<std::string, double>& after) {
    std::size_t risen = 0;
    for (const auto& [left_out, value] : before) {
        double gain = 0;
        for (const auto& [set, old] : before)
            if (set != left_out) gain += after.at(set) - old;
        risen += gain > 0;
    }
    return risen;
}

void sweep(const std::vector<Set>& sets, search::WeightsByLanguage weights, int rounds, const std::set<std::string>& wanted) {
    auto best = means(measure_all(sets, weights));
    std::printf("start %.5f\n", mean(best));
    double step = 0.35;
    for (int round = 0; round < rounds; ++round, step *= 0.6) {
        for (const Knob& knob : kKnobs) {
            if (!wanted.empty() && wanted.count(knob.name) == 0) continue;
            for (const double factor : {1 + step, 1 / (1 + step)}) {
                bool moved = false;
                for (int repeat = 0; repeat < 3; ++repeat) {
                    search::WeightsByLanguage tried = weights;
                    scale(tried, knob, static_cast<float>(factor));
                    const auto now = means(measure_all(sets, tried));
                    if (mean(now) < mean(best) + 0.00005 || risen_without_each(best, now) < sets.size()) break;
                    best = now;
                    weights = tried;
                    moved = true;
                    std::printf("%-20s %8.4f  %.5f\n", knob.name, value_of(weights, knob), mean(best));
                    std::fflush(stdout);
                }
                if (moved) break;
            }
        }
    }
    for (const Knob& knob : kKnobs) std::printf("--set %s=%.4g ", knob.name, value_of(weights, knob));
    std::printf("\n");
}

}   // namespace

int main(int argc, char** argv) {
    if (argc < 2) { std::fprintf(stderr, "evaluate DATA_DIR [--sets a,b] [--variants clean,typo] [--max N] [--set knob=value]... [--json FILE] [--sweep ROUNDS] [--knobs a,b]\n"); return 2; }
    std::set<std::string> wanted_sets, wanted_variants, wanted_knobs;
    std::size_t max = 500;
    int rounds = 0;
    std::string json;
    search::WeightsByLanguage weights = search::kWeights;
    for (int i = 2; i + 1 < argc; i += 2) {
        const std::string option = argv[i], value = argv[i + 1];
        const auto list = split(value, ',');
        if (option == "--sets") wanted_sets.insert(list.begin(), list.end());
        else if (option == "--variants") wanted_variants.insert(list.begin(), list.end());
        else if (option == "--knobs") wanted_knobs.insert(list.begin(), list.end());
        else if (option == "--lang") kParts = {value == "fa" ? &search::WeightsByLanguage::persian : value == "ar" ? &search::WeightsByLanguage::arabic : &search::WeightsByLanguage::other};
        else if (option == "--max") max = std::stoul(value);
        else if (option == "--sweep") rounds = std::stoi(value);
        else if (option == "--json") json = value;
        else if (option == "--set") {
            const std::size_t equal = value.find('=');
            bool found = false;
            for (const Knob& knob : kKnobs)
                if (value.substr(0, equal) == knob.name) { for (const auto part : kParts) knob.of(weights.*part) = std::stof(value.substr(equal + 1)); found = true; }
            if (!found) { std::fprintf(stderr, "evaluate: no knob is called %s\n", value.c_str()); return 2; }
        } else { std::fprintf(stderr, "evaluate: unknown option %s\n", option.c_str()); return 2; }
    }
    std::vector<Set> sets;
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        if (entry.is_directory() && (wanted_sets.empty() || wanted_sets.count(entry.path().filename().string()) > 0)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders) sets.push_back(read_set(folder, wanted_variants, max));
    if (rounds > 0) { sweep(sets, weights, rounds, wanted_knobs); return 0; }
    const Table table = measure_all(sets, weights);
    print(table);
    std::printf("mean of sets %.5f\n", mean(means(table)));
    if (!json.empty()) write_json(table, json);
    return 0;
}
