// Shapes that one or two threads read. Each repetition starts with a new database, so that nothing
// is warm but what the shape itself has warmed.
#include "shapes.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

#include <malloc.h>
#include <time.h>

#include "analysis/engine/engine.hpp"

namespace troupe::bench {

namespace {

using engine::ChangeSet;
using engine::Context;
using engine::Database;
using engine::Durability;
using engine::Snapshot;

using Clock = std::chrono::steady_clock;

/// Nanoseconds of processor time that `work` takes on this thread: other processes do not count.
template <typename Work>
double nanoseconds(Work&& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  };
  const double begin = now();
  work();
  return now() - begin;
}

/// The same on the clock on the wall, for shapes of several threads.
template <typename Work>
double wall_nanoseconds(Work&& work) {
  const auto begin = Clock::now();
  work();
  return static_cast<double>((Clock::now() - begin).count());
}

/// Keeps the compiler from leaving out what computes `value`.
template <typename T>
void use(const T& value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

struct Number {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "number";
};

template <engine::Input I>
void set(Database& database, typename I::Key key, typename I::Value value,
         Durability durability = Durability::low) {
  ChangeSet changes;
  changes.set<I>(key, value, durability);
  database.apply(std::move(changes));
}

/// Makes a revision in which nothing changed that the shape reads.
void touch(Database& database) {
  static std::uint64_t count = 0;
  set<Number>(database, UINT32_MAX, ++count);
}

struct Chain {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "chain";
  static Value execute(Context& context, const Key& link) {
    if (link == 0) {
      return context.get<Number>(0) / 1000;
    }
    return context.get<Chain>(link - 1) + 1;
  }
};

constexpr std::uint32_t chain_end = 999;

/// Runs the chain cold, applies `change`, and measures the second reading.
double chain_after(const std::function<void(Database&)>& change) {
  Database database;
  set<Number>(database, 0, 1000);
  use(database.snapshot().get<Chain>(chain_end));
  change(database);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { use(snapshot.get<Chain>(chain_end)); }) / 1000;
}

double chain_cold() {
  Database database;
  set<Number>(database, 0, 1000);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { use(snapshot.get<Chain>(chain_end)); }) / 1000;
}

double hot_hit() {
  constexpr int times = 1'000'000;
  Database database;
  set<Number>(database, 0, 1000);
  const Snapshot snapshot = database.snapshot();
  use(snapshot.get<Chain>(7));
  return nanoseconds([&] {
           for (int i = 0; i < times; ++i) {
             std::uint32_t key = 7;
             asm volatile("" : "+r"(key));
             use(snapshot.get<Chain>(key));
           }
         }) /
         times;
}

struct Leaf {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "leaf";
  static Value execute(Context& context, const Key& key) { return context.get<Number>(key) * 2; }
};
struct FanIn {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "fan_in";
  static Value execute(Context& context, const Key& width) {
    Value sum = 0;
    for (std::uint32_t i = 0; i < width; ++i) {
      sum += context.get<Leaf>(i);
    }
    return sum;
  }
};

constexpr std::uint32_t fan_width = 10'000;

void fill(Database& database, std::uint32_t count, Durability durability = Durability::low) {
  ChangeSet changes;
  for (std::uint32_t i = 0; i < count; ++i) {
    changes.set<Number>(i, i, durability);
  }
  database.apply(std::move(changes));
}

double fan_cold() {
  Database database;
  fill(database, fan_width);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { use(snapshot.get<FanIn>(fan_width)); }) / 1e6;
}

double fan_after(const std::function<void(Database&)>& change) {
  Database database;
  fill(database, fan_width);
  use(database.snapshot().get<FanIn>(fan_width));
  change(database);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { use(snapshot.get<FanIn>(fan_width)); }) / 1e6;
}

/// A root, two nodes below it, four leaves below these; each leaf reads one input four times.
struct Tree {
  using Key = std::uint32_t;  ///< root * 8 + position, the root at 1
  using Value = std::uint64_t;
  static constexpr std::string_view name = "tree";
  static Value execute(Context& context, const Key& key) {
    const std::uint32_t root = key / 8;
    const std::uint32_t position = key % 8;
    if (position >= 4) {
      return context.get<Number>(root) + context.get<Number>(root) + context.get<Number>(root) +
             context.get<Number>(root) + position;
    }
    return context.get<Tree>(root * 8 + position * 2) +
           context.get<Tree>(root * 8 + position * 2 + 1);
  }
};

