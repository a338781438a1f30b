// Our own watching of folders, for clients that do not watch them for us.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "transport/wake.hpp"

namespace troupe::actors {

struct WatchLimits {
  std::size_t directories = 8192;           ///< more than this are polled instead
  std::chrono::milliseconds quiet{50};      ///< changes are told once none came for so long,
  std::chrono::milliseconds patience{500};  ///< or at the latest this long after the first
  std::chrono::milliseconds poll_interval{3000};
};

/// Watches folders and all below them by inotify on a thread of its own; where the kernel gives no
/// (more) watches it compares listings every few seconds. Folders that listings pass over are not
/// watched. Changes are gathered until they pause: a change of branch comes as one.
class TreeWatch {
 public:
  /// `changed` is called on the watch's thread with sorted paths. A folder's path means everything
  /// in it; "/" among them: changes were lost.
  TreeWatch(std::vector<std::string> folders, std::function<void(std::vector<std::string>)> changed,
            WatchLimits limits = {});
  TreeWatch(const TreeWatch&) = delete;
  TreeWatch& operator=(const TreeWatch&) = delete;
  ~TreeWatch();

 private:
  void run();
  void run_notified();
  void run_polling();
  bool add_tree(const std::string& folder);
  void read_events(std::set<std::string>& changes);
  void note_event(int watch, std::uint32_t mask, const std::string& name,
                  std::set<std::string>& changes);
  [[nodiscard]] bool stop_requested(std::chrono::milliseconds wait) const;

  std::vector<std::string> folders_;
  std::function<void(std::vector<std::string>)> changed_;
  WatchLimits limits_;
  int notify_ = -1;                         ///< an inotify descriptor
  transport::Wake wake_;                    ///< readable when the thread shall end
  std::map<int, std::string> directories_;  ///< watch descriptor -> path
  bool exhausted_ = false;                  ///< no more watches to be had
  std::thread thread_;
};

}  // namespace troupe::actors
