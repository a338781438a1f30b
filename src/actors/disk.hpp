// The real file system behind the workspace actor.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "actors/file_system.hpp"
#include "actors/text_pool.hpp"

namespace troupe::actors {

class TreeWatch;

/// Lists and reads on one thread, watches on another.
class Disk final : public FileSystem {
 public:
  /// With `texts`, what is read is common to all who read the same. The session's part in them ends
  /// with this.
  explicit Disk(std::shared_ptr<TextPool> texts = nullptr);
  ~Disk() override;
  /// Drops what was not yet done, within one file's reading, and ignores what is asked from now on.
  /// For the end of a system, whose actors may still ask while they end.
  void stop();
  void list(std::vector<std::string> folders, std::function<void(Listing)> done) override;
  void read(std::vector<std::string> paths, std::size_t limit_bytes,
            std::function<void(std::vector<DiskFile>, bool last)> batch) override;
  void watch(std::vector<std::string> folders,
             std::function<void(std::vector<std::string>)> changed) override;

 private:
  void run();
  [[nodiscard]] DiskFile read_one(const std::string& path, std::size_t limit_bytes);
  void enqueue(std::function<void()> task);
  [[nodiscard]] bool stopped();

  std::optional<TextPool::Reader> texts_;  ///< the reading thread's
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;  ///< under mutex_
  bool stop_ = false;                        ///< under mutex_
  std::mutex watch_mutex_;
  std::unique_ptr<TreeWatch> watch_;  ///< under watch_mutex_
  std::thread thread_;
};

}  // namespace troupe::actors