constexpr std::uint32_t root_count = 256;

void read_roots(const Snapshot& snapshot) {
  for (std::uint32_t root = 0; root < root_count; ++root) {
    use(snapshot.get<Tree>(root * 8 + 1));
  }
}

double tree_cold() {
  Database database;
  fill(database, root_count);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { read_roots(snapshot); }) / 1000;
}

double tree_after(const std::function<void(Database&)>& change,
                  Durability durability = Durability::low) {
  Database database;
  fill(database, root_count, durability);
  read_roots(database.snapshot());
  change(database);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { read_roots(snapshot); }) / 1000;
}

void change_all_roots(Database& database) {
  ChangeSet changes;
  for (std::uint32_t i = 0; i < root_count; ++i) {
    changes.set<Number>(i, i + 1'000'000);
  }
  database.apply(std::move(changes));
}

// A thousand files of twenty definitions.

struct Text {
  std::uint32_t signatures = 0;
  std::uint32_t bodies = 0;
  friend bool operator==(const Text&, const Text&) = default;
};
struct Definition {
  std::uint32_t file = 0;
  std::uint32_t index = 0;
  friend bool operator==(const Definition&, const Definition&) = default;
  friend std::size_t hash_value(const Definition& key) {
    return (std::size_t{key.file} << 32U) | key.index;
  }
};

constexpr std::uint32_t file_count = 1000;
constexpr std::uint32_t definition_count = 20;
constexpr double query_count = file_count * (3 + 3 * definition_count) + 1;

struct FileText {
  using Key = std::uint32_t;
  using Value = Text;
  static constexpr std::string_view name = "file_text";
};
struct Parse {
  using Key = std::uint32_t;
  using Value = Text;
  static constexpr std::string_view name = "parse";
  static Value execute(Context& context, const Key& file) { return context.get<FileText>(file); }
};
struct Items {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "items";
  static Value execute(Context& context, const Key& file) {
    return context.get<Parse>(file).signatures;
  }
};
struct Signature {
  using Key = Definition;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "signature";
  static Value execute(Context& context, const Key& key) {
    return context.get<Items>(key.file) * 31 + key.index;
  }
};
struct Body {
  using Key = Definition;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "body";
  static Value execute(Context& context, const Key& key) {
    return context.get<Parse>(key.file).bodies * 37ULL + key.index;
  }
};
struct CheckDefinition {
  using Key = Definition;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "check_definition";
  static Value execute(Context& context, const Key& key) {
    const Definition elsewhere{(key.file + 1) % file_count, key.index};
    return context.get<Body>(key) ^ context.get<Signature>(key) ^ context.get<Signature>(elsewhere);
  }
};
struct CheckFile {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "check_file";
  static Value execute(Context& context, const Key& file) {
    Value sum = 0;
    for (std::uint32_t i = 0; i < definition_count; ++i) {
      sum += context.get<CheckDefinition>({file, i});
    }
    return sum;
  }
};
struct CheckAll {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "check_all";
  static Value execute(Context& context, const Key&) {
    Value sum = 0;
    for (std::uint32_t file = 0; file < file_count; ++file) {
      sum += context.get<CheckFile>(file);
    }
    return sum;
  }
};

void fill_files(Database& database) {
  ChangeSet changes;
  for (std::uint32_t file = 0; file < file_count; ++file) {
    changes.set<FileText>(file, {file, file});
  }
  database.apply(std::move(changes));
}

double files_cold() {
  Database database;
  fill_files(database);
  const Snapshot snapshot = database.snapshot();
  return nanoseconds([&] { use(snapshot.get<CheckAll>(0)); }) / 1e6;
}

/// Edits file 500 and measures the check of that file (microseconds) or of all (milliseconds).
double files_after(Text text, bool all) {
  Database database;
  fill_files(database);
  use(database.snapshot().get<CheckAll>(0));
  set<FileText>(database, 500, text);
  const Snapshot snapshot = database.snapshot();
  return all ? nanoseconds([&] { use(snapshot.get<CheckAll>(0)); }) / 1e6
             : nanoseconds([&] { use(snapshot.get<CheckFile>(500)); }) / 1e3;
}

