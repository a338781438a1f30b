#include "server/file_replacement.hpp"

#include <cerrno>
#include <csignal>
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

/// What a new file may be used for.
mode_t new_file_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

/// Keeps the signals that end a process from doing so for a moment.
class SignalsHeldBack {
 public:
  SignalsHeldBack() {
    sigset_t all;
    ::sigemptyset(&all);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      ::sigaddset(&all, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  SignalsHeldBack(const SignalsHeldBack&) = delete;
  SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;
  ~SignalsHeldBack() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// Writes a file beside `target` and moves it there. Permissions are those of `like`, if that is
/// given.
std::optional<base::Error> put_beside(const std::string& target, std::string_view text,
                                      const struct stat* like) {
  const auto failure = [&](int reason) {
    return base::Error{target + ": " + std::strerror(reason)};
  };
  std::string beside = target + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) {
    return failure(errno);
  }
  int reason = 0;
  const bool has_permissions = like != nullptr ? copy_permissions(descriptor, *like)
                                               : ::fchmod(descriptor, new_file_mode()) == 0;
  if (!has_permissions || !write_all(descriptor, text) || ::fsync(descriptor) != 0) {
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
  return put_beside(target, text, &status);
}

std::optional<base::Error> write_file(const std::string& path, std::string_view text) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  const SignalsHeldBack until_done;
  if (std::filesystem::is_regular_file(status)) {
    return replace_file(path, text);
  }
  if (status.type() != std::filesystem::file_type::not_found) {
    return base::Error{
        path + ": " +
        (std::filesystem::exists(status) ? "is not a regular file" : error.message())};
  }
  return put_beside(path, text, nullptr);
}

}  // namespace troupe::server
