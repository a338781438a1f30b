// Walking directories and reading files, synchronously.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "actors/file_system.hpp"

namespace troupe::actors {

struct WalkLimits {
  std::size_t entries = 1'000'000;
  std::size_t depth = 64;
};

/// Lists the files below `folders`. Symbolic links are followed, each directory is entered once
/// however many links lead there. Stops early when `stopped` says so.
[[nodiscard]] Listing walk_tree(const std::vector<std::string>& folders, const WalkLimits& limits,
                                const std::function<bool()>& stopped);

/// The directories below `folder`, itself first, that a listing enters.
[[nodiscard]] std::vector<std::string> walk_directories(const std::string& folder,
                                                        const WalkLimits& limits,
                                                        const std::function<bool()>& stopped);

/// Reads one file. Bytes that are not UTF-8 are kept as they are: every place that counts
/// characters knows what to do with them.
[[nodiscard]] DiskFile read_disk_file(const std::string& path, std::size_t limit_bytes);

}  // namespace troupe::actors
