// Folders in which only the newest files of a kind are kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace troupe::server {

/// Removes the files of `folder` whose names begin and end so, but for the `kept` greatest names:
/// the newest, where what stands between beginning and ending is a time. What cannot be removed
/// stays.
void keep_newest(const std::string& folder, std::string_view beginning, std::string_view ending,
                 std::size_t kept);

}  // namespace troupe::server
