#include "server/newest_files.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>
#include <vector>

namespace troupe::server {

namespace fs = std::filesystem;

void keep_newest(const std::string& folder, std::string_view beginning, std::string_view ending,
                 std::size_t kept) {
  std::error_code error;
  std::vector<std::string> files;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(beginning) && name.ends_with(ending)) {
      files.push_back(at->path().string());
    }
  }
  std::ranges::sort(files, std::ranges::greater());
  for (std::size_t i = kept; i < files.size(); ++i) {
    fs::remove(files[i], error);
  }
}

}  // namespace troupe::server
