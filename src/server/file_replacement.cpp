#include "server/file_replacement.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace troupe::server {

namespace {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// As the old file's. Its group may be one that we may not give: then ours has to do.
bool copy_permissions(int descriptor, const struct stat& status) {
  if (::fchown(descriptor, status.st_uid, status.st_gid) != 0 &&
      ::fchown(descriptor, static_cast<uid_t>(-1), status.st_gid) != 0) {
    return ::fchmod(descriptor, status.st_mode & 0777U) == 0;
  }
  return ::fchmod(descriptor, status.st_mode & 07777U) == 0;
}

}  // namespace

std::optional<base::Error> replace_file(const std::string& path, std::string_view text) {
  const auto failure = [&](int reason) { return base::Error{path + ": " + std::strerror(reason)}; };
  std::error_code error;
  const std::string target = std::filesystem::canonical(path, error).string();
  struct stat status{};
  if (error || ::stat(target.c_str(), &status) != 0) {
    return failure(error ? error.value() : errno);
  }
  if (::access(target.c_str(), W_OK) != 0) {
    return failure(errno);  // a rename would not mind
  }
  std::string beside = target + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) {
    return failure(errno);
  }
  int reason = 0;
  if (!write_all(descriptor, text) || !copy_permissions(descriptor, status) ||
      ::fsync(descriptor) != 0) {
    reason = errno;
  }
  if (::close(descriptor) != 0 && reason == 0) {
    reason = errno;
  }
  if (reason == 0 && ::rename(beside.c_str(), target.c_str()) != 0) {
    reason = errno;
  }
  if (reason != 0) {
    ::unlink(beside.c_str());
    return failure(reason);
  }
  return std::nullopt;
}

}  // namespace troupe::server
