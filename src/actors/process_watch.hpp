// Notices when the client's process dies.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

#include "transport/wake.hpp"

namespace troupe::actors {

/// Watches one process on a thread of its own, without polling where the kernel has pidfd_open.
class ProcessWatch {
 public:
  /// Nothing when there is no such process to be seen from here: a client in another container
  /// sends a number that means nothing to us. `on_death` is called once, on the watch's thread.
  [[nodiscard]] static std::unique_ptr<ProcessWatch> start(std::int64_t process,
                                                           std::function<void()> on_death);
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;
  ~ProcessWatch();

 private:
  ProcessWatch(std::int64_t process, int descriptor, transport::Wake wake,
               std::function<void()> on_death);
  void run();

  std::int64_t process_;
  int descriptor_;        ///< a pidfd, or -1: ask twice a second
  transport::Wake wake_;  ///< readable when the thread shall end
  std::function<void()> on_death_;
  std::thread thread_;
};

}  // namespace troupe::actors
