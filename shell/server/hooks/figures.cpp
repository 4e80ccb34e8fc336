#include "shell/server/hooks/figures.h"

namespace pasokh::server {

namespace {
constexpr std::array<const char*, kHookSources> kSources = {"orders", "woocommerce", "reconcile"};
constexpr std::array<const char*, kHookResults> kResults = {"written", "unchanged", "replayed", "ignored", "unreadable", "forged", "failed"};
}   // namespace

void HookFigures::count(HookSource source, HookResult result) { ++counts_[static_cast<std::size_t>(source)][static_cast<std::size_t>(result)]; }

void HookFigures::heard(HookSource source, TimestampMs at) { last_[static_cast<std::size_t>(source)] = at; }

std::string HookFigures::prometheus() const {
    std::string out = "# HELP pasokh_intake_total What webhooks and reconciling brought.\n# TYPE pasokh_intake_total counter\n";
    for (std::size_t source = 0; source < kHookSources; ++source)
        for (std::size_t result = 0; result < kHookResults; ++result)
            out += std::string("pasokh_intake_total{source=\"") + kSources[source] + "\",result=\"" + kResults[result] + "\"} " +
                   std::to_string(counts_[source][result]) + '\n';
    out += "# HELP pasokh_intake_last_timestamp_seconds When the last genuine one came; 0: none since the start.\n"
           "# TYPE pasokh_intake_last_timestamp_seconds gauge\n";
    for (std::size_t source = 0; source < kHookSources; ++source)
        out += std::string("pasokh_intake_last_timestamp_seconds{source=\"") + kSources[source] + "\"} " + std::to_string(last_[source] / kSecondMs) + '\n';
    return out;
}

}   // namespace pasokh::server
