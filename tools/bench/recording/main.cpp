// What it costs that sessions are recorded: the same program without a recording, with what it
// keeps in memory by default and with one in a file, all in one run.
//
//     recording build/release/src/server/troupe [--quick] [--rounds N] [--everywhere]
//
// A round starts a server of each kind and asks them in turn, a hundred times each, there and back
// (ABCD DCBA ...), so that what else the machine does meets all of them. Each turn gives a ratio to
// the first kind; the table has the medians of these, and where the middle half of them lies. The
// first kind is there twice: how far its second copy is from 1 is what this machine cannot tell
// apart. Everything runs on one processor: on several it matters more on which of them a thread
// happens to wake up. --everywhere leaves that to the system.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>
#include <unistd.h>

#include "../latency/client.hpp"
#include "../latency/session.hpp"

namespace troupe::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kinds = 4;
constexpr std::array<const char*, kinds> names{"none", "none again", "in memory", "in a file"};

/// One question, or one stretch of time, in one turn.
struct Turn {
  Series series;  ///< may be empty
  ThreadTimes used;
  double count = 0;  ///< of what the time was used for; 0: that was not measured
};
using Turns = std::array<std::vector<Turn>, kinds>;

/// By question, in the order in which they are asked.
struct Results {
  std::vector<std::pair<std::string, Turns>> questions;

  void add(const std::string& question, std::size_t kind, Turn turn) {
    auto found = std::ranges::find(questions, question, &std::pair<std::string, Turns>::first);
    if (found == questions.end()) {
      found = questions.insert(found, {question, Turns()});
    }
    found->second[kind].push_back(std::move(turn));
  }
};

struct Plan {
  std::size_t rounds = 3;
  int turns = 30;  ///< in a round
  int requests = 100;
  int keystrokes = 3;
  int stormy_turns = 6;
};

double quantile(std::vector<double> values, double fraction) {
  std::ranges::sort(values);
  return values.empty()
             ? 0
             : values[static_cast<std::size_t>(fraction * static_cast<double>(values.size() - 1))];
}

/// The servers of one round.
class Round {
 public:
  Round(const std::string& troupe, Results& results)
      : results_(results),
        trace_(fs::temp_directory_path() /
               ("troupe-recording-" + std::to_string(::getpid()) + ".trace")) {
    const std::array<Command, kinds> options{Command{"--trace-memory", "0"},
                                             Command{"--trace-memory", "0"}, Command{},
                                             Command{"--trace", trace_.string()}};
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      Command command{troupe, "serve"};
      command.insert(command.end(), options[kind].begin(), options[kind].end());
      servers_[kind] = std::make_unique<Server>(command, workspace_);
    }
  }
  ~Round() { fs::remove(trace_); }
  Round(const Round&) = delete;
  Round& operator=(const Round&) = delete;

  void ask(const Plan& plan) {
    in_turn(plan.turns, [&](std::size_t kind) {
      Server& server = *servers_[kind];
      requests(kind, "", plan.requests);
      once(kind, "keystroke to diagnostics", plan.keystrokes, [&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        const auto begin = Clock::now();
        server.session.type_and_wait(++server.version);
        return Clock::now() - begin;
      });
    });
    for (const auto& server : servers_) {
      open_small_documents(server->session, workspace_);
    }
    in_turn(plan.stormy_turns, [&](std::size_t kind) { storm(plan, kind); });
  }

 private:
  struct Server {
    Server(const Command& command, const Workspace& workspace) : session(command, workspace) {}
    Session session;
    int version = 1;
  };

  template <typename Visit>
  static void in_turn(int turns, const Visit& visit) {
    for (int turn = 0; turn < turns; ++turn) {
      for (std::size_t place = 0; place < kinds; ++place) {
        visit(turn % 2 == 0 ? place : kinds - 1 - place);
      }
    }
  }

  [[nodiscard]] ThreadTimes times(std::size_t kind) const {
    return thread_times(servers_[kind]->session.client.process());
  }
  static ThreadTimes between(const ThreadTimes& before, const ThreadTimes& after) {
    return {.ordinary = after.ordinary - before.ordinary, .behind = after.behind - before.behind};
  }

  /// `ask` tells how long it waited.
  template <typename Ask>
  void once(std::size_t kind, const std::string& question, int count, const Ask& ask) {
    Turn turn;
    const ThreadTimes before = times(kind);
    for (int i = 0; i < count; ++i) {
      turn.series.add(ask());
    }
    turn.used = between(before, times(kind));
    turn.count = question.starts_with("storm") ? 0 : count;
    results_.add(question, kind, std::move(turn));
  }

  void requests(std::size_t kind, const std::string& when, int count) {
    Session& session = servers_[kind]->session;
    const auto ask = [&](const char* what, void (Session::*request)()) {
      (session.*request)();  // So that nobody is asleep.
      once(kind, when + what, count, [&] {
        const auto begin = Clock::now();
        (session.*request)();
        return Clock::now() - begin;
      });
    };
    ask("null request", &Session::ask_null);
    ask("hover", &Session::hover);
    ask("completion", &Session::complete);
  }

  void storm(const Plan& plan, std::size_t kind) {
    Server& server = *servers_[kind];
    const ThreadTimes before = times(kind);
    const int typed = server.version;
    {
      const Typist typist(server.session, server.version);
      requests(kind, "storm: ", plan.requests);
      once(kind, "storm: keystroke to diagnostics", plan.keystrokes * 10, [&] {
        const auto begin = Clock::now();
        server.session.wait_for_diagnostics(typist.typed());
        return Clock::now() - begin;
      });
      server.version = typist.typed() + 1;
    }
    // What it has still to do is not the next one's.
    server.session.type(server.version);
    server.session.wait_for_diagnostics(server.version);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    results_.add("storm: all that is done, for each edit", kind,
                 {.series = {},
                  .used = between(before, times(kind)),
                  .count = static_cast<double>(server.version - typed)});
  }

  Results& results_;
  fs::path trace_;
  Workspace workspace_;
  std::array<std::unique_ptr<Server>, kinds> servers_;
};

