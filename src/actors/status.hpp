// What a process says of itself: to people, to programs, to monitoring.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/metrics.hpp"
#include "actors/text_pool.hpp"
#include "actors/warm_bases.hpp"
#include "analysis/engine/engine.hpp"

namespace troupe::actors {

struct SessionStatus {
  std::shared_ptr<const SessionMetrics> metrics;
  std::size_t recording_bytes = 0;  ///< of its recording, in memory
  /// Of its engine; nothing when the database actor was too busy to say.
  std::optional<engine::MemoryReport> memory;
};

/// What sessions have in common.
struct SharedStatus {
  std::size_t memory_limit = 0;
  std::size_t memory_used = 0;      ///< by engines and warm bases, when they were last measured
  std::size_t recording_limit = 0;  ///< for what each session's recording may hold in memory
  TextPool::Status texts;
  WarmBases::Status bases;
};

struct ProcessStatus {
  std::string version;
  Instant now{};
  Instant began_at{};
  std::uint64_t resident_bytes = 0;
  std::optional<SharedStatus> shared;   ///< not for one session's client: it tells of others
  std::vector<SessionStatus> sessions;  ///< by number
};

/// What the system says this process holds in memory; 0: it says nothing.
[[nodiscard]] std::uint64_t resident_bytes();

/// One JSON object; its members are described in docs/observability.md.
[[nodiscard]] std::string status_json(const ProcessStatus& status);

/// The OpenMetrics text format, version 1.0.0, with its end mark.
[[nodiscard]] std::string status_openmetrics(const ProcessStatus& status);

}  // namespace troupe::actors
