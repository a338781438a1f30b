// Log lines on their way out of the actors, which know no logging library.
#pragma once

#include <functional>
#include <string_view>

#include "handlers/configuration.hpp"

namespace troupe::actors {

using handlers::LogLevel;

/// Called on any thread, many at once.
using LogSink = std::function<void(LogLevel, std::string_view)>;

}  // namespace troupe::actors
