#include "test/analysis/engine/interleaving.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/random_program.hpp"

namespace troupe::engine::testing {

namespace {

using Bodies = std::vector<std::function<void()>>;

/// A program in which query 1 reads query 0, which reads input 0, and query 2 reads 0 and input 1.
Program small_program() {
  Program program;
  const auto always = [](std::uint32_t cell) { return Step{{cell, cell, cell}, false}; };
  constexpr std::uint32_t query = Program::input_count;
  program.queries = {{always(0)}, {always(query + 0)}, {always(query + 0), always(1)}};
  return program;
}

/// A database on which a few threads work under the scheduler.
class Scenario {
 public:
  Scenario() : program_(small_program()), database_({.listener = &log_}) {
    running_program = &program_;
  }

  void apply(std::initializer_list<std::pair<std::uint32_t, std::uint32_t>> values) {
    ChangeSet changes;
    for (const auto& [input, value] : values) {
      changes.set<ModelInput>(input, Mark(value));
      inputs_[input] = value;
    }
    database_.apply(std::move(changes));
  }
  Witness witness() { return {program_, database_.snapshot(), inputs_}; }
  /// A body that reads queries through a witness, checks that all holds, and drops it.
  std::function<void()> reader(std::vector<std::uint32_t> queries) {
    auto witness = std::make_shared<std::optional<Witness>>(this->witness());
    return [this, witness, queries = std::move(queries)] {
      for (const std::uint32_t query : queries) {
        is_wrong_ = !(*witness)->read(query) || is_wrong_;
      }
      is_wrong_ = !(*witness)->still_holds() || is_wrong_;
      witness->reset();
    };
  }
  Database& database() { return database_; }
  EventLog& log() { return log_; }
  std::string run(Strategy& strategy, const Bodies& bodies) {
    Scheduler scheduler(strategy);
    const std::string stuck = scheduler.run(bodies);
    return !stuck.empty() ? stuck : is_wrong_ ? "a wrong or dead value" : "";
  }

