// Runs a fuzz target without libFuzzer: on each file of the given folders, and on a few hundred fixed mutations of it.
//   replay_json [--plain] FILE|FOLDER...    --plain: the files alone
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutations = 200;

/// xorshift64*: the same mutations on every machine.
class Random {
public:
    std::uint64_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 2685821657736338717ULL;
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

private:
    std::uint64_t state_ = 88172645463325252ULL;
};

void mutate(std::vector<std::uint8_t>& bytes, Random& random) {
    const std::size_t changes = 1 + random.below(8);
    for (std::size_t i = 0; i < changes && bytes.size() > 1; ++i) {
        const std::size_t at = 1 + random.below(bytes.size() - 1);   // the first byte is the target's switch
        switch (random.below(4)) {
            case 0: bytes[at] ^= static_cast<std::uint8_t>(1u << random.below(8)); break;
            case 1: bytes[at] = static_cast<std::uint8_t>(random.next()); break;
            case 2: bytes[at] = static_cast<std::uint8_t>(random.below(2) == 0 ? 0x00 : 0xFF); break;
            default: if (random.below(20) == 0) bytes.resize(at);
        }
    }
}

void run(const std::vector<std::uint8_t>& bytes) { LLVMFuzzerTestOneInput(bytes.data(), bytes.size()); }

void replay(const std::filesystem::path& path, int mutations, std::size_t& runs) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    run(bytes);
    Random random;
    for (int i = 0; i < mutations; ++i) {
        std::vector<std::uint8_t> changed = bytes;
        mutate(changed, random);
        run(changed);
    }
    runs += 1 + static_cast<std::size_t>(mutations);
}

}   // namespace

int main(int argc, char** argv) {
    std::size_t runs = 0;
    run({});
    const bool plain = argc > 1 && std::string_view(argv[1]) == "--plain";
    const int mutations = plain ? 0 : kMutations;
    for (int i = plain ? 2 : 1; i < argc; ++i) {
        const std::filesystem::path path = argv[i];
        if (std::filesystem::is_regular_file(path)) { replay(path, mutations, runs); continue; }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
            if (entry.is_regular_file()) replay(entry.path(), mutations, runs);
    }
    std::printf("%zu inputs\n", runs);
    return runs > 0 ? 0 : 1;
}
