// The only source that includes Beast and Asio: it takes half a minute to compile.

#include "shell/server/http/http_server.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <sys/resource.h>

#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include "shell/server/http/connection_seats.h"
#include "shell/server/http/request_head.h"
#include "shell/server/http/response_head.h"

namespace pasokh::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr milliseconds kLinger{1000};
constexpr milliseconds kLookAgain{50};
constexpr std::size_t kBodyBytesPerSecond = 16 * 1024;
constexpr std::string_view kBusyAnswer =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 2\r\nConnection: close\r\n\r\n";

using Parser = http::request_parser<http::string_body>;

/// Shared by all connections of a server.
struct Shared {
    const Router& router;
    const Deadlines deadlines;
    const std::size_t max_connections;
    ConnectionSeats seats;
    const TrustedProxies proxies;
    Telemetry* const telemetry;
    std::atomic<bool> stopping{false};
};

std::string peer_of(const tcp::socket& socket) {
    error_code unknown;
    const tcp::endpoint peer = socket.remote_endpoint(unknown);
    return unknown ? "unknown" : peer.address().to_string();
}

/// IMF-fixdate (RFC 9110 section 5.6.7). Written once a second; valid until the thread's next call.
std::string_view http_date() {
    thread_local std::time_t written = -1;
    thread_local std::array<char, sizeof "Sun, 06 Nov 1994 08:49:37 GMT"> text;
    if (const std::time_t now = std::time(nullptr); now != written) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        written = now;
    }
    return {text.data(), text.size() - 1};
}

/// Our answer to bytes that are not a request we read. Nothing: the peer went away, there is nobody to answer.
std::optional<Response> answer_to(const error_code& error, bool start_line_seen) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return start_line_seen ? problem_answer(431, "headers") : problem_answer(414, "uri");
    if (error == http::error::body_limit) return problem_answer(413, "too-large");
    if (error == http::error::partial_message || error == http::error::end_of_stream) return std::nullopt;
    if (error.category() == http::make_error_code(http::error::bad_target).category()) return problem_answer(400, "bad-request");
    return std::nullopt;
}

/// An answer on its way from a route to the connection that waits for it.
class PendingAnswer {
public:
    void put(Response answer) {
        std::function<void()> wake;
        {
            const std::scoped_lock lock(mutex_);
            answer_ = std::move(answer);
            wake = std::move(wake_);
        }
        if (wake) wake();
    }
    std::optional<Response> take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(answer_, std::nullopt);
    }
    /// Calls `wake` once, now if the answer is there already.
    void when_there(std::function<void()> wake) {
        {
            const std::scoped_lock lock(mutex_);
            if (!answer_) {
                wake_ = std::move(wake);
                return;
            }
        }
        wake();
    }

private:
    std::mutex mutex_;
    std::optional<Response> answer_;
    std::function<void()> wake_;
};

// --- one connection ---

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, Shared& shared) : socket_(std::move(socket)), deadline_(socket_.get_executor()), shared_(shared), peer_(peer_of(socket_)), client_(shared.proxies.client_of(peer_, {})) {}

    asio::awaitable<void> run() {
        bool go_on = true;
        for (bool first = true; go_on; first = false) {
            go_on = co_await wait_for_bytes(first);
            if (go_on) go_on = co_await serve_one();
        }
        co_await close_softly();
    }

    /// On the session's executor: wakes it when it only waits for another request.
    void stop_when_idle() {
        if (idle_) cancel();
    }

    asio::any_io_executor executor() { return socket_.get_executor(); }

