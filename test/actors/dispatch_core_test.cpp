#include "actors/dispatch_core.hpp"

#include <memory>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

struct Port final : DispatchPort {
  void run(std::size_t worker, const QueuedJob& /*job*/) override { ran.push_back(worker); }
  void finish(std::size_t /*owner*/, JobId /*job*/, JobOutcome /*outcome*/) override {}
  void replace_worker(std::size_t worker) override { replaced.push_back(worker); }
  void arm_timer(Instant /*due*/) override {}

  std::vector<std::size_t> ran;
  std::vector<std::size_t> replaced;
};

QueuedJob job(std::uint64_t number) {
  auto made = std::make_shared<Job>();
  made->id = JobId{number};
  made->lane = handlers::Lane::interactive;
  made->patience = std::chrono::seconds(1);
  return {.job = std::move(made), .snapshot = nullptr, .owner = 0};
}

using Workers = std::vector<std::size_t>;

TEST_CASE("workers are renewed: who is free at once, who is at work when it is done") {
  Port port;
  DispatchCore core(2, 1, port);
  core.submit(job(1), {});
  CHECK(port.ran == Workers{0});
  core.renew_workers();
  CHECK(port.replaced == Workers{1, 2});
  core.submit(job(2), {});
  CHECK(port.ran == Workers{0, 1});
  core.worker_free(0, {});
  CHECK(port.replaced == Workers{1, 2, 0});
  core.worker_free(1, {});
  core.submit(job(3), {});
  core.worker_free(0, {});
  CHECK(port.replaced == Workers{1, 2, 0});
}

TEST_CASE("a worker that dies before it is renewed is replaced once") {
  Port port;
  DispatchCore core(1, 1, port);
  core.submit(job(1), {});
  core.renew_workers();
  core.worker_died(0, "why not", {});
  CHECK(port.replaced == Workers{1, 0});
}

}  // namespace
}  // namespace troupe::actors
