// `troupe trace stats`.
#pragma once

#include <string>

#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Where the time of a session went: requests by method and phase, the slowest messages, what was
/// cancelled.
[[nodiscard]] std::string trace_statistics(const protocol::trace::Session& session);

}  // namespace troupe::server
