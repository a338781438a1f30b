// The files of a workspace, as actors may ask for them: all answers come later, as messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/source_text.hpp"

namespace troupe::actors {

/// Everything below some folders.
struct Listing {
  std::vector<std::string> files;  ///< absolute, normalised, sorted, each once
  std::vector<std::string>
      problems;  ///< for the log: folders that could not be read, limits that were met
};

enum class FileState : std::uint8_t {
  present,
  missing,     ///< no such file, or something that is no file
  unreadable,  ///< permissions, a failing disk
  too_large,
  binary,  ///< holds NUL bytes
};

/// One file as it was on the disk.
struct DiskFile {
  std::string path;
  FileState state = FileState::missing;
  base::SourceText text;  ///< empty unless present; without a byte order mark
};

/// Does the workspace's input and output, away from the actors. Calls back on a thread of its own,
/// in the order of the calls. Fakes of it make tests independent of a disk.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  /// Lists the files below `folders`. Folders of `is_passed_over` are not entered.
  virtual void list(std::vector<std::string> folders, std::function<void(Listing)> done) = 0;

  /// Reads files in batches of bounded size. `batch` is called at least once; its second argument
  /// tells whether this was the last.
  virtual void read(std::vector<std::string> paths, std::size_t limit_bytes,
                    std::function<void(std::vector<DiskFile>, bool last)> batch) = 0;

  /// Calls `changed` with the paths of files below `folders` that were made, written, moved or
  /// removed, many at a time; replaces what was watched before. A folder among them means all that
  /// is in it.
  virtual void watch(std::vector<std::string> folders,
                     std::function<void(std::vector<std::string>)> changed) = 0;
};

/// Whether a folder of this name is left out of listings and watching: where version control and
/// package managers keep what nobody edits. Build output is not recognised by its name (people do
/// call folders of sources `build` and `dist`): configurations exclude it by patterns.
[[nodiscard]] bool is_passed_over(std::string_view folder_name);

}  // namespace troupe::actors
