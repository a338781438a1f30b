#include "actors/disk.hpp"

#include <utility>

#include "actors/tree_walk.hpp"
#include "actors/tree_watch.hpp"

namespace troupe::actors {

namespace {

// A batch is one change set: small enough that a request never waits for one, large enough that a
// big workspace is not thousands of revisions.
constexpr std::size_t batch_files = 256;
constexpr std::size_t batch_bytes = std::size_t{2} << 20U;

}  // namespace

Disk::Disk(std::shared_ptr<TextPool> texts) {
  if (texts) {
    texts_.emplace(std::move(texts));
  }
  thread_ = std::thread([this] { run(); });
}

Disk::~Disk() {
  stop();
}

void Disk::stop() {
  {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(stop_, true)) {
      return;
    }
  }
  changed_.notify_all();
  thread_.join();
  tasks_.clear();
  const std::scoped_lock lock(watch_mutex_);
  watch_.reset();
}

void Disk::list(std::vector<std::string> folders, std::function<void(Listing)> done) {
  enqueue([this, folders = std::move(folders), done = std::move(done)] {
    done(walk_tree(folders, {}, [this] { return stopped(); }));
  });
}

void Disk::read(std::vector<std::string> paths, std::size_t limit_bytes,
                std::function<void(std::vector<DiskFile>, bool last)> batch) {
  enqueue([this, paths = std::move(paths), limit_bytes, batch = std::move(batch)] {
    std::vector<DiskFile> files;
    std::size_t bytes = 0;
    for (const std::string& path : paths) {
      if (stopped()) {
        return;
      }
      if (files.size() >= batch_files || bytes >= batch_bytes) {
        batch(std::exchange(files, {}), false);
        bytes = 0;
      }
      files.push_back(read_one(path, limit_bytes));
      bytes += files.back().text.size();
    }
    batch(std::move(files), true);
  });
}

DiskFile Disk::read_one(const std::string& path, std::size_t limit_bytes) {
  DiskFile file = read_disk_file(path, limit_bytes);
  if (texts_ && file.state == FileState::present) {
    file.text = texts_->took(path, file.text);
  } else if (texts_) {
    texts_->lost(path);
  }
  return file;
}

void Disk::watch(std::vector<std::string> folders,
                 std::function<void(std::vector<std::string>)> changed) {
  const std::scoped_lock lock(watch_mutex_);
  watch_.reset();
  if (!folders.empty() && !stopped()) {
    watch_ = std::make_unique<TreeWatch>(std::move(folders), std::move(changed));
  }
}

void Disk::enqueue(std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    if (stop_) {
      return;
    }
    tasks_.push_back(std::move(task));
  }
  changed_.notify_all();
}

bool Disk::stopped() {
  const std::scoped_lock lock(mutex_);
  return stop_;
}

void Disk::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
    if (stop_) {
      return;
    }
    const std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    lock.lock();
  }
}

}  // namespace troupe::actors
