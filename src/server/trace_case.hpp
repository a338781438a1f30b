// A test case: the input of a session and the failure that it must not show.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "actors/trace_rehearsal.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// A regression test in one file of JSON that people can read, change and review. Its format is
/// told in docs/trace-format.md.
struct TraceCase {
  std::string fails_when = {};              ///< what FailureTest::parse takes
  std::optional<std::uint32_t> order = {};  ///< of delivery, likewise
  actors::Rehearsal rehearsal = {};
};

/// As JSON: one line a setting, file or message. Times are kept to the microsecond, counted from
/// the first message.
[[nodiscard]] std::string case_text(const TraceCase& test_case);

[[nodiscard]] base::Result<TraceCase> parse_case(const std::string& json);

}  // namespace troupe::server
