// Writing to files what `troupe lint --fix` mends.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "actors/system.hpp"
#include "base/result.hpp"

namespace troupe::server {

/// Changes the files of a report as their fixes say, each at once or not at all, and returns how
/// many were changed. A file that does not say any more what was checked is left alone.
[[nodiscard]] base::Result<std::size_t> apply_fixes(const actors::CheckReport& report);

/// A text with edits made. REQUIRES: they are sorted and do not overlap.
[[nodiscard]] std::string edited(std::string_view text, std::span<const ide::TextEdit> edits);

}  // namespace troupe::server
