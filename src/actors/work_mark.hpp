// Whose work a thread does.
#pragma once

#include <string>

namespace troupe::actors {

/// Says, as long as it is there, that this thread works for a session: a crash is then told to be
/// that session's.
class WorkMark {
 public:
  /// `who` outlives this; empty: nobody worth telling of.
  explicit WorkMark(const std::string& who);
  ~WorkMark();
  WorkMark(const WorkMark&) = delete;
  WorkMark& operator=(const WorkMark&) = delete;

  /// Whom the calling thread works for; null: for nobody. Async-signal-safe.
  [[nodiscard]] static const char* current();
};

}  // namespace troupe::actors
