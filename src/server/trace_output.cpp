#include "server/trace_output.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "server/newest_files.hpp"
#include "server/trace_failure.hpp"

namespace troupe::server {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t saved_at_most = 5;
constexpr std::string_view ending = ".trace";

/// A descriptor that is closed with it.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool append(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) {
        return false;
      }
      bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return true;
  }

 private:
  int descriptor_;
};

}  // namespace

base::Result<std::function<bool(std::string_view)>> open_trace_output(const std::string& path) {
  constexpr mode_t owner_only = S_IRUSR | S_IWUSR;
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, owner_only);
  if (descriptor < 0) {
    return base::failure("cannot write the trace " + path + ": " + std::strerror(errno));
  }
  const auto file = std::make_shared<const File>(descriptor);
  return [file](std::string_view bytes) { return file->append(bytes); };
}

std::string session_trace_path(const std::string& path, std::uint64_t session) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return path + "/session-" + std::to_string(session) + std::string(ending);
  }
  return session == 1 ? path : path + "." + std::to_string(session);
}

base::Result<std::string> save_trace(const std::string& folder, const std::string& name,
                                     bool is_crash, std::string_view file) {
  if (folder.empty()) {
    return base::failure("there is no folder for recordings: neither XDG_STATE_HOME nor HOME");
  }
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string beginning = is_crash ? "crash-" : "trace-";
  std::string path = folder;
  path.append("/").append(beginning).append(name).append(ending);
  const auto output = open_trace_output(path);
  if (!output) {
    return std::unexpected(output.error());
  }
  if (!(*output)(file)) {
    return base::failure("cannot write the trace " + path + ": " + std::strerror(errno));
  }
  keep_newest(folder, beginning, ending, saved_at_most);
  return path;
}

base::Result<void> record_rehearsal(const actors::Rehearsal& rehearsal,
                                    const ide::LanguageSet& languages, const std::string& path,
                                    std::optional<std::uint32_t> order) {
  const auto output = open_trace_output(path);
  if (!output) {
    return std::unexpected(output.error());
  }
  int signal = 0;
  const int code = in_child(
      [&] {
        actors::RehearsalOptions options;
        options.trace = *output;
        options.version = TROUPE_VERSION;
        options.seed = order;
        static_cast<void>(actors::rehearse(rehearsal, languages, options));
        return 0;
      },
      signal);
  if (code > 0) {
    return base::failure("cannot write the trace " + path);
  }
  return {};
}

}  // namespace troupe::server
