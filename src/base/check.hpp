// Checked preconditions. A failed check fails one request, never the process: it throws
// CheckFailed, which the worker that runs the request turns into an InternalError response.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace troupe::base {

/// A broken precondition: a defect in Troupe, not in the user's text. Carries file, line and
/// message.
class CheckFailed : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_check(const char* message,
                             std::source_location where = std::source_location::current());

/// Throws CheckFailed unless `condition` holds. `message` says what should have held.
inline void check(bool condition, const char* message,
                  std::source_location where = std::source_location::current()) {
  if (!condition) [[unlikely]] {
    fail_check(message, where);
  }
}

}  // namespace troupe::base