/// The first kind's figure, and what of it the others take.
void print_row(const std::string& what, Turns& turns, const std::function<double(Turn&)>& figure) {
  std::array<std::vector<double>, kinds> figures;
  std::array<std::vector<double>, kinds> ratios;
  for (std::size_t turn = 0; turn < turns[0].size(); ++turn) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      figures[kind].push_back(figure(turns[kind][turn]));
      ratios[kind].push_back(figures[kind].back() / figures[0].back());
    }
  }
  std::printf("  %-38s %9.1f", what.c_str(), quantile(figures[0], 0.5));
  for (std::size_t kind = 1; kind < kinds; ++kind) {
    std::printf("   %5.3f (%.2f-%.2f)", quantile(ratios[kind], 0.5), quantile(ratios[kind], 0.25),
                quantile(ratios[kind], 0.75));
  }
  std::printf("\n");
}

/// Its share of the processor time; over all turns, for it does later what it does for one.
void print_recorder(const Results& results, bool is_storm) {
  std::printf("  %-38s", is_storm ? "  in storms" : "  otherwise");
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    ThreadTimes used;
    for (const auto& [question, turns] : results.questions) {
      for (const Turn& turn : turns[kind]) {
        const bool counts = turn.count > 0 && question.starts_with("storm") == is_storm;
        used.ordinary += counts ? turn.used.ordinary : 0;
        used.behind += counts ? turn.used.behind : 0;
      }
    }
    const double share = used.behind / (used.ordinary + used.behind);
    std::printf(kind == 0 ? " %7.1f %%" : "   %5.1f %%          ", share * 100);
  }
  std::printf("\n");
}

void print(Results& results) {
  std::printf("  %-38s %9s", "microseconds", names[0]);
  for (std::size_t kind = 1; kind < kinds; ++kind) {
    std::printf("   %-17s", names[kind]);
  }
  std::printf("\n");
  for (auto& [question, turns] : results.questions) {
    const Turn& first = turns[0].front();
    std::printf("%s\n", question.c_str());
    if (first.series.size() > 0) {
      print_row("  p50", turns, [](Turn& turn) { return turn.series.percentile_us(0.5); });
      print_row("  p99", turns, [](Turn& turn) { return turn.series.percentile_us(0.99); });
    }
    if (first.count > 0) {
      print_row("  processor time", turns,
                [](const Turn& turn) { return turn.used.ordinary / turn.count; });
    }
  }
  std::printf("the recorder's thread, of all processor time\n");
  print_recorder(results, false);
  print_recorder(results, true);
}

/// This process and those that it starts: on the last processor that it may use.
bool stay_on_one_processor() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return false;
  }
  int last = CPU_SETSIZE - 1;
  while (last > 0 && !CPU_ISSET(last, &allowed)) {
    --last;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(last, &one);
  return ::sched_setaffinity(0, sizeof one, &one) == 0;
}

int run(const std::string& troupe, const Plan& plan) {
  Results results;
  for (std::size_t number = 0; number < plan.rounds; ++number) {
    Round(troupe, results).ask(plan);
    std::fprintf(stderr, "round %zu of %zu\n", number + 1, plan.rounds);
  }
  print(results);
  return 0;
}

}  // namespace
}  // namespace troupe::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  troupe::bench::Plan plan;
  bool is_everywhere = false;
  bool is_right = !arguments.empty() && !arguments[0].starts_with("-");
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--quick") {
      plan = {.rounds = 1, .turns = 4, .requests = 50, .keystrokes = 2, .stormy_turns = 1};
    } else if (arguments[i] == "--everywhere") {
      is_everywhere = true;
    } else if (arguments[i] == "--rounds" && i + 1 < arguments.size()) {
      const std::string& number = arguments[++i];
      std::from_chars(number.data(), number.data() + number.size(), plan.rounds);
    } else {
      is_right = false;
    }
  }
  if (!is_right || plan.rounds == 0) {
    std::fprintf(stderr, "usage: recording TROUPE [--quick] [--rounds N] [--everywhere]\n");
    return 2;
  }
  if (!is_everywhere && !troupe::bench::stay_on_one_processor()) {
    std::fprintf(stderr, "recording: it runs on all processors\n");
  }
  return troupe::bench::run(arguments[0], plan);
}
