#include "shell/server/reconcile/rest_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <random>

namespace pasokh::server {

namespace {

constexpr long kTimeoutMs = 60'000, kConnectTimeoutMs = 10'000;
constexpr std::int64_t kLongestRetryAfterS = 120;

struct Transfer {
    RestAnswer& answer;
    bool too_large = false;
    const StopSignal& stop;
};

std::size_t take_bytes(char* data, std::size_t size, std::size_t count, void* target) {
    auto* transfer = static_cast<Transfer*>(target);
    transfer->too_large = transfer->answer.body.size() + size * count > RestClient::kMaxAnswerBytes;
    if (transfer->too_large) return 0;   // curl then gives the transfer up
    transfer->answer.body.append(data, size * count);
    return size * count;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* target) {
    auto* transfer = static_cast<Transfer*>(target);
    std::string line(data, size * count);
    for (char& letter : line)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    const auto number_after = [&line](std::string_view name, std::int64_t& value) {
        if (!line.starts_with(name)) return;
        const std::size_t begin = line.find_first_not_of(' ', name.size());
        if (begin != std::string::npos) std::from_chars(line.data() + begin, line.data() + line.size(), value);
    };
    number_after("x-wp-total:", transfer->answer.total);
    number_after("x-wp-totalpages:", transfer->answer.total_pages);
    return size * count;
}

int should_stop(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Transfer*>(target)->stop.stopped() ? 1 : 0; }

bool is_worth_repeating(long status) { return status == 0 || status == 408 || status == 425 || status == 429 || status >= 500; }

std::int64_t with_chance(std::int64_t ms) {
    static thread_local std::minstd_rand random(std::random_device{}());
    return ms + static_cast<std::int64_t>(random() % static_cast<unsigned long>(std::max<std::int64_t>(ms / 4, 1)));
}

}   // namespace

void StopSignal::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
}

bool StopSignal::stopped() const {
    const std::scoped_lock lock(mutex_);
    return stopped_;
}

bool StopSignal::wait_ms(std::int64_t ms) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return stopped_; });
}

RestClient::Attempt RestClient::attempt(const std::string& url) const {
    Attempt result;
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(started == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup);
    if (curl == nullptr) {
        result.trouble = "libcurl does not start";
        return result;
    }
    Transfer transfer{.answer = result.answer, .stop = stop_};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);   // the key goes to the shop's own address only
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, options_.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, options_.password.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl.get(), CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kTimeoutMs);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "Pasokh");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take_bytes);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &should_stop);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &transfer);
    const CURLcode outcome = curl_easy_perform(curl.get());
    result.too_large = transfer.too_large;
    if (outcome != CURLE_OK) {
        result.trouble = curl_easy_strerror(outcome);
        return result;
    }
    curl_off_t retry_after = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &result.status);
    curl_easy_getinfo(curl.get(), CURLINFO_RETRY_AFTER, &retry_after);
    result.retry_after_s = retry_after;
    return result;
}

Result<RestAnswer> RestClient::get(std::string_view path) {
    const std::string url = options_.base_url + std::string(path);
    const std::string where = options_.base_url + std::string(path.substr(0, path.find('?'))) + ": ";
    std::int64_t wait_ms = options_.first_wait_ms;
    for (int tried = 1;; ++tried, wait_ms *= 2) {
        Attempt got = attempt(url);
        if (got.status == 200) return std::move(got.answer);
        if (stop_.stopped()) return fail(ErrorCode::unavailable, where + "stopped");
        if (got.too_large) return fail(ErrorCode::too_large, where + "an answer is larger than " + std::to_string(kMaxAnswerBytes >> 20) + " MB");
        if (got.status == 401 || got.status == 403)
            return fail(ErrorCode::invalid_argument, where + "the shop refuses the key (" + std::to_string(got.status) +
                                                         "); make one with the right to read in WooCommerce > Settings > Advanced > REST API");
        if (got.status == 404) return fail(ErrorCode::not_found, where + "the shop has no such address (404); is the url right, and are permalinks on?");
        if (got.status >= 300 && got.status < 400) return fail(ErrorCode::invalid_argument, where + "the shop redirects elsewhere; write its final address as url");
        if (!is_worth_repeating(got.status)) return fail(ErrorCode::invalid_argument, where + "the shop answers " + std::to_string(got.status));
        const std::string why = got.status == 0 ? got.trouble : "the shop answers " + std::to_string(got.status);
        if (got.retry_after_s > kLongestRetryAfterS)
            return fail(ErrorCode::unavailable, where + why + " and asks to wait " + std::to_string(got.retry_after_s) + " s");
        if (tried >= options_.attempts) return fail(ErrorCode::unavailable, where + why + ", " + std::to_string(tried) + " times");
        if (stop_.wait_ms(got.retry_after_s > 0 ? got.retry_after_s * 1000 : with_chance(wait_ms))) return fail(ErrorCode::unavailable, where + "stopped");
    }
}

}   // namespace pasokh::server
