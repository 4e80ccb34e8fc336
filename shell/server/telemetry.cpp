#include "shell/server/telemetry.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/base/ulid.h"
#include "shell/clock.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

namespace {

/// In one write, so that lines of several threads never mix.
void write_line(std::string line) {
    line += '\n';
    while (!line.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written <= 0) return;
        line.erase(0, static_cast<std::size_t>(written));
    }
}

std::string line_start(std::string_view level, std::string_view event) {
    std::string line = R"({"time":")" + format_rfc3339(now_ms());
    return line.append(R"(","level":")").append(level).append(R"(","event":")").append(event).append("\"");
}

std::string number(double value) {
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void sample(std::string& out, std::string_view name, std::string_view labels, const std::string& value) {
    out.append(name);
    if (!labels.empty()) out.append("{").append(labels).append("}");
    out.append(" ").append(value).append("\n");
}

std::string label(std::string_view name, std::string_view value) { return std::string(name).append("=\"").append(value).append("\""); }

}   // namespace

// --- log ---

void log_problem(std::string_view where, std::string_view message) {
    std::string line = line_start("error", "problem") + R"(,"where":)";
    append_json_string(line, where);
    line += R"(,"message":)";
    append_json_string(line, message);
    write_line(line + '}');
}

void log_audit(std::string_view what, std::string_view subject) {
    std::string line = line_start("info", "audit") + R"(,"what":)";
    append_json_string(line, what);
    line += R"(,"subject":)";
    append_json_string(line, subject);
    write_line(line + '}');
}

std::string make_request_id() {
    std::array<std::uint8_t, 10> random;
    std::copy_n(random_bytes().begin(), random.size(), random.begin());
    return make_ulid(now_ms(), random);
}

void Telemetry::request(const RequestRecord& record) {
    {
        const std::scoped_lock lock(mutex_);
        const auto found = routes_.find(record.route);
        RouteFigures& figures = found != routes_.end() ? found->second : routes_[std::string(record.route)];
        ++figures.by_status[record.status];
        figures.seconds += record.seconds;
        const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), record.seconds) - kBuckets.begin();
        ++figures.by_duration[static_cast<std::size_t>(bucket)];
    }
    const bool failed = record.status >= 500;
    if (!failed && level_ != LogLevel::info) return;
    std::string line = line_start(failed ? "error" : "info", "request");
    line.append(R"(,"method":")").append(record.method).append(R"(","route":)");
    append_json_string(line, record.route);
    line.append(R"(,"status":)").append(std::to_string(record.status)).append(R"(,"ms":)").append(number(std::round(record.seconds * 1e5) / 100));
    line.append(R"(,"bytes":)").append(std::to_string(record.bytes)).append(R"(,"request_id":")").append(record.id).append("\"}");
    write_line(std::move(line));
}

// --- Prometheus ---

std::uint64_t Telemetry::RouteFigures::count_of(int status) const {
    const auto found = by_status.find(status);
    return found == by_status.end() ? 0 : found->second;
}

void Telemetry::write_requests(std::string& out, const Routes& routes) {
    head(out, "pasokh_requests_total", "counter", "Answered requests by route and status class.");
    for (const auto& [route, figures] : routes) {
        std::map<int, std::uint64_t> by_class;
        for (const auto& [status, count] : figures.by_status) by_class[status / 100] += count;
        for (const auto& [first_digit, count] : by_class)
            sample(out, "pasokh_requests_total", label("route", route) + ',' + label("class", std::to_string(first_digit) + "xx"), std::to_string(count));
    }
}

void Telemetry::write_durations(std::string& out, const Routes& routes) {
    constexpr std::string_view kName = "pasokh_request_duration_seconds";
    head(out, kName, "histogram", "From the first byte of a request to the last byte of its answer.");
    for (const auto& [route, figures] : routes) {
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < figures.by_duration.size(); ++i) {
            below += figures.by_duration[i];
            sample(out, "pasokh_request_duration_seconds_bucket", label("route", route) + ',' + label("le", i < kBuckets.size() ? number(kBuckets[i]) : "+Inf"), std::to_string(below));
        }
        sample(out, "pasokh_request_duration_seconds_sum", label("route", route), number(figures.seconds));
        sample(out, "pasokh_request_duration_seconds_count", label("route", route), std::to_string(below));
    }
}

/// What statuses mean for a shop: the contract of routes/routes.h.
void Telemetry::write_outcomes(std::string& out, const Routes& routes) {
    const auto of = [&routes](std::string_view route, int status) {
        const auto found = routes.find(route);
        return std::to_string(found == routes.end() ? 0 : found->second.count_of(status));
    };
    head(out, "pasokh_order_lookups_total", "counter", "Order lookups that found an order, and that did not.");
    sample(out, "pasokh_order_lookups_total", label("result", "hit"), of("/v1/orders/lookup", 200));
    sample(out, "pasokh_order_lookups_total", label("result", "miss"), of("/v1/orders/lookup", 404));
    head(out, "pasokh_outbox_items_total", "counter", "Items of the pages' outboxes: stored now, or stored before.");
    for (const std::string_view route : {"/v1/feedback", "/v1/unanswered", "/v1/requests", "/v1/requests/messages"}) {
        sample(out, "pasokh_outbox_items_total", label("route", route) + ',' + label("result", "accepted"), of(route, 201));
        sample(out, "pasokh_outbox_items_total", label("route", route) + ',' + label("result", "duplicate"), of(route, 200));
    }
    head(out, "pasokh_limit_refusals_total", "counter", "Requests refused with 429.");
    for (const std::string_view route : {"/v1/orders/lookup", "/v1/orders/view", "/v1/challenge", "/v1/feedback", "/v1/unanswered", "/v1/requests", "/v1/requests/status", "/v1/requests/messages", "/v1/requests/solved"})
        sample(out, "pasokh_limit_refusals_total", label("route", route), of(route, 429));
}

std::string Telemetry::prometheus() const {
    Routes routes;
    {
        const std::scoped_lock lock(mutex_);
        routes = routes_;
    }
    std::string out;
    write_requests(out, routes);
    write_durations(out, routes);
    write_outcomes(out, routes);
    head(out, "pasokh_connections", "gauge", "Open connections.");
    sample(out, "pasokh_connections", {}, std::to_string(connections_));
    head(out, "pasokh_connections_refused_total", "counter", "Connections refused because too many were open: of all, or of one address.");
    sample(out, "pasokh_connections_refused_total", label("limit", "all"), std::to_string(refused_));
    sample(out, "pasokh_connections_refused_total", label("limit", "client"), std::to_string(refused_of_client_));
    return out;
}

}   // namespace pasokh::server
