#pragma once
// A value or the reason there is none.
//
// `Result<T>` holds a T or an `Error`; `Status` is the same without a value. Both are
// [[nodiscard]], so a dropped failure does not compile. Member names follow std::expected.
//
// Use:
//   Result<int> parse_port(std::string_view text);
//   TRY_ASSIGN(int port, parse_port(text));      // returns the error to our own caller
//   if (auto r = listen(port); !r) log(r.error().message);
//
// Ownership: values are held by value. Errors: carried, never thrown. Threads: plain values.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "core/base/verify.h"

namespace pasokh {

/// What kind of failure. Sent to the page and used as a key for i18n words: never renumber.
enum class ErrorCode : std::uint8_t {
    invalid_argument = 1,   ///< a value given by a person or file is not valid
    not_found = 2,          ///< the named thing does not exist
    parse_error = 3,        ///< text does not follow its format
    corrupt = 4,            ///< a checksum or invariant of stored data does not hold
    newer_version = 5,      ///< made by a newer program than this one
    conflict = 6,           ///< the same id exists with other content
    io = 7,                 ///< the operating system refused to read or write
    unavailable = 8,        ///< not now: busy, offline, read-only
    too_large = 9,          ///< above a stated limit
    internal = 10,          ///< our own fault
    no_space = 11,          ///< the disk is full; nothing was harmed
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;   ///< one English sentence for logs and terminals, with file and line where known
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { VERIFY(has_value()); return *std::get_if<0>(&state_); }
    const T& value() const& { VERIFY(has_value()); return *std::get_if<0>(&state_); }
    T&& value() && { VERIFY(has_value()); return std::move(*std::get_if<0>(&state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { VERIFY(!has_value()); return *std::get_if<1>(&state_); }
    Error&& error() && { VERIFY(!has_value()); return std::move(*std::get_if<1>(&state_)); }

private:
    std::variant<T, Error> state_;
};

class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : error_(std::move(error)), ok_(false) {}

    bool has_value() const { return ok_; }
    explicit operator bool() const { return ok_; }
    const Error& error() const& { VERIFY(!ok_); return error_; }
    Error&& error() && { VERIFY(!ok_); return std::move(error_); }

private:
    Error error_;
    bool ok_ = true;
};

inline Error fail(ErrorCode code, std::string message) { return Error{code, std::move(message)}; }

}   // namespace pasokh

#define PASOKH_CONCAT_INNER(a, b) a##b
#define PASOKH_CONCAT(a, b) PASOKH_CONCAT_INNER(a, b)

/// Evaluates a Status or Result; on failure returns its error from the enclosing function.
#define TRY(expression)                                                             \
    do {                                                                            \
        if (auto pasokh_try = (expression); !pasokh_try) return std::move(pasokh_try).error(); \
    } while (false)

/// TRY_ASSIGN(auto x, expression): declares or assigns x from the Result's value.
#define TRY_ASSIGN(target, expression) TRY_ASSIGN_INNER(PASOKH_CONCAT(pasokh_result_, __LINE__), target, expression)
#define TRY_ASSIGN_INNER(temporary, target, expression)      \
    auto temporary = (expression);                           \
    if (!temporary) return std::move(temporary).error();     \
    target = std::move(temporary).value()
