// The file that a recording goes to.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::server {

/// Makes the file, or empties it. What the function is given is appended with one write, so that a
/// process that is killed leaves whole blocks behind; false: it cannot be written. Only the owner
/// may read the file: it holds the texts of the workspace.
[[nodiscard]] base::Result<std::function<bool(std::string_view)>> open_trace_output(
    const std::string& path);

}  // namespace troupe::server
