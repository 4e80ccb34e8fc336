#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "shell/desktop/ports/content.h"
#include "shell/desktop/ports/demo_config.h"
#include "shell/desktop/ports/http.h"
#include "shell/desktop/ports/outbox_file.h"
#include "shell/desktop/ports/watcher.h"

using namespace pasokh;
using namespace pasokh::desktop;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("pasokh-ports-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
    }
};

bool comes_true(const std::function<bool()>& what) {
    for (int i = 0; i < 300; ++i) {
        if (what()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

session::OutboxItem item(const std::string& id) { return {.id = id, .path = "/v1/feedback", .body = "{\"comment\":\"سلام\"}", .created_at = 5, .tries = 2, .next_at = 9}; }

}   // namespace

TEST_CASE_FIXTURE(Folder, "the outbox keeps its items over a restart and forgets what was dropped") {
    const std::string file = path / "outbox.json";
    {
        OutboxFile outbox(file);
        CHECK(outbox.items().empty());
        REQUIRE(outbox.save(item("A")));
        REQUIRE(outbox.save(item("B")));
        REQUIRE(outbox.drop("A"));
        REQUIRE(outbox.save(item("B")));
    }
    const OutboxFile again(file);
    REQUIRE(again.items().size() == 1);
    CHECK(again.items()[0].id == "B");
    CHECK(again.items()[0].body == item("B").body);
    CHECK(again.items()[0].tries == 2);
    CHECK((fs::status(file).permissions() & fs::perms::others_read) == fs::perms::none);
}

TEST_CASE_FIXTURE(Folder, "a damaged outbox is set aside, not lost") {
    write("outbox.json", "[{\"id\":");
    OutboxFile outbox(path / "outbox.json");
    CHECK(outbox.items().empty());
    CHECK(fs::exists(path / "outbox.json.damaged"));
}

TEST_CASE_FIXTURE(Folder, "an outbox that cannot be written says which file") {
    OutboxFile outbox(path / "missing" / "outbox.json");
    const Status status = outbox.save(item("A"));
    REQUIRE_FALSE(status);
    CHECK(status.error().message.find("outbox.json") != std::string::npos);
}

TEST_CASE_FIXTURE(Folder, "a content folder becomes a pack with its media, and its faults name file and line") {
    write("en/a.md", "---\ntitle: A\n---\nText ![dot](../media/dot.svg)\n");
    write("media/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>");
    const Result<Content> good = load_folder(path, {});
    REQUIRE(good);
    CHECK(good->pack.size() > 100);
    REQUIRE(good->media.size() == 1);
    CHECK(good->find_media(good->media.begin()->first).has_value());
    CHECK_FALSE(good->find_media("../en/a.md").has_value());
    write("en/a.md", "---\ntitle: A\n");
    const Result<Content> bad = load_folder(path, {});
    REQUIRE_FALSE(bad);
    CHECK(bad.error().message.find("en/a.md") != std::string::npos);
}

TEST_CASE_FIXTURE(Folder, "media of a pack file are never looked for outside its folder") {
    write("x.pack", "bytes");
    write("secret", "no");
    fs::create_directories(path / "sub");
    fs::rename(path / "x.pack", path / "sub" / "x.pack");
    const Result<Content> content = load_pack_file(path / "sub" / "x.pack");
    REQUIRE(content);
    CHECK_FALSE(content->find_media("../secret").has_value());
    CHECK_FALSE(content->find_media((path / "secret").string()).has_value());
}

TEST_CASE_FIXTURE(Folder, "the watcher tells of a changed file, also in a folder made later") {
    std::atomic<int> told = 0;
    write("a.md", "1");
    FolderWatcher watcher(path, [&] { ++told; });
    REQUIRE(watcher.watching());
    write("a.md", "2");
    CHECK(comes_true([&] { return told.load() == 1; }));
    write("later/b.md", "1");
    CHECK(comes_true([&] { return told.load() >= 2; }));
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    const int before = told;
    write("later/b.md", "2");
    CHECK(comes_true([&] { return told.load() > before; }));
}

TEST_CASE("without a server every request is answered as without a network") {
    std::atomic<bool> answered = false;
    HttpClient http("", [&] { answered = true; });
    http.send({"1", "/v1/feedback", "{}"});
    REQUIRE(comes_true([&] { return answered.load(); }));
    const std::vector<HttpClient::Answer> answers = http.take_answers();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].id == "1");
    CHECK(answers[0].status == 0);
    CHECK_FALSE(http.busy());
}

TEST_CASE("the demo shop is a valid configuration in three languages") {
    const Result<wire::Config> read = wire::decode_config(wire::encode(demo_config()));
    REQUIRE(read);
    CHECK(read->channels.size() == demo_config().channels.size());
    for (const char* lang : {"fa", "ar", "en"}) CHECK_FALSE(wire::in_language(read->name, lang).empty());
}