private:
    /// From now on the connection has this long for what it does, whatever bytes arrive meanwhile. The operation that is
    /// under way then ends with an error and `timed_out_` is set. (Beast's own stream closes the socket at a time-out, so
    /// that nothing could be answered any more.)
    void start_deadline(milliseconds limit) {
        timed_out_ = false;
        deadline_.expires_after(limit);
        watch_deadline();
    }
    void stop_deadline() { deadline_.cancel(); }

    void watch_deadline() {
        deadline_.async_wait([weak = weak_from_this()](const error_code& cancelled) {
            const auto self = weak.lock();
            if (cancelled || !self || self->deadline_.expiry() > std::chrono::steady_clock::now()) return;
            self->timed_out_ = true;
            self->cancel();
            // A read that had just ended when we cancelled is followed by another one: look again.
            self->deadline_.expires_after(kLookAgain);
            self->watch_deadline();
        });
    }

    void cancel() {
        error_code ignored;
        socket_.cancel(ignored);
    }

    std::optional<Response> answer_to_failure(const error_code& error, bool start_line_seen) const {
        return timed_out_ ? std::optional(problem_answer(408, "timeout")) : answer_to(error, start_line_seen);
    }

    /// False when the connection is over.
    asio::awaitable<bool> wait_for_bytes(bool first) {
        if (buffer_.size() > 0) co_return true;   // the next request came along with the last
        if (shared_.stopping) co_return false;
        start_deadline(milliseconds(first ? shared_.deadlines.header_ms : shared_.deadlines.idle_ms));
        idle_ = true;
        error_code error;
        const std::size_t got = co_await socket_.async_read_some(buffer_.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
        idle_ = false;
        buffer_.commit(got);
        co_return !error;
    }

    /// Parses what has arrived, without waiting. `error` is need_more when that is not all.
    void parse_buffered(Parser& parser, error_code& error) {
        const std::size_t used = parser.put(buffer_.data(), error);
        buffer_.consume(used);
    }

    /// One request and its answer. False when the connection must close.
    asio::awaitable<bool> serve_one() {
        begin_record();
        Parser parser;
        parser.header_limit(kMaxHeaderBytes);
        parser.body_limit(boost::none);   // the route decides
        error_code error;
        parse_buffered(parser, error);   // nearly always the whole header came at once
        if (error == http::error::need_more) {
            start_deadline(milliseconds(shared_.deadlines.header_ms));
            co_await http::async_read_header(socket_, buffer_, parser, asio::redirect_error(asio::use_awaitable, error));
        }
        http_1_0_ = parser.get().version() == 10;
        if (error) {
            auto answer = answer_to_failure(error, !parser.get().target().empty());
            if (answer) co_await write(std::move(*answer), false, false);
            co_return false;
        }
        auto refusal = refuse_head(parser.get().base());
        if (refusal) {
            co_await write(std::move(*refusal), false, false);
            co_return false;
        }
        auto request = read_head(parser.get().base());
        if (!request) {
            co_await write(problem_answer(400, "bad-request"), false, false);
            co_return false;
        }
        const std::string forwarded = forwarded_for(parser.get().base());
        request->client = forwarded.empty() ? client_ : shared_.proxies.client_of(peer_, forwarded);
        method_ = name_of(request->method);
        route_ = shared_.router.name_of(*request);
        co_return co_await serve_request(parser, std::move(*request));
    }

    asio::awaitable<bool> serve_request(Parser& parser, Request request) {
        const bool head_only = request.method == Method::head;
        Match match = shared_.router.match(request);
        if (match.route == nullptr) {
            // Without its body the connection can serve another request only if there is none.
            const bool keep = parser.is_done() && parser.keep_alive() && !shared_.stopping;
            co_return co_await write(std::move(match.refusal), keep, head_only);
        }
        const bool complete = co_await read_body(parser, *match.route, request);
        if (!complete) co_return false;
        request.body = std::move(parser.get().body());
        stop_deadline();
        const auto asked = std::chrono::steady_clock::now();   // the body is here: from now on the client has no say in the time
        Response answer = co_await answer_of(*match.route, request);
        if (answer.floor_ms > 0) co_await hold_until(asked + floor_of(answer.floor_ms, std::chrono::steady_clock::now() - asked));
        const bool keep = parser.keep_alive() && !shared_.stopping;
        co_return co_await write(std::move(answer), keep, head_only);
    }

    /// False, with the refusal sent, when the body is too large, too slow or broken.
    asio::awaitable<bool> read_body(Parser& parser, const Route& route, const Request& request) {
        if (parser.is_done()) co_return true;
        const auto announced = parser.content_length();
        if (announced && *announced > route.body_limit) {
            co_await write(shared_.router.refuse(request, 413, "too-large"), false, false);
            co_return false;
        }
        parser.body_limit(route.body_limit);
        error_code error;
        if (announced && buffer_.size() >= *announced) {   // the body came along with the header
            parse_buffered(parser, error);
            if (!error && parser.is_done()) co_return true;
        }
        start_deadline(milliseconds(shared_.deadlines.body_ms) + std::chrono::seconds(route.body_limit / kBodyBytesPerSecond));
        if (beast::iequals(parser.get()[http::field::expect], "100-continue") && !http_1_0_) {
            static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(socket_, asio::buffer(kContinue), asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return false;
        }
        co_await http::async_read(socket_, buffer_, parser, asio::redirect_error(asio::use_awaitable, error));
        if (!error) co_return true;
        auto answer = answer_to_failure(error, true);
        if (answer) co_await write(shared_.router.refuse(request, answer->status, code_of(answer->status)), false, false);
        co_return false;
    }

    static std::string code_of(int status) { return status == 413 ? "too-large" : status == 408 ? "timeout" : "bad-request"; }

    /// Runs the route and gives its answer, at once when it was made during the call, else when it comes, from whatever
    /// thread that is.
    asio::awaitable<Response> answer_of(const Route& route, const Request& request) {
        auto pending = std::make_shared<PendingAnswer>();
        shared_.router.dispatch(route, request, [pending](Response answer) { pending->put(std::move(answer)); });
        if (auto answer = pending->take()) co_return std::move(*answer);
        co_await until_there(pending);
        auto answer = pending->take();
        co_return std::move(*answer);
    }

    /// At least `floor_ms`, in steps of kFloorStepMs beyond it.
    static milliseconds floor_of(int floor_ms, std::chrono::steady_clock::duration took) {
        const auto took_ms = std::chrono::ceil<milliseconds>(took).count();
        if (took_ms <= floor_ms) return milliseconds(floor_ms);
        return milliseconds((took_ms + kFloorStepMs - 1) / kFloorStepMs * kFloorStepMs);
    }

    asio::awaitable<void> hold_until(std::chrono::steady_clock::time_point due) {
        asio::steady_timer pause(socket_.get_executor(), due);
        error_code ignored;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }

    /// Not a coroutine itself: GCC 12 destroys captures twice that are made within a co_await expression.
    asio::awaitable<void> until_there(const std::shared_ptr<PendingAnswer>& pending) {
        return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
            [pending, executor = socket_.get_executor()](auto handler) {
                auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
                pending->when_there([waiting, executor] { asio::post(executor, [waiting] { (*waiting)(); }); });
            },
            asio::use_awaitable);
    }

    static std::string_view name_of(Method method) {
        switch (method) {
            case Method::get: return "GET";
            case Method::head: return "HEAD";
            case Method::post: return "POST";
            case Method::options: return "OPTIONS";
            case Method::other: break;
        }
        return "OTHER";
    }

    void begin_record() {
        method_ = "OTHER";
        route_ = "unmatched";
        request_id_ = make_request_id();
        began_ = std::chrono::steady_clock::now();
    }
    void record(int status, std::size_t bytes) const {
        if (shared_.telemetry == nullptr) return;
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
        shared_.telemetry->request({.method = method_, .route = route_, .status = status, .seconds = took.count(), .bytes = bytes, .id = request_id_});
    }

    /// True when the connection may serve another request.
    asio::awaitable<bool> write(Response answer, bool keep_alive, bool head_only) {
        // Whoever reports our fault can name its line in the log. Other answers stay the same bytes for the same reason.
        const std::string_view told_id = answer.status >= 500 ? std::string_view(request_id_) : std::string_view{};
        const std::string head = response_head(answer, {.date = http_date(), .request_id = told_id, .http_1_0 = http_1_0_, .keep_alive = keep_alive});
        const std::string_view body = has_length(answer) && !head_only ? answer.bytes() : std::string_view{};
        const std::array parts = {asio::buffer(head), asio::buffer(body)};
        start_deadline(milliseconds(shared_.deadlines.write_ms));
        error_code error;
        co_await asio::async_write(socket_, parts, asio::redirect_error(asio::use_awaitable, error));
        record(answer.status, body.size());
        co_return !error && keep_alive;
    }

    /// Closing with unread bytes would reset the connection and could take our answer with it: read them away, for a while.
    asio::awaitable<void> close_softly() {
        error_code error;
        socket_.shutdown(tcp::socket::shutdown_send, error);
        if (error) co_return;
        start_deadline(kLinger);
        std::array<char, 4096> trash;
        for (std::size_t drained = 0; drained < kLingerBytes && !timed_out_;) {
            const std::size_t got = co_await socket_.async_read_some(asio::buffer(trash), asio::redirect_error(asio::use_awaitable, error));
            if (error) break;
            drained += got;
        }
        stop_deadline();
    }

    tcp::socket socket_;
    asio::steady_timer deadline_;
    bool timed_out_ = false;
    Shared& shared_;
    const std::string peer_;
    const std::string client_;         ///< whom the peer speaks for unless it says otherwise
    beast::flat_buffer buffer_{kMaxHeaderBytes + 64 * 1024};
    bool idle_ = false;
    bool http_1_0_ = false;
    std::string_view method_, route_;  ///< of the request being served; never text of it
    std::string request_id_;
    std::chrono::steady_clock::time_point began_;
};

