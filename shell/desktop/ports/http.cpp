#include "shell/desktop/ports/http.h"

#include <memory>
#include <utility>

#include <curl/curl.h>

namespace pasokh::desktop {

namespace {

constexpr long kTimeoutMs = 20'000;
constexpr long kConnectTimeoutMs = 5'000;
constexpr std::size_t kMaxAnswerBytes = 64u << 20;   ///< a pack of a large shop fits

struct Body {
    std::string bytes;
};

std::size_t take_bytes(char* data, std::size_t size, std::size_t count, void* target) {
    auto* body = static_cast<Body*>(target);
    if (body->bytes.size() + size * count > kMaxAnswerBytes) return 0;   // curl then gives the transfer up
    body->bytes.append(data, size * count);
    return size * count;
}

int should_stop(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<std::atomic<bool>*>(flag)->load() ? 1 : 0; }

}   // namespace

HttpClient::HttpClient(std::string server, std::function<void()> answered) : server_(std::move(server)), answered_(std::move(answered)) {
    while (server_.ends_with('/')) server_.pop_back();
    thread_ = std::thread([this] { run(); });
}

HttpClient::~HttpClient() {
    stop_ = true;
    {
        const std::lock_guard lock(mutex_);
        work_.notify_all();
    }
    thread_.join();
}

void HttpClient::send(Request request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
    work_.notify_all();
}

std::vector<HttpClient::Answer> HttpClient::take_answers() {
    const std::lock_guard lock(mutex_);
    return std::exchange(answers_, {});
}

bool HttpClient::busy() const {
    const std::lock_guard lock(mutex_);
    return performing_ || !requests_.empty() || !answers_.empty();
}

void HttpClient::run() {
    while (true) {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [this] { return stop_ || !requests_.empty(); });
        if (stop_) return;
        const Request request = std::move(requests_.front());
        requests_.pop_front();
        performing_ = true;
        lock.unlock();
        Answer answer = perform(request);
        lock.lock();
        performing_ = false;
        if (stop_) return;
        answers_.push_back(std::move(answer));
        lock.unlock();
        answered_();
    }
}

HttpClient::Answer HttpClient::perform(const Request& request) {
    Answer answer{request.id, 0, {}, 0};
    const bool absolute = request.path.starts_with("https://") || request.path.starts_with("http://");
    if (server_.empty() && !absolute) return answer;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (curl == nullptr) return answer;
    const std::string url = absolute ? request.path : server_ + (request.path.starts_with('/') ? "" : "/") + request.path;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
    Body body;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kTimeoutMs);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take_bytes);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &should_stop);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &stop_);
    if (!request.body.empty()) {
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (curl_easy_perform(curl.get()) != CURLE_OK) return answer;
    long status = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl.get(), CURLINFO_RETRY_AFTER, &retry_after);
    answer.status = static_cast<int>(status);
    answer.retry_after_s = static_cast<int>(retry_after);
    answer.body = std::move(body.bytes);
    return answer;
}

}   // namespace pasokh::desktop
