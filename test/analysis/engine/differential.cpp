#include "test/analysis/engine/differential.hpp"

#include <array>
#include <atomic>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/random_program.hpp"

namespace troupe::engine::testing {

namespace {

std::string complaint(std::uint64_t seed, const std::string& what) {
  return what + " (seed " + std::to_string(seed) + ")";
}

/// Whether one of the inputs changed after revision `from`, up to `to`.
bool changed_between(const std::vector<Inputs>& history, const std::set<std::uint32_t>& inputs,
                     std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t revision = from + 1; revision <= to; ++revision) {
    for (const std::uint32_t input : inputs) {
      if (history[revision][input] != history[revision - 1][input]) {
        return true;
      }
    }
  }
  return false;
}

/// A database with a random program, its readers, and the history of what the inputs held.
class Round {
 public:
  explicit Round(std::uint64_t seed)
      : random_(seed),
        program_(Program::make(random_, 3 + below(random_, 10))),
        database_({.listener = &log_}),
        forgets_(seed % 3 == 0) {
    running_program = &program_;
    history_.resize(2);
  }

  std::string run(int steps) {
    std::string wrong;
    for (int i = 0; i < steps && wrong.empty(); ++i) {
      wrong = step();
      log_.clear();
    }
    while (!readers_.empty() && wrong.empty()) {
      wrong = drop(0);
    }
    return wrong;
  }

 private:
  std::string step() {
    switch (below(random_, 12)) {
      case 0:
      case 1:
      case 2: {
        Inputs inputs = history_.back();
        const Revision revision = database_.apply(random_change(random_, inputs));
        history_.resize(revision.value + 1);
        history_.back() = inputs;
        return {};
      }
      case 3:
      case 4:
        readers_.push_back(
            std::make_unique<Witness>(program_, database_.snapshot(), history_.back()));
        return {};
      case 5:
        return readers_.size() > 2 ? drop(below(random_, readers_.size())) : "";
      case 6:
        return look_after();
      default:
        return readers_.empty() ? "" : read(*readers_[below(random_, readers_.size())]);
    }
  }

  std::string look_after() {
    if (!forgets_) {
      return {};
    }
    const Revision since{1 + below(random_, static_cast<std::uint32_t>(history_.size()))};
    switch (below(random_, 6)) {
      case 0:
        database_.evict(since);
        return {};
      case 1:
        database_.sweep(since);
        return {};
      case 2:
        database_.reclaim();
        return {};
      default:
        return {};
    }
  }

  std::string drop(std::size_t at) {
    const bool holds = readers_[at]->still_holds();
    readers_.erase(readers_.begin() + static_cast<std::ptrdiff_t>(at));
    return holds ? "" : "a value was freed or changed while its snapshot lived";
  }

  std::string read(Witness& reader) {
    if (below(random_, 6) == 0) {
      return reader.read_input(below(random_, Program::input_count)) ? "" : "a wrong input";
    }
    const std::uint32_t query = below(random_, static_cast<std::uint32_t>(program_.queries.size()));
    log_.clear();
    if (!reader.read(query)) {
      return "a wrong value";
    }
    const bool was_executed = log_.count(EventKind::will_execute) > 0;
    return was_executed && !forgets_ ? read_elsewhere(query, reader) : "";
  }

  /// What has just been executed holds back to the last change of an input that it read.
  std::string read_elsewhere(std::uint32_t query, const Witness& executed) {
    std::set<std::uint32_t> read;
    evaluate(program_, executed.inputs(), query, &read);
    for (const auto& other : readers_) {
      const std::uint64_t from = other->snapshot().revision().value;
      const std::uint64_t to = executed.snapshot().revision().value;
      if (from >= to || changed_between(history_, read, from, to)) {
        continue;
      }
      log_.clear();
      if (!other->read(query)) {
        return "a wrong value at an older revision";
      }
      if (log_.count(EventKind::will_execute) > 0) {
        return "executed at a revision that a memo covers";
      }
    }
    return {};
  }

