// Reading a file or standard input to its end, in blocks.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

namespace troupe::server {

/// Everything up to the end of an open stream; nothing when reading fails on the way.
[[nodiscard]] std::optional<std::string> read_whole(std::FILE* stream);

/// The bytes of a file; nothing when it cannot be opened or read, as a folder cannot.
[[nodiscard]] std::optional<std::string> read_whole_file(const std::string& path);

}  // namespace troupe::server
