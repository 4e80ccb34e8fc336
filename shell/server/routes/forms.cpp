#include "shell/server/routes/forms.h"

#include "shell/clock.h"
#include "shell/server/answers.h"

namespace pasokh::server {

namespace {

FormGuard::Attempt attempt_of(const FormProof& proof) { return {.client = proof.client, .stamp = proof.stamp, .website = proof.website, .has_words = proof.has_words}; }

FormGuard::Now now() { return {.steady = steady_now_ms(), .utc = now_ms()}; }

void judge(const Context& context, const FormProof& proof, int solved_bits, const Respond& respond, const std::function<void(bool)>& store) {
    const FormVerdict verdict = context.forms.admit(attempt_of(proof), solved_bits, now());
    if (verdict.bits > 0) return respond(problem_answer(403, "challenge-required"));
    store(verdict.is_spam);
}

}   // namespace

std::optional<orders::SolvedChallenge> read_pow(const wire::Document& document) {
    const wire::Reader pow = document.root().at("pow");
    return pow.is_present() ? std::optional(orders::read_solved(pow)) : std::nullopt;
}

/// A solved challenge is used up before the form is judged, and only while one is asked for.
void admit_form(const Context& context, FormProof proof, const Respond& respond, std::function<void(bool is_spam)> store) {
    const int bits = proof.pow && context.forms.required_bits(attempt_of(proof), now()) > 0 ? context.orders.challenges.solved_bits(*proof.pow, now_ms()) : 0;
    if (bits == 0) return judge(context, proof, 0, respond, store);
    const orders::Challenge challenge = proof.pow->challenge;
    context.store.use_challenge(context.shop, challenge.salt, challenge.expires_at, now_ms(),
                                [&context, proof = std::move(proof), bits, respond, store = std::move(store)](Result<bool> fresh) {
                                    if (!fresh) return respond(store_failure(fresh.error()));
                                    judge(context, proof, *fresh ? bits : 0, respond, store);
                                });
}

}   // namespace pasokh::server