// --- all connections ---

class Connections {
public:
    void add(const std::shared_ptr<Session>& session) {
        const std::scoped_lock lock(mutex_);
        sessions_.insert(session);
    }
    void remove(const std::shared_ptr<Session>& session) {
        const std::scoped_lock lock(mutex_);
        sessions_.erase(session);
    }
    std::size_t count() {
        const std::scoped_lock lock(mutex_);
        return sessions_.size();
    }
    void stop_idle_ones() {
        const std::scoped_lock lock(mutex_);
        for (const auto& session : sessions_) asio::post(session->executor(), [session] { session->stop_when_idle(); });
    }

private:
    std::mutex mutex_;
    std::unordered_set<std::shared_ptr<Session>> sessions_;
};

/// Each connection is a file descriptor; the default soft limit is often 1,024.
void raise_descriptor_limit(std::size_t connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + 128);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

class BeastServer final : public HttpServer {
public:
    BeastServer(const HttpOptions& options, const Router& router, Telemetry* telemetry)
        : loops_(std::max<std::size_t>(1, options.threads)), signals_(door(), SIGTERM, SIGINT), acceptor_(door()),
          shared_{.router = router, .deadlines = options.deadlines, .max_connections = options.max_connections, .seats{options.max_connections, options.max_connections_per_client}, .proxies = options.proxies, .telemetry = telemetry} {}

