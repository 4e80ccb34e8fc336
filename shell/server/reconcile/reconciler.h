#pragma once
// Runs WooCommerceSync beside the server: every few minutes, and for single orders whose fulfilments a webhook cannot tell.
//
// The first round looks a week back, the next ones at what changed since the last one that succeeded.
//
// Use:
//   Reconciler reconciler(rest_options, sync_context, 5, figures);
//   reconciler.fetch_soon("1024");
//
// Ownership: `stop`, and its end, join its thread, giving a transfer under way up; who may still call fetch_soon keeps it until then.
// Errors: logged and counted; what failed is asked again later. Threads: fetch_soon from any.

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "shell/server/hooks/figures.h"
#include "shell/server/reconcile/woocommerce_sync.h"

namespace pasokh::server {

class Reconciler {
public:
    Reconciler(RestOptions rest, SyncContext context, int every_minutes, HookFigures& figures);
    ~Reconciler();
    Reconciler(const Reconciler&) = delete;
    Reconciler& operator=(const Reconciler&) = delete;

    void fetch_soon(std::string id);
    /// Nothing is fetched or stored after it returned.
    void stop();

private:
    void run();
    void reconcile();
    /// False when the shop or the database did not answer; what is left then still waits.
    bool fetch_waiting();
    void count(const SyncSummary& summary);

    StopSignal stop_;
    RestClient client_;
    WooCommerceSync sync_;
    const int every_minutes_;
    HookFigures& figures_;
    TimestampMs since_;
    std::mutex mutex_;
    std::set<std::string> waiting_;
    std::thread thread_;
};

}   // namespace pasokh::server
