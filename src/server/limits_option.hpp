// `--limit NAME=VALUE`.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "actors/system.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// The default limits with what `given` sets: sizes in bytes or with KiB, MiB, GiB behind them,
/// times in milliseconds or with ms, s, min, counts plain. Fails with a sentence for the person who
/// wrote it.
[[nodiscard]] base::Result<actors::Limits> parse_limits(std::span<const std::string> given);

/// A size in bytes or with KiB, MiB, GiB behind it; nothing: it is none.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);

}  // namespace troupe::server
