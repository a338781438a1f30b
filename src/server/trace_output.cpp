#include "server/trace_output.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

#include "server/trace_failure.hpp"

namespace troupe::server {

namespace {

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

base::Result<void> record_rehearsal(const actors::Rehearsal& rehearsal,
                                    const ide::LanguageSet& languages, const std::string& path) {
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
