// Text with places to fill in. (std::format is not there before GCC 13.)
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace troupe::testing {

/// `pattern` with each `{}` replaced by the next of `parts`.
template <typename... Parts>
[[nodiscard]] std::string fill_in(std::string_view pattern, const Parts&... parts) {
  std::string filled;
  for (const std::string_view part : {std::string_view(parts)...}) {
    const std::size_t place = pattern.find("{}");
    filled += pattern.substr(0, place);
    filled += part;
    pattern.remove_prefix(place + 2);
  }
  return filled.append(pattern);
}

}  // namespace troupe::testing
