// The real file system behind the workspace actor.
#include "actors/disk.hpp"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actors/tree_walk.hpp"
#include "actors/tree_watch.hpp"

namespace troupe::actors {
namespace {

namespace fs = std::filesystem;

const std::function<bool()> never = [] { return false; };

/// A folder of its own for each test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "troupe-disk-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = fs::canonical(name).string();
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string write(const std::string& name, const std::string& text) const {
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST_CASE("a listing has every file once, sorted, without the folders that nobody edits") {
  const Folder folder;
  folder.write("b.txt", "");
  folder.write("a/c.txt", "");
  folder.write(".git/config", "");
  folder.write("node_modules/p/index.js", "");
  folder.write("build/kept.txt", "");
  const Listing listing = walk_tree({folder.path(), folder.at("a")}, {}, never);
  CHECK(listing.files == std::vector<std::string>{folder.at("a/c.txt"), folder.at("b.txt"),
                                                  folder.at("build/kept.txt")});
  CHECK(listing.problems.empty());
}

TEST_CASE("symbolic links are followed, loops of them are not") {
  const Folder folder;
  const Folder elsewhere;
  elsewhere.write("linked.txt", "");
  folder.write("a.txt", "");
  fs::create_directory_symlink(elsewhere.path(), folder.at("other"));
  fs::create_directory_symlink(folder.path(), folder.at("loop"));
  fs::create_symlink("nowhere", folder.at("dangling"));
  fs::create_symlink(folder.at("a.txt"), folder.at("b.txt"));
  const Listing listing = walk_tree({folder.path()}, {}, never);
  CHECK(listing.files == std::vector<std::string>{folder.at("a.txt"), folder.at("b.txt"),
                                                  folder.at("other/linked.txt")});
}

TEST_CASE("listings are bounded and say so") {
  const Folder folder;
  for (int i = 0; i < 20; ++i) {
    folder.write("f" + std::to_string(i), "");
  }
  folder.write("a/b/c/d/deep.txt", "");
  const Listing few = walk_tree({folder.path()}, {.entries = 10, .depth = 64}, never);
  CHECK(few.files.size() <= 10);
  CHECK(few.problems.size() == 1);
  const Listing flat = walk_tree({folder.path()}, {.entries = 1000, .depth = 2}, never);
  CHECK(flat.files.size() == 20);
  CHECK(flat.problems.size() == 1);
  CHECK(walk_tree({folder.at("missing")}, {}, never).problems.size() == 1);
}

TEST_CASE(
    "files are read as they are, without a byte order mark, and what cannot be read is told") {
  const Folder folder;
  const auto state = [&](const std::string& name) {
    return read_disk_file(folder.at(name), 100).state;
  };
  folder.write("plain", "text\xFF");
  folder.write("marked", "\xEF\xBB\xBFtext");
  folder.write("empty", "");
  folder.write("binary", std::string("a\0b", 3));
  folder.write("full", std::string(100, 'x'));
  folder.write("large", std::string(101, 'x'));
  fs::create_directory(folder.at("folder"));
  REQUIRE(::mkfifo(folder.at("fifo").c_str(), 0600) == 0);
  CHECK(read_disk_file(folder.at("plain"), 100).text.view() == "text\xFF");
  CHECK(read_disk_file(folder.at("marked"), 100).text.view() == "text");
  CHECK(read_disk_file(folder.at("full"), 100).text.size() == 100);
  CHECK(state("empty") == FileState::present);
  CHECK(state("binary") == FileState::binary);
  CHECK(state("large") == FileState::too_large);
  CHECK(state("folder") == FileState::missing);
  CHECK(state("fifo") == FileState::missing);
  CHECK(state("nothing") == FileState::missing);
  CHECK(state("plain/below") == FileState::missing);
}

/// Collects on one thread, waits on another.
class Collector {
 public:
  void add(const std::vector<std::string>& paths) {
    const std::scoped_lock lock(mutex_);
    paths_.insert(paths.begin(), paths.end());
    changed_.notify_all();
  }
  bool wait_for(const std::string& path,
                std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return paths_.contains(path); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> paths_;
};

TEST_CASE("the disk lists and reads in batches, in the order of the calls") {
  const Folder folder;
  std::vector<std::string> paths;
  for (int i = 0; i < 600; ++i) {
    paths.push_back(folder.write("f" + std::to_string(i), std::to_string(i)));
  }
  Collector done;
  Disk disk;
  std::size_t listed = 0;
  std::size_t batches = 0;
  std::size_t read = 0;
  disk.list({folder.path()}, [&](const Listing& listing) { listed = listing.files.size(); });
  disk.read(paths, 100, [&](const std::vector<DiskFile>& files, bool last) {
    ++batches;
    read += files.size();
    if (last) {
      done.add({"last"});
    }
  });
  REQUIRE(done.wait_for("last"));
  CHECK(listed == 600);
  CHECK(read == 600);
  CHECK(batches == 3);
}

/// Whether changes of every kind arrive.
void check_watching(const WatchLimits& limits) {
  const Folder folder;
  folder.write("old.txt", "old");
  folder.write("deep/old.txt", "old");
  folder.write("node_modules/old.txt", "old");
  Collector seen;
  TreeWatch watch(
      {folder.path()}, [&](const std::vector<std::string>& paths) { seen.add(paths); }, limits);
  // The watch looks at the folders on its own thread: it is ready once it sees a change.
  int attempt = 0;
  std::string ready;
  do {
    ready = folder.write("ready" + std::to_string(++attempt), "x");
  } while (attempt < 1000 && !seen.wait_for(ready, std::chrono::milliseconds(100)));
  folder.write("new.txt", "new");
  CHECK(seen.wait_for(folder.at("new.txt")));
  folder.write("deep/old.txt", "changed");
  CHECK(seen.wait_for(folder.at("deep/old.txt")));
  fs::remove(folder.at("old.txt"));
  CHECK(seen.wait_for(folder.at("old.txt")));
  folder.write("made/later/file.txt", "new");
  if (limits.directories > 0) {
    CHECK(seen.wait_for(folder.at("made")));  // the folder stands for what is in it
  } else {
    CHECK(seen.wait_for(folder.at("made/later/file.txt")));
  }
}

TEST_CASE("changes below watched folders are told") {
  check_watching({});
}

TEST_CASE("where there are no watches to be had folders are polled") {
  WatchLimits limits;
  limits.directories = 0;
  limits.poll_interval = std::chrono::milliseconds(10);
  check_watching(limits);
}

}  // namespace
}  // namespace troupe::actors