 private:
  Program program_;
  EventLog log_;
  Database database_;
  Inputs inputs_;
  bool is_wrong_ = false;  ///< one thread runs at a time
};

/// Two readers of one revision: each query runs once (I6).
std::string execute_once(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  const Bodies bodies{scenario.reader({1, 2}), scenario.reader({2, 1})};
  const std::string wrong = scenario.run(strategy, bodies);
  return !wrong.empty()                                       ? wrong
         : scenario.log().count(EventKind::will_execute) == 3 ? ""
                                                              : "executed more than once";
}

/// Readers of two revisions on stale memos: nobody waits, both publish.
std::string two_revisions(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  scenario.reader({1, 2})();
  scenario.apply({{0, 2}});
  const auto older = scenario.reader({1, 2, 0});
  scenario.apply({{0, 0}, {1, 0}});
  const auto newer = scenario.reader({2, 1, 0});
  const std::string wrong = scenario.run(strategy, {older, newer});
  return !wrong.empty()                                     ? wrong
         : scenario.log().count(EventKind::will_block) == 0 ? ""
                                                            : "waited for another revision";
}

/// A-B-A: verification moves an interval while the former one is read.
std::string moved_interval(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  scenario.reader({1, 2})();
  const auto first = scenario.reader({1, 2, 1});
  scenario.apply({{0, 2}});
  const auto second = scenario.reader({2, 1, 2});
  scenario.apply({{0, 1}});
  const auto third = scenario.reader({1, 2, 1});
  return scenario.run(strategy, {first, second, third});
}

/// The writer replaces and reclaims what a reader looks at.
std::string reclaim_beside_reader(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  const auto first = scenario.reader({1, 2});
  scenario.apply({{0, 2}});
  const auto second = scenario.reader({1, 2});
  const auto writer = [&] {
    scenario.apply({{0, 0}});
    scenario.reader({1})();
    scenario.apply({{0, 1}});
    scenario.database().reclaim();
  };
  return scenario.run(strategy, {first, second, writer});
}

/// Values are evicted and slots swept while they are read.
std::string evict_beside_reader(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  scenario.reader({1, 2})();
  const auto older = scenario.reader({2, 1});
  scenario.apply({{1, 2}});
  const auto newer = scenario.reader({1, 2});
  const auto owner = [&] {
    scenario.database().evict(scenario.database().revision());
    scenario.database().sweep(scenario.database().revision());
    scenario.database().reclaim();
  };
  return scenario.run(strategy, {older, newer, owner});
}

/// One of two readers of a slot is cancelled, wherever it is; the other gets its answer.
std::string cancel_beside_reader(Strategy& strategy) {
  Scenario scenario;
  scenario.apply({{0, 1}, {1, 1}});
  CancellationSource source;
  Snapshot cancellable = scenario.database().snapshot().with_cancellation(source.token());
  const auto cancelled = [&] {
    try {
      static_cast<void>(cancellable.get<ModelQuery>(1));
    } catch (const Cancelled&) {
    }
    cancellable = Snapshot();
  };
  return scenario.run(strategy, {scenario.reader({1}), cancelled, [&] { source.cancel(); }});
}

/// One round of random_interleavings.
std::string random_round(std::uint64_t seed) {
  Random random(seed);
  const Program program = Program::make(random, 3 + below(random, 5));
  running_program = &program;
  const auto query_count = static_cast<std::uint32_t>(program.queries.size());
  Database database;
  Inputs inputs;
  bool is_wrong = false;
  Bodies bodies;
  // Threads run one at a time, so what the writer leaves here needs no lock.
  std::optional<Witness> newest;
  newest.emplace(program, database.snapshot(), inputs);
  bodies.emplace_back([&] {
    for (int i = 0; i < 8; ++i) {
      database.apply(random_change(random, inputs));
      newest.emplace(program, database.snapshot(), inputs);
      if (below(random, 4) == 0) {
        database.evict(Revision{database.revision().value - below(random, 2)});
      } else if (below(random, 4) == 0) {
        database.sweep(Revision{database.revision().value - below(random, 2)});
      }
    }
    newest.reset();
  });
  for (std::uint64_t i = 0; i < 3; ++i) {
    bodies.emplace_back([&, i] {
      Random own(seed * 7 + i);
      for (int turn = 0; turn < 4 && newest; ++turn) {
        Witness mine(program, newest->snapshot(), newest->inputs());
        for (int read = 0; read < 6; ++read) {
          is_wrong = !mine.read(below(own, query_count)) || is_wrong;
        }
        is_wrong = !mine.still_holds() || is_wrong;
      }
    });
  }
  RandomStrategy strategy(seed);
  Scheduler scheduler(strategy);
  const std::string stuck = scheduler.run(bodies);
  return !stuck.empty() ? stuck : is_wrong ? "a wrong or dead value" : "";
}

}  // namespace

std::string random_interleavings(std::uint64_t seed, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const std::uint64_t round_seed = seed + static_cast<std::uint64_t>(i);
    if (const std::string wrong = random_round(round_seed); !wrong.empty()) {
      return wrong + " (seed " + std::to_string(round_seed) + ")";
    }
  }
  return {};
}

std::string run_scenario(int scenario, Strategy& strategy) {
  switch (scenario) {
    case 0:
      return execute_once(strategy);
    case 1:
      return two_revisions(strategy);
    case 2:
      return moved_interval(strategy);
    case 3:
      return reclaim_beside_reader(strategy);
    case 4:
      return evict_beside_reader(strategy);
    default:
      return cancel_beside_reader(strategy);
  }
}

std::string exhaustive_interleavings(int scenario, int preemptions, int limit, int& schedules) {
  ExhaustiveStrategy strategy(preemptions);
  schedules = 0;
  do {
    ++schedules;
    if (const std::string wrong = run_scenario(scenario, strategy); !wrong.empty()) {
      return wrong + " (scenario " + std::to_string(scenario) + ", schedule " +
             std::to_string(schedules) + ")";
    }
  } while (schedules < limit && strategy.next());
  return {};
}

}  // namespace troupe::engine::testing
