// Writing a file so that nobody ever sees half of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::server {

/// Gives the file another text: writes a file beside it and moves that to its place, with the same
/// permissions. Symbolic links stay, what they point to is replaced. What is wrong, if anything
/// is: then the file is as it was, and nothing is left beside it.
[[nodiscard]] std::optional<base::Error> replace_file(const std::string& path,
                                                      std::string_view text);

/// The same for a file that need not exist yet. Only regular files are replaced. Ctrl-C waits until
/// nothing is beside it any more.
[[nodiscard]] std::optional<base::Error> write_file(const std::string& path, std::string_view text);

}  // namespace troupe::server
