// `--limit NAME=VALUE`.
#pragma once

#include <span>
#include <string>

#include "actors/system.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// The default limits with what `given` sets: sizes in bytes or with KiB, MiB, GiB behind them,
/// times in milliseconds or with ms, s, min, counts plain. Fails with a sentence for the person who
/// wrote it.
[[nodiscard]] base::Result<actors::Limits> parse_limits(std::span<const std::string> given);

}  // namespace troupe::server
