// What it costs that sessions are recorded: the same program without a recording, with what it
// keeps in memory by default and with one in a file, all in one run.
//
//     recording build/release/src/server/troupe [--quick] [--rounds N]
//
// A round starts a server of each kind and asks them in turn, some hundred times each, there and
// back (ABCD DCBA ...), so that what else the machine does meets all of them. The kind that comes
// first is there twice: how far its second copy is from it is what this machine cannot tell apart.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

#include "../latency/client.hpp"
#include "../latency/session.hpp"

namespace troupe::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kinds = 4;
constexpr std::array<const char*, kinds> names{"none", "none again", "in memory", "in a file"};

/// Of one question in one round.
struct Asked {
  Series series;
  ThreadTimes used;
};
/// By question and kind, one for each round.
struct Results {
  std::vector<std::string> questions;  ///< in the order in which they are asked
  std::map<std::string, std::array<std::vector<Asked>, kinds>> rounds;

  Asked& newest(const std::string& question, std::size_t kind, std::size_t round) {
    if (!rounds.contains(question)) {
      questions.push_back(question);
    }
    std::vector<Asked>& all = rounds[question][kind];
    all.resize(std::max(all.size(), round + 1));
    return all[round];
  }
};

struct Plan {
  std::size_t rounds = 5;
  int blocks = 6;      ///< in a round, of each kind
  int requests = 500;  ///< in a block
  int keystrokes = 20;
  int stormy_blocks = 2;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

/// The servers of one round.
class Round {
 public:
  Round(const std::string& troupe, std::size_t number, Results& results)
      : number_(number),
        results_(results),
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
    in_turn(plan.blocks, [&](std::size_t kind) {
      Server& server = *servers_[kind];
      requests(kind, "", plan.requests);
      once(kind, "keystroke to diagnostics", [&](Series& series) {
        for (int i = 0; i < plan.keystrokes; ++i) {
          std::this_thread::sleep_for(std::chrono::milliseconds(30));
          const auto begin = Clock::now();
          server.session.type_and_wait(++server.version);
          series.add(Clock::now() - begin);
        }
      });
    });
    for (const auto& server : servers_) {
      open_small_documents(server->session, workspace_);
    }
    in_turn(plan.stormy_blocks, [&](std::size_t kind) {
      Server& server = *servers_[kind];
      {
        const Typist typist(server.session, server.version);
        requests(kind, "storm: ", plan.requests);
        once(kind, "storm: keystroke to diagnostics", [&](Series& series) {
          for (int i = 0; i < plan.keystrokes; ++i) {
            const auto begin = Clock::now();
            server.session.wait_for_diagnostics(typist.typed());
            series.add(Clock::now() - begin);
          }
        });
        server.version = typist.typed() + 1;
      }
      // What it has still to do is not the next one's.
      server.session.type(server.version);
      server.session.wait_for_diagnostics(server.version);
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    });
  }

 private:
  struct Server {
    Server(const Command& command, const Workspace& workspace) : session(command, workspace) {}
    Session session;
    int version = 1;
  };

  template <typename Visit>
  static void in_turn(int blocks, const Visit& visit) {
    for (int block = 0; block < blocks; ++block) {
      for (std::size_t place = 0; place < kinds; ++place) {
        visit(block % 2 == 0 ? place : kinds - 1 - place);
      }
    }
  }

  template <typename Ask>
  void once(std::size_t kind, const std::string& question, const Ask& ask) {
    Asked& asked = results_.newest(question, kind, number_);
    const pid_t process = servers_[kind]->session.client.process();
    const ThreadTimes before = thread_times(process);
    ask(asked.series);
    const ThreadTimes after = thread_times(process);
    asked.used.ordinary += after.ordinary - before.ordinary;
    asked.used.behind += after.behind - before.behind;
  }

  void requests(std::size_t kind, const std::string& when, int count) {
    Session& session = servers_[kind]->session;
    const auto ask = [&](const char* what, void (Session::*request)()) {
      (session.*request)();  // So that nobody is asleep.
      once(kind, when + what, [&](Series& series) {
        for (int i = 0; i < count; ++i) {
          const auto begin = Clock::now();
          (session.*request)();
          series.add(Clock::now() - begin);
        }
      });
    };
    ask("null request", &Session::ask_null);
    ask("hover", &Session::hover);
    ask("completion", &Session::complete);
  }

  std::size_t number_;
  Results& results_;
  fs::path trace_;
  Workspace workspace_;
  std::array<std::unique_ptr<Server>, kinds> servers_;
};

/// The first kind's figure, and what of it the others take: medians of the rounds.
void print_row(const std::string& what, std::array<std::vector<Asked>, kinds>& rounds,
               const std::function<double(Asked&)>& figure) {
  std::printf("  %-38s", what.c_str());
  std::array<std::vector<double>, kinds> figures;
  std::array<std::vector<double>, kinds> ratios;
  for (std::size_t round = 0; round < rounds[0].size(); ++round) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      figures[kind].push_back(figure(rounds[kind][round]));
      ratios[kind].push_back(figures[kind].back() / figures[0].back());
    }
  }
  std::printf(" %9.1f", median(figures[0]));
  for (std::size_t kind = 1; kind < kinds; ++kind) {
    const auto [least, most] = std::ranges::minmax(ratios[kind]);
    std::printf("   %5.3f (%.2f-%.2f)", median(ratios[kind]), least, most);
  }
  std::printf("\n");
}

void print(Results& results) {
  std::printf(
      "Ratios are to the first column; in brackets the least and the most of the rounds.\n");
  std::printf("  %-38s %9s", "microseconds", names[0]);
  for (std::size_t kind = 1; kind < kinds; ++kind) {
    std::printf("   %-17s", names[kind]);
  }
  std::printf("\n");
  const auto each = [](const Asked& asked) {
    return asked.used.ordinary / static_cast<double>(asked.series.size());
  };
  for (const std::string& question : results.questions) {
    auto& rounds = results.rounds[question];
    print_row(question + ", p50", rounds, [](Asked& a) { return a.series.percentile_us(0.5); });
    print_row("  p99", rounds, [](Asked& a) { return a.series.percentile_us(0.99); });
    print_row("  processor time", rounds, each);
    std::printf("  %-38s", "  ... of the recorder's thread");
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      std::vector<double> behind;
      for (const Asked& asked : rounds[kind]) {
        behind.push_back(asked.used.behind / static_cast<double>(asked.series.size()));
      }
      std::printf(kind == 0 ? " %9.1f" : "   %-17.1f", median(std::move(behind)));
    }
    std::printf("\n");
  }
}

int run(const std::string& troupe, const Plan& plan) {
  Results results;
  for (std::size_t number = 0; number < plan.rounds; ++number) {
    Round(troupe, number, results).ask(plan);
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
  bool is_right = !arguments.empty() && !arguments[0].starts_with("-");
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "--quick") {
      plan = {.rounds = 1, .blocks = 2, .requests = 100, .keystrokes = 5, .stormy_blocks = 1};
    } else if (arguments[i] == "--rounds" && i + 1 < arguments.size()) {
      const std::string& number = arguments[++i];
      std::from_chars(number.data(), number.data() + number.size(), plan.rounds);
    } else {
      is_right = false;
    }
  }
  if (!is_right || plan.rounds == 0) {
    std::fprintf(stderr, "usage: recording TROUPE [--quick] [--rounds N]\n");
    return 2;
  }
  return troupe::bench::run(arguments[0], plan);
}
