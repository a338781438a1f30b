#include "actors/trace_world.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "actors/limit_names.hpp"

namespace troupe::actors {

SessionConfig recorded_config(const protocol::trace::Session& session,
                              const ide::LanguageSet& languages) {
  SessionConfig config;
  config.languages = &languages;
  config.environment = session.environment;
  config.detached_workers = false;
  const auto set = [&](const char* name, auto& value) {
    value = static_cast<std::remove_reference_t<decltype(value)>>(session.setting(name, value));
  };
  visit_limits(config.limits, set);
  set("interactive_workers", config.interactive_workers);
  set("batch_workers", config.batch_workers);
  config.watch_files = session.setting("watch_files", 1) != 0;
  // Numbers from a file that anybody may have written: none of them may be absurd.
  constexpr std::size_t most_workers = 1024;
  config.interactive_workers = std::clamp<std::size_t>(config.interactive_workers, 1, most_workers);
  config.batch_workers = std::clamp<std::size_t>(config.batch_workers, 1, most_workers);
  return config;
}

}  // namespace troupe::actors
