// "Did you mean".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace troupe::server {

/// The candidate that `typed` is most likely a slip of, empty if none is near. Of equally near ones
/// the first.
[[nodiscard]] std::string_view nearest(std::string_view typed,
                                       std::span<const std::string> candidates);

}  // namespace troupe::server
