#pragma once
// What a form has to pass before it is stored: form_guard.h, and the work that it may ask for.

#include <functional>
#include <optional>

#include "core/orders/challenge.h"
#include "core/wire/reader.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

struct FormProof {
    std::string client, stamp, website;
    bool has_words = false;
    std::optional<orders::SolvedChallenge> pow;
};

/// The "pow" of a form, when there is one. Faults are noted.
std::optional<orders::SolvedChallenge> read_pow(const wire::Document& document);

/// Calls `store` once, with what is judged of it, or answers 403 `challenge-required`.
void admit_form(const Context& context, FormProof proof, const Respond& respond, std::function<void(bool is_spam)> store);

}   // namespace pasokh::server