    Status open(const HttpOptions& options) {
        error_code error;
        const asio::ip::address address = asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
        if (error) return fail(ErrorCode::invalid_argument, options.host + ": is not an IP address; write for example 127.0.0.1:8080");
        const tcp::endpoint endpoint(address, options.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (!error) return {};
        const std::string where = options.host + ':' + std::to_string(options.port);
        if (error == asio::error::address_in_use)
            return fail(ErrorCode::unavailable, where + ": the port is in use by another program; stop that one or listen on another");
        return fail(ErrorCode::io, where + ": cannot listen: " + error.message());
    }

    std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

    void run() override {
        raise_descriptor_limit(shared_.max_connections);
        signals_.async_wait([this](const error_code& error, int) {
            if (!error) asio::co_spawn(door(), stop(), asio::detached);
        });
        asio::co_spawn(door(), accept(), asio::detached);
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < loops_.size(); ++i) others.emplace_back([this, i] { run(loops_[i]); });
        run(loops_.front());
        for (std::thread& thread : others) thread.join();
    }

private:
    /// Everything of a connection happens on one thread, so threads neither wait for each other nor free each other's memory.
    struct Loop {
        asio::io_context io{1};
        asio::executor_work_guard<asio::io_context::executor_type> stays{io.get_executor()};
    };

    /// Accepts and stops, never both at once.
    asio::io_context& door() { return loops_.front().io; }

    static void run(Loop& loop) {
        while (true) {
            try {
                loop.io.run();
                return;
            } catch (const std::exception& problem) {   // one connection's trouble is not the server's end
                log_problem("connection", problem.what());
            }
        }
    }

    asio::awaitable<void> accept() {
        for (std::size_t turn = 0; !shared_.stopping; ++turn) {
            error_code error;
            tcp::socket socket(loops_[turn % loops_.size()].io);
            co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
            if (error == asio::error::operation_aborted) co_return;
            if (error) {   // out of descriptors: others must close first
                asio::steady_timer pause(door(), milliseconds(50));
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
                continue;
            }
            start(std::move(socket));
        }
    }

    void start(tcp::socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const std::string holder = shared_.proxies.holder_of(peer_of(socket));
        const Seat seat = shared_.seats.take(holder);
        if (seat != Seat::taken) {
            socket.non_blocking(true, ignored);
            socket.write_some(asio::buffer(kBusyAnswer), ignored);
            if (shared_.telemetry != nullptr) shared_.telemetry->connection_refused(seat == Seat::client_full);
            return;
        }
        auto session = std::make_shared<Session>(std::move(socket), shared_);
        connections_.add(session);
        if (shared_.telemetry != nullptr) shared_.telemetry->connection_opened();
        asio::co_spawn(session->executor(), session->run(), [this, session, holder](const std::exception_ptr& failure) {
            connections_.remove(session);
            shared_.seats.leave(holder);
            if (shared_.telemetry != nullptr) shared_.telemetry->connection_closed();
            if (failure) std::rethrow_exception(failure);
        });
    }

    asio::awaitable<void> stop() {
        shared_.stopping = true;
        error_code error;
        acceptor_.close(error);
        const auto deadline = std::chrono::steady_clock::now() + milliseconds(shared_.deadlines.stop_ms);
        asio::steady_timer pause(door());
        while (connections_.count() > 0 && std::chrono::steady_clock::now() < deadline) {
            connections_.stop_idle_ones();
            pause.expires_after(milliseconds(10));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
        for (Loop& loop : loops_) loop.io.stop();
    }

    std::deque<Loop> loops_;           ///< one a thread
    asio::signal_set signals_;         ///< from before anybody knows our port
    tcp::acceptor acceptor_;
    Shared shared_;
    Connections connections_;
};

}   // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpOptions& options, const Router& router, Telemetry* telemetry) {
    auto server = std::make_unique<BeastServer>(options, router, telemetry);
    TRY(server->open(options));
    return std::unique_ptr<HttpServer>(std::move(server));
}

}   // namespace pasokh::server
