// A worker: runs one job after another.
#pragma once

#include <cstddef>
#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// Stateless. Runs each RunJob to its end, tells its owner the outcome and the dispatcher that it
/// is free. What a job throws (but for cancellation) ends the worker: the dispatcher, which
/// monitors it, reports the failure and puts another one in its place.
[[nodiscard]] caf::actor spawn_worker(TracedActor& dispatcher, std::size_t number,
                                      std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
