// What the engine of a replayed session does, counted by query and by message.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "analysis/engine/engine.hpp"

namespace troupe::actors {

/// What happened to the values of one query or input.
struct QueryWork {
  std::uint64_t executed = 0;
  std::uint64_t same = 0;      ///< of those: the value was what it had been
  std::uint64_t verified = 0;  ///< looked at what it had read, and held
  std::uint64_t reused = 0;    ///< held without looking, for nothing that durable had changed
  std::uint64_t cancelled = 0;
  std::uint64_t set = 0;  ///< an input got a version
  std::uint64_t evicted = 0;
  std::uint64_t last_revision = 0;  ///< at which something of that happened last
};
/// By name.
using EngineWork = std::map<std::string, QueryWork, std::less<>>;

/// Listens to an engine whose work is done on one thread.
class TraceEngine final : public engine::EventListener {
 public:
  void on_event(const engine::Event& event) override;
  /// A message begins: what follows is its work.
  void begin_message() { recent_.clear(); }

  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  [[nodiscard]] const EngineWork& all() const { return all_; }
  /// Since the last message began.
  [[nodiscard]] const EngineWork& recent() const { return recent_; }

 private:
  EngineWork all_;
  EngineWork recent_;
  std::uint64_t revision_ = 0;
};

/// The engine at one moment.
struct EngineState {
  std::uint64_t revision = 0;
  engine::MemoryReport memory;
  EngineWork all;
  EngineWork recent;  ///< of the last message
};

}  // namespace troupe::actors
