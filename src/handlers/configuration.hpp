// The `troupe` section of a client's configuration.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/workspace.hpp"

namespace troupe::handlers {

/// How much goes to the log, from most to least.
enum class LogLevel : std::uint8_t { debug, info, warning, error, off };

/// What a client may set while a session runs. Absent: not said, the default holds.
///
///     {"troupe": {"diagnostics": {"delay": 150}, "log": {"level": "info"}}}
struct Settings {
  std::optional<std::uint32_t> diagnostics_delay_ms;  ///< at most max_diagnostics_delay_ms
  std::optional<LogLevel> log_level;

  friend bool operator==(const Settings&, const Settings&) = default;
};

inline constexpr std::uint32_t max_diagnostics_delay_ms = 10'000;

struct DecodedSettings {
  Settings settings;
  std::vector<std::string> problems;  ///< one sentence each, for the log; in order of appearance
};

/// Reads the section, or an object that has it under `troupe` (as didChangeConfiguration and
/// initializationOptions send it). null, `{}` and unknown keys say nothing; a value of the wrong
/// type or out of range is a problem and counts as absent.
[[nodiscard]] DecodedSettings decode_settings(const protocol::RawJson& json);

/// `debug`, `info`, `warning`, `error`, `off`.
[[nodiscard]] std::string_view log_level_name(LogLevel level);
[[nodiscard]] std::optional<LogLevel> log_level_of_name(std::string_view name);

}  // namespace troupe::handlers