  Random random_;
  Program program_;
  EventLog log_;
  Database database_;
  bool forgets_;                 ///< evicts and sweeps; then more may run again than has to
  std::vector<Inputs> history_;  ///< by revision
  std::vector<std::unique_ptr<Witness>> readers_;
};

/// What the writer has published for readers to take.
class Stage {
 public:
  explicit Stage(Database& database) : database_(database) {}
  void publish(const Inputs& inputs) {
    const std::lock_guard guard(mutex_);
    snapshot_ = database_.snapshot();
    inputs_ = inputs;
  }
  Witness take(const Program& program) {
    const std::lock_guard guard(mutex_);
    return {program, snapshot_, inputs_};
  }

 private:
  Database& database_;
  std::mutex mutex_;
  Snapshot snapshot_;
  Inputs inputs_;
};

/// Red/green as in the books: one memo for each query, and for each cell a count of its changes; a
/// memo is green if what it read, looked at in order, has the counts that it saw.
class RedGreen {
 public:
  explicit RedGreen(const Program& program) : program_(program), memos_(program.queries.size()) {}

  void set(const Inputs& inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      input_changes_[i] += inputs[i] != inputs_[i] ? 1 : 0;
    }
    inputs_ = inputs;
    ++revision_;
  }
  std::uint32_t get(std::uint32_t query) {
    refresh(query);
    return memos_[query].value;
  }
  [[nodiscard]] std::size_t executions() const { return executions_; }

 private:
  struct Memo {
    std::uint32_t value = 0;
    std::uint32_t changes = 0;
    std::uint64_t verified_at = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> reads;  ///< cell, its changes then
  };

  void refresh(std::uint32_t query) {
    Memo& memo = memos_[query];
    if (memo.verified_at == revision_) {
      return;
    }
    bool is_green = memo.verified_at != 0;
    for (std::size_t i = 0; is_green && i < memo.reads.size(); ++i) {
      is_green = changes_of(memo.reads[i].first) == memo.reads[i].second;
    }
    if (!is_green) {
      execute(query);
    }
    memo.verified_at = revision_;
  }
  std::uint32_t changes_of(std::uint32_t cell) {
    if (cell < Program::input_count) {
      return input_changes_[cell];
    }
    refresh(cell - Program::input_count);
    return memos_[cell - Program::input_count].changes;
  }
  std::uint32_t value_of(std::uint32_t cell) {
    return cell < Program::input_count ? inputs_[cell].value_or(Program::values)
                                       : get(cell - Program::input_count);
  }
  void execute(std::uint32_t query) {
    ++executions_;
    Memo& memo = memos_[query];
    const std::uint32_t before = memo.value;
    memo.reads.clear();
    std::uint32_t sum = 0;
    for (const Step& step : program_.queries[query]) {
      if (!step.only_if_odd || sum % 2 == 1) {
        const std::uint32_t cell = step.choices[sum % step.choices.size()];
        sum = sum * 5 + value_of(cell) + 1;
        memo.reads.emplace_back(cell, changes_of(cell));
      }
    }
    memo.value = sum % Program::values;
    memo.changes += memo.value != before ? 1 : 0;
  }

  const Program& program_;
  Inputs inputs_;
  std::array<std::uint32_t, Program::input_count> input_changes_{};
  std::uint64_t revision_ = 1;
  std::vector<Memo> memos_;
  std::size_t executions_ = 0;
};

}  // namespace

int test_effort() {
  const char* const effort = std::getenv("TROUPE_TEST_EFFORT");  // NOLINT(concurrency-mt-unsafe)
  const int number = effort != nullptr ? std::atoi(effort) : 1;
  return number > 1 ? number : 1;
}

std::string differential_rounds(std::uint64_t seed, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const std::uint64_t round_seed = seed + static_cast<std::uint64_t>(i);
    Round round(round_seed);
    if (const std::string wrong = round.run(400); !wrong.empty()) {
      return complaint(round_seed, wrong);
    }
  }
  return {};
}

