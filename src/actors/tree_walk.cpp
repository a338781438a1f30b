#include "actors/tree_walk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sort_unique.hpp"

namespace troupe::actors {

namespace {

constexpr std::array<std::string_view, 16> passed_over{
    ".bzr",  ".git",  ".gradle",      ".hg",        ".jj",  ".mypy_cache",
    ".next", ".nuxt", ".pnpm-store",  ".svn",       ".tox", ".turbo",
    ".venv", ".yarn", "node_modules", "__pycache__"};

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

/// A depth-first walk with an explicit stack.
class Walk {
 public:
  Walk(const WalkLimits& limits, const std::function<bool()>& stopped)
      : limits_(limits), stopped_(stopped) {}

  void run(const std::string& folder) {
    pending_.emplace_back(folder, 0);
    while (!pending_.empty() && !full_ && !stopped_()) {
      auto [path, depth] = std::move(pending_.back());
      pending_.pop_back();
      enter(path, depth);
    }
    pending_.clear();
  }

  Listing listing;
  std::vector<std::string> directories;

 private:
  void enter(const std::string& path, std::size_t depth) {
    const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
    struct stat status{};
    if (!directory || ::fstat(::dirfd(directory.get()), &status) != 0) {
      listing.problems.push_back("cannot read the folder " + path + ": " + std::strerror(errno));
      return;
    }
    if (!visited_.emplace(status.st_dev, status.st_ino).second) {
      return;
    }
    if (depth > limits_.depth) {
      listing.problems.push_back("folders nested too deeply: " + path);
      return;
    }
    directories.push_back(path);
    const std::string prefix = path == "/" ? path : path + "/";
    while (const dirent* entry = ::readdir(directory.get())) {
      if (++entries_ > limits_.entries) {
        listing.problems.push_back("too many files: listing stopped at " + path);
        full_ = true;
        return;
      }
      add(prefix, *entry, depth);
    }
  }

  void add(const std::string& prefix, const dirent& entry, std::size_t depth) {
    const std::string_view name = static_cast<const char*>(entry.d_name);
    if (name == "." || name == "..") {
      return;
    }
    unsigned char type = entry.d_type;
    std::string path = prefix + std::string(name);
    if (type == DT_LNK || type == DT_UNKNOWN) {
      struct stat status{};
      if (::stat(path.c_str(), &status) != 0) {
        return;  // A dangling link, or gone already.
      }
      type = S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
    }
    if (type == DT_REG) {
      listing.files.push_back(std::move(path));
    } else if (type == DT_DIR && !is_passed_over(name)) {
      pending_.emplace_back(std::move(path), depth + 1);
    }
  }

  const WalkLimits& limits_;
  const std::function<bool()>& stopped_;
  std::vector<std::pair<std::string, std::size_t>> pending_;  ///< directory and depth
  std::set<std::pair<dev_t, ino_t>> visited_;
  std::size_t entries_ = 0;
  bool full_ = false;
};

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

/// Reads up to one byte more than `limit`; false when that fails.
bool read_all(int descriptor, std::size_t expected, std::size_t limit, std::string& text) {
  text.resize(std::min(expected, limit) + 1);
  std::size_t size = 0;
  while (true) {
    const ssize_t count = ::read(descriptor, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return false;
    }
    size += static_cast<std::size_t>(count);
    if (count == 0 || size > limit) {
      text.resize(size);
      text.shrink_to_fit();
      return true;
    }
    if (size == text.size()) {
      text.resize(std::min(size * 2, limit + 1));
    }
  }
}

}  // namespace

bool is_passed_over(std::string_view folder_name) {
  return std::ranges::find(passed_over, folder_name) != passed_over.end();
}

Listing walk_tree(const std::vector<std::string>& folders, const WalkLimits& limits,
                  const std::function<bool()>& stopped) {
  Walk walk(limits, stopped);
  for (const std::string& folder : folders) {
    walk.run(folder);
  }
  base::sort_unique(walk.listing.files);
  return std::move(walk.listing);
}

std::vector<std::string> walk_directories(const std::string& folder, const WalkLimits& limits,
                                          const std::function<bool()>& stopped) {
  Walk walk(limits, stopped);
  walk.run(folder);
  return std::move(walk.directories);
}

DiskFile read_disk_file(const std::string& path, std::size_t limit_bytes) {
  DiskFile file{.path = path, .state = FileState::missing, .text = {}};
  const Descriptor descriptor(path);
  if (descriptor.get() < 0) {
    file.state = errno == ENOENT || errno == ENOTDIR ? FileState::missing : FileState::unreadable;
    return file;
  }
  struct stat status{};
  if (::fstat(descriptor.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return file;
  }
  if (static_cast<std::size_t>(status.st_size) > limit_bytes) {
    file.state = FileState::too_large;
    return file;
  }
  std::string text;
  if (!read_all(descriptor.get(), static_cast<std::size_t>(status.st_size), limit_bytes, text)) {
    file.state = FileState::unreadable;
  } else if (text.size() > limit_bytes) {
    file.state = FileState::too_large;
  } else if (text.find('\0') != std::string::npos) {
    file.state = FileState::binary;
  } else {
    if (text.starts_with("\xEF\xBB\xBF")) {
      text.erase(0, 3);
    }
    file.state = FileState::present;
    file.text = base::SourceText(std::move(text));
  }
  return file;
}

}  // namespace troupe::actors