double bytes_per_query() {
  const auto before = mallinfo2().uordblks + mallinfo2().hblkhd;
  Database database;
  fill_files(database);
  use(database.snapshot().get<CheckAll>(0));
  database.reclaim();  // the tables that were outgrown meanwhile
  return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd - before) / query_count;
}

/// How long all of `count` threads take to check their files cold; `shared`: all of them the same.
double threads_cold(unsigned count, bool shared) {
  Database database;
  fill_files(database);
  const Snapshot snapshot = database.snapshot();
  std::atomic<unsigned> ready{0};
  std::vector<std::thread> threads;
  threads.reserve(count);
  std::atomic<std::int64_t> longest{0};
  for (unsigned number = 0; number < count; ++number) {
    threads.emplace_back([&, number, own = snapshot] {
      ++ready;
      while (ready.load() < count) {
      }
      const double time = wall_nanoseconds([&] {
        for (std::uint32_t file = 0; file < file_count; ++file) {
          if (shared || file * count / file_count == number) {
            use(own.get<CheckFile>(file));
          }
        }
      });
      std::int64_t seen = longest.load();
      while (seen < static_cast<std::int64_t>(time) &&
             !longest.compare_exchange_weak(seen, static_cast<std::int64_t>(time))) {
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  return static_cast<double>(longest.load());
}

}  // namespace

std::vector<Measurement> read_measurements() {
  const auto change_root = [](Database& database) { set<Number>(database, 0, 2000); };
  const auto change_nothing_much = [](Database& database) { set<Number>(database, 0, 1001); };
  return {
      {"hit, hot key", "ns", 16, 8, hot_hit},
      {"chain of 1000, cold", "us", 294, 147, chain_cold},
      {"chain of 1000, verify", "us", 87, 43.5, [] { return chain_after(touch); }},
      {"chain of 1000, all run again", "us", 279, 139.5, [=] { return chain_after(change_root); }},
      {"chain of 1000, cut off at the first link", "us", 89, 44.5,
       [=] { return chain_after(change_nothing_much); }},
      {"fan-in 10k, cold", "ms", 2.15, 1.075, fan_cold},
      {"fan-in 10k, verify", "ms", 0.55, 0.275, [] { return fan_after(touch); }},
      {"fan-in 10k, one leaf changed", "ms", 0.90, 0.45, [=] { return fan_after(change_root); }},
      {"256 trees of 7, cold", "us", 308, 154, tree_cold},
      {"256 trees of 7, verify", "us", 99, 49.5, [] { return tree_after(touch); }},
      {"256 trees of 7, all run again", "us", 364, 182,
       [] { return tree_after(change_all_roots); }},
      {"256 trees of 7, cached", "us", 5.2, 2.6,
       [] { return tree_after([](Database& database) { read_roots(database.snapshot()); }); }},
      {"durable root after a low write", "ns", 24, 12,
       [] { return tree_after(touch, Durability::high) * 1000 / root_count; }},
      {"1000 files, cold", "ms", 19.8, 9.9, files_cold, 11},
      {"1000 files, body edit -> that file", "us", 132, 66,
       [] { return files_after({500, 1}, false); }, 11},
      {"1000 files, body edit -> all", "ms", 4.66, 2.33, [] { return files_after({500, 1}, true); },
       11},
      {"1000 files, signature edit -> that file", "us", 174, 87,
       [] { return files_after({1, 500}, false); }, 11},
      {"1000 files, signature edit -> all", "ms", 14.5, 7.25,
       [] { return files_after({1, 500}, true); }, 11},
      {"bytes per query", "B", 135, 100, bytes_per_query, 3},
      {"2 threads, same keys, time of one thread", "x", 1.3, 1.05,
       [] { return threads_cold(2, true) / threads_cold(1, true); }, 11},
      {"2 threads, disjoint keys, speed-up", "x", 1.0, 1.9,
       [] { return threads_cold(1, false) / threads_cold(2, false); }, 11},
  };
}

}  // namespace troupe::bench
