#pragma once
// Requests to the shop's server, on one background thread (libcurl).
//
// Use:
//   HttpClient http("https://help.shop.example", [] { wake_the_window(); });
//   http.send({.id = "1", .path = "/v1/feedback", .body = json});
//   for (HttpClient::Answer& answer : http.take_answers()) ...
//
// Ownership: stops its thread when destroyed; a transfer under way is given up. Errors: status 0 is "no network", whatever the
// reason was. Threads: send and take_answers from any; `answered` runs on the client's thread.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pasokh::desktop {

class HttpClient {
public:
    struct Request {
        std::string id;
        std::string path;              ///< below the server's address, or a whole https: address
        std::string body;              ///< JSON; empty: a GET
    };
    struct Answer {
        std::string id;
        int status = 0;
        std::string body;
        int retry_after_s = 0;
    };

    HttpClient(std::string server, std::function<void()> answered);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    void send(Request request);
    std::vector<Answer> take_answers();
    bool busy() const;

private:
    void run();
    Answer perform(const Request& request);

    std::string server_;               ///< empty: every request is answered as without a network
    std::function<void()> answered_;
    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::deque<Request> requests_;
    std::vector<Answer> answers_;
    bool performing_ = false;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

}   // namespace pasokh::desktop