std::string differential_threads(std::uint64_t seed, int revisions, int readers) {
  Random random(seed);
  const Program program = Program::make(random, 12);
  running_program = &program;
  Database database;
  Inputs inputs;
  Stage stage(database);
  stage.publish(inputs);
  std::atomic<bool> is_done{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < readers; ++i) {
    threads.emplace_back([&, i] {
      Random own(seed * 31 + static_cast<std::uint64_t>(i));
      while (!is_done.load()) {
        Witness reader = stage.take(program);
        const std::uint32_t reads = 1 + below(own, 60);
        for (std::uint32_t read = 0; read < reads; ++read) {
          wrong += reader.read(below(own, 12)) ? 0 : 1;
          wrong += reader.read_input(below(own, Program::input_count)) ? 0 : 100;
        }
        wrong += reader.still_holds() ? 0 : 10000;
      }
    });
  }
  for (int i = 0; i < revisions && wrong == 0; ++i) {
    database.apply(random_change(random, inputs));
    stage.publish(inputs);
    if (below(random, 16) == 0) {
      database.evict(Revision{database.revision().value - below(random, 4)});
    } else if (below(random, 16) == 0) {
      database.sweep(Revision{database.revision().value - below(random, 4)});
    }
    std::this_thread::yield();
  }
  is_done = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  return wrong == 0 ? ""
                    : complaint(seed, "wrong or dead values on threads: " + std::to_string(wrong));
}

std::string precision_rounds(std::uint64_t seed, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const std::uint64_t round_seed = seed + static_cast<std::uint64_t>(i);
    Random random(round_seed);
    const Program program = Program::make(random, 3 + below(random, 10));
    running_program = &program;
    EventLog log;
    Database database({.listener = &log});
    RedGreen ideal(program);
    Inputs inputs;
    for (int step = 0; step < 100; ++step) {
      database.apply(random_change(random, inputs));
      ideal.set(inputs);
      const Snapshot snapshot = database.snapshot();
      for (int read = 0; read < 3; ++read) {
        const std::uint32_t query =
            below(random, static_cast<std::uint32_t>(program.queries.size()));
        if (snapshot.get<ModelQuery>(query).number() != ideal.get(query)) {
          return complaint(round_seed, "a wrong value");
        }
        if (log.count(EventKind::will_execute) > ideal.executions()) {
          return complaint(round_seed, "more executions than red/green");
        }
      }
    }
  }
  return {};
}

std::string interval_rounds(std::uint64_t seed, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const std::uint64_t round_seed = seed + static_cast<std::uint64_t>(i);
    Random random(round_seed);
    const Program program = Program::make(random, 6);
    running_program = &program;
    EventLog log;
    Database database({.listener = &log});
    std::vector<Inputs> history(2);
    std::vector<Witness> witnesses{{program, database.snapshot(), history.back()}};
    for (int change = 0; change < 6; ++change) {
      Inputs inputs = history.back();
      history.resize(database.apply(random_change(random, inputs)).value + 1);
      history.back() = inputs;
      witnesses.emplace_back(program, database.snapshot(), inputs);
    }
    const std::uint32_t query = below(random, 6);
    if (!witnesses.back().read(query)) {
      return complaint(round_seed, "a wrong value");
    }
    std::set<std::uint32_t> read;
    evaluate(program, history.back(), query, &read);
    for (Witness& witness : witnesses) {
      log.clear();
      if (!witness.read(query)) {
        return complaint(round_seed, "a wrong value at an older revision");
      }
      const bool was_hit =
          log.count(EventKind::will_execute) + log.count(EventKind::did_validate) == 0;
      if (!was_hit && !changed_between(history, read, witness.snapshot().revision().value,
                                       history.size() - 1)) {
        return complaint(round_seed, "a memo claims less than its execution proves");
      }
    }
  }
  return {};
}

}  // namespace troupe::engine::testing
