// What the engine tells about its work: the seam of tests, traces and metrics.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/engine/revision.hpp"

namespace troupe::engine {

enum class EventKind : std::uint8_t {
  will_execute,     ///< a query is about to run
  did_execute,      ///< it returned a value
  did_validate,     ///< deep verification: all edges held, nothing ran
  did_reuse,        ///< durability shortcut: the memo holds since nothing that durable changed
  early_cutoff,     ///< a re-executed query's value equals an older one, whose stamp it keeps
  will_block,       ///< waits for another thread that executes the same slot at the same revision
  cancelled,        ///< an execution was unwound by Cancelled
  cycle,            ///< a query needs its own result
  evicted,          ///< a memo's value was dropped; its edges and stamp stay
  retired,          ///< a memo or input version was replaced and waits for older snapshots
  input_set,        ///< an input got a new version (removal included)
  input_unchanged,  ///< a set was skipped, for the value and durability are what they were
  revision,         ///< a change set became a new revision
};

[[nodiscard]] std::string_view to_string(EventKind kind);

/// Lives only during the call of `on_event`.
struct Event {
  EventKind kind;
  Revision revision;      ///< of the snapshot that was read, or the new one for writes
  std::string_view name;  ///< of the query or input; empty for `revision`
  std::string (*print_key)(const void*) = nullptr;
  const void* key_data = nullptr;

  /// The key, printed as documented at `Query`; empty for `revision`.
  [[nodiscard]] std::string key() const { return print_key != nullptr ? print_key(key_data) : ""; }
};

/// Given to the database when it is made; outlives it. Called on whatever thread does the work,
/// also on several at once, and between two steps of the engine: it must be quick, must not throw
/// and must not call back into the database. Hits on the fast path are not events: they stay free.
class EventListener {
 public:
  EventListener() = default;
  EventListener(const EventListener&) = delete;
  EventListener& operator=(const EventListener&) = delete;
  virtual ~EventListener() = default;
  virtual void on_event(const Event& event) = 0;
};

}  // namespace troupe::engine
