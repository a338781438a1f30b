// inotify watches single directories, so every directory below the folders has a watch of its own,
// and one that appears is walked at once, since files may have been put into it before its watch
// was. What the kernel drops (IN_Q_OVERFLOW) is told as "/": somebody has to look at everything
// again.
#include "actors/tree_watch.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actors/tree_walk.hpp"

namespace troupe::actors {

namespace {

constexpr std::uint32_t watched_events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                         IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR;

using Stamp = std::pair<std::int64_t, std::int64_t>;  ///< time of change, size

std::map<std::string, Stamp> take_stamps(const std::vector<std::string>& folders,
                                         const std::function<bool()>& stopped) {
  std::map<std::string, Stamp> stamps;
  for (const std::string& path : walk_tree(folders, {}, stopped).files) {
    struct stat status{};
    if (::stat(path.c_str(), &status) == 0) {
      const std::int64_t time =
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
      stamps.emplace(path, Stamp(time, status.st_size));
    }
  }
  return stamps;
}

std::vector<std::string> differences(const std::map<std::string, Stamp>& before,
                                     const std::map<std::string, Stamp>& after) {
  std::vector<std::string> changes;
  for (const auto& [path, stamp] : before) {
    const auto found = after.find(path);
    if (found == after.end() || found->second != stamp) {
      changes.push_back(path);
    }
  }
  for (const auto& [path, stamp] : after) {
    if (!before.contains(path)) {
      changes.push_back(path);
    }
  }
  return changes;
}

}  // namespace

TreeWatch::TreeWatch(std::vector<std::string> folders,
                     std::function<void(std::vector<std::string>)> changed, WatchLimits limits)
    : folders_(std::move(folders)),
      changed_(std::move(changed)),
      limits_(limits),
      notify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  thread_ = std::thread([this] { run(); });
}

TreeWatch::~TreeWatch() {
  wake_.wake();
  thread_.join();
  if (notify_ >= 0) {
    ::close(notify_);
  }
}

void TreeWatch::run() {
  if (!wake_.is_open()) {
    return;
  }
  exhausted_ = notify_ < 0;
  for (const std::string& folder : folders_) {
    if (exhausted_ || !add_tree(folder)) {
      break;
    }
  }
  if (exhausted_) {
    run_polling();
  } else {
    run_notified();
  }
}

/// Watches `folder` and all below it. False: no more watches to be had, or the end was asked for.
bool TreeWatch::add_tree(const std::string& folder) {
  const auto stopped = [this] { return stop_requested(std::chrono::milliseconds(0)); };
  for (const std::string& directory : walk_directories(folder, {}, stopped)) {
    const int watch = ::inotify_add_watch(notify_, directory.c_str(), watched_events);
    if (watch >= 0) {
      directories_[watch] = directory;
    }
    if (directories_.size() > limits_.directories || (watch < 0 && errno == ENOSPC)) {
      exhausted_ = true;
      return false;
    }
  }
  return !stopped();
}

void TreeWatch::run_notified() {
  std::set<std::string> changes;
  auto first = std::chrono::steady_clock::now();
  while (!exhausted_) {
    std::array<pollfd, 2> polled{pollfd{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0},
                                 pollfd{.fd = notify_, .events = POLLIN, .revents = 0}};
    ::poll(polled.data(), polled.size(),
           changes.empty() ? -1 : static_cast<int>(limits_.quiet.count()));
    if (polled[0].revents != 0) {
      return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (polled[1].revents != 0) {
      if (changes.empty()) {
        first = now;
      }
      read_events(changes);
    }
    if (!changes.empty() && (polled[1].revents == 0 || now - first > limits_.patience)) {
      changed_({changes.begin(), changes.end()});
      changes.clear();
    }
  }
  changed_({"/"});
  run_polling();
}

void TreeWatch::read_events(std::set<std::string>& changes) {
  alignas(inotify_event) std::array<char, std::size_t{16} * 1024> buffer{};
  const ssize_t size = ::read(notify_, buffer.data(), buffer.size());
  for (ssize_t at = 0; at < size;) {
    inotify_event event{};
    std::memcpy(&event, buffer.data() + at, sizeof event);
    const char* name = buffer.data() + at + sizeof event;
    note_event(event.wd, event.mask,
               event.len > 0 ? std::string(name, ::strnlen(name, event.len)) : std::string(),
               changes);
    at += static_cast<ssize_t>(sizeof event + event.len);
  }
}

void TreeWatch::note_event(int watch, std::uint32_t mask, const std::string& name,
                           std::set<std::string>& changes) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    changes.insert("/");
    return;
  }
  const auto directory = directories_.find(watch);
  if (directory == directories_.end()) {
    return;
  }
  if ((mask & (IN_IGNORED | IN_DELETE_SELF)) != 0) {
    changes.insert(directory->second);
    if ((mask & IN_IGNORED) != 0) {
      directories_.erase(directory);
    }
    return;
  }
  const std::string path = directory->second + "/" + name;
  const bool is_directory = (mask & IN_ISDIR) != 0;
  // A new file is told when it has been written and closed; a link or an empty file never is.
  if (is_directory && is_passed_over(name)) {
    return;
  }
  changes.insert(path);
  if (is_directory && (mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
    add_tree(path);
  }
}

void TreeWatch::run_polling() {
  const auto stopped = [this] { return stop_requested(std::chrono::milliseconds(0)); };
  std::map<std::string, Stamp> before = take_stamps(folders_, stopped);
  while (!stop_requested(limits_.poll_interval)) {
    std::map<std::string, Stamp> after = take_stamps(folders_, stopped);
    const std::vector<std::string> changes = differences(before, after);
    if (!changes.empty() && !stopped()) {
      changed_(changes);
    }
    before = std::move(after);
  }
}

bool TreeWatch::stop_requested(std::chrono::milliseconds wait) const {
  pollfd polled{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0};
  return ::poll(&polled, 1, static_cast<int>(wait.count())) > 0;
}

}  // namespace troupe::actors
