#pragma once
// What the server tells its operator: a log line for a request, and figures for Prometheus.
//
// Neither ever holds what a customer sent: no path as it was asked, no query string, no header, no address, no body. A
// request is named by its route, a fixed set. Figures are derived from routes and statuses alone, so that no route needs to
// count anything.
//
// Use:
//   Telemetry telemetry(LogLevel::info);
//   telemetry.request({.method = "POST", .route = "/v1/feedback", .status = 201, .seconds = 0.002, .bytes = 66, .id = id});
//   respond(telemetry.prometheus());
//   log_problem("store", error.message);
//
// Errors: none; a line that cannot be written is lost. Threads: any.

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace pasokh::server {

/// Lines on standard error, one JSON object each. Problems are always told.
enum class LogLevel : std::uint8_t { warn, info };   ///< warn: requests that ended in 5xx; info: all requests

struct RequestRecord {
    std::string_view method;           ///< GET, HEAD, POST, OPTIONS or OTHER
    std::string_view route;            ///< Router::name_of
    int status = 0;
    double seconds = 0;                ///< from the first byte read to the last byte sent
    std::size_t bytes = 0;             ///< of the answer's body
    std::string_view id;               ///< as in the X-Request-Id of a 5xx
};

class Telemetry {
public:
    explicit Telemetry(LogLevel level) : level_(level) {}

    void request(const RequestRecord& record);
    void connection_opened() { ++connections_; }
    void connection_closed() { --connections_; }
    void connection_refused(bool of_one_client) { ++(of_one_client ? refused_of_client_ : refused_); }

    /// The text exposition format 0.0.4 of Prometheus.
    std::string prometheus() const;

private:
    static constexpr std::array kBuckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};
    struct RouteFigures {
        std::map<int, std::uint64_t> by_status;
        std::array<std::uint64_t, kBuckets.size() + 1> by_duration{};   ///< the last: longer than all
        double seconds = 0;
        std::uint64_t count_of(int status) const;
    };
    using Routes = std::map<std::string, RouteFigures, std::less<>>;
    static void write_requests(std::string& out, const Routes& routes);
    static void write_durations(std::string& out, const Routes& routes);
    static void write_outcomes(std::string& out, const Routes& routes);

    const LogLevel level_;
    std::atomic<std::int64_t> connections_{0};
    std::atomic<std::uint64_t> refused_{0}, refused_of_client_{0};
    mutable std::mutex mutex_;
    Routes routes_;
};

/// One line about our own trouble. `message` must not hold what a customer sent.
void log_problem(std::string_view where, std::string_view message);

/// One line about somebody who looked at what is sealed. `subject` names it, never what it says.
void log_audit(std::string_view what, std::string_view subject);

/// A ULID for a request.
std::string make_request_id();

}   // namespace pasokh::server
