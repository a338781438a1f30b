// What waiting for Troupe costs: starts `troupe serve` over stdio and measures it as an editor sees
// it, beside an echo program that does nothing but framing.
//
//     latency build/release/src/server/troupe [--quick] [OPTION OF serve ...]
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

#include "client.hpp"
#include "session.hpp"

namespace troupe::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

void print(const char* what, Series series, const char* goal) {
  std::printf("  %-46s %10.1f %10.1f %8zu   %s\n", what, series.percentile_us(0.5),
              series.percentile_us(0.99), series.size(), goal);
  std::fflush(stdout);
}

void print_requests(Session& session, int count, bool storm) {
  const char* frame = "p99 < 16000 (one frame)";
  print("null request (unknown method, -32601)", measure(count, [&](int) { session.ask_null(); }),
        storm ? "p99 < 1000 later than idle" : "p50 < 50, p99 < 250");
  print("hover", measure(count, [&](int) { session.hover(); }), frame);
  print("completion", measure(count, [&](int) { session.complete(); }), frame);
}

void measure_echo(const std::string& self, int count) {
  Client echo({self, "--echo"});
  const std::string body =
      R"({"jsonrpc":"2.0","method":"echo","params":")" + std::string(150, 'x') + "\"}";
  for (int i = 0; i < 100; ++i) {
    echo.send(body);
    echo.receive();
  }
  print("framed echo, 200 B (the floor)",
        measure(count,
                [&](int) {
                  echo.send(body);
                  echo.receive();
                }),
        "");
  Series awake;
  for (int i = 0; i < std::max(10, count / 100); ++i) {
    std::this_thread::sleep_for(milliseconds(200));
    const auto begin = Clock::now();
    echo.send(body);
    echo.receive();
    awake.add(Clock::now() - begin);
  }
  print("framed echo after 200 ms of idleness", awake, "");
}

void measure_wake_up(Session& session, int count) {
  Series awake;
  for (int i = 0; i < count; ++i) {
    std::this_thread::sleep_for(milliseconds(200));
    const auto begin = Clock::now();
    session.ask_null();
    awake.add(Clock::now() - begin);
  }
  print("null request after 200 ms of idleness", awake, "about 50-100 above the echo");
}

void measure_typing(Session& session, int& version, int count) {
  Series series;
  for (int i = 0; i < count; ++i) {
    std::this_thread::sleep_for(milliseconds(30));
    const auto begin = Clock::now();
    session.type_and_wait(++version);
    series.add(Clock::now() - begin);
  }
  print("keystroke to published diagnostics", series, "p99 < 50000");
}

/// A thousand edits a second, with sixty more documents to be checked after each of them.
void measure_storm(Session& session, const Workspace& workspace, int version, int count) {
  open_small_documents(session, workspace);
  const auto began = Clock::now();
  const Typist typist(session, version);
  print_requests(session, count, true);
  print(
      "keystroke to published diagnostics",
      measure(std::max(20, count / 20), [&](int) { session.wait_for_diagnostics(typist.typed()); }),
      "p99 < 50000");
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  std::printf("  (%d edits in %.1f s: %.0f a second)\n", typist.typed() - version, seconds,
              (typist.typed() - version) / seconds);
}

void measure_idleness(Session& session, int seconds) {
  std::this_thread::sleep_for(milliseconds(1500));
  const ProcessUse before = use_of(session.client.process());
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const ProcessUse after = use_of(session.client.process());
  std::printf(
      "  idle CPU %.3f %%, %.1f wake-ups/s, RSS %.1f MB, %zu threads   goal: 0 %%, 0/s, < 30 MB\n",
      (after.cpu_seconds - before.cpu_seconds) / seconds * 100,
      static_cast<double>(after.switches - before.switches) / seconds, after.rss_megabytes,
      after.threads);
}

void measure_start(const Command& serve, const Workspace& workspace, int count) {
  Series start;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    Client client(serve);
    client.request("initialize", R"({"processId":null,"rootUri":")" + workspace.root_uri() +
                                     R"(","capabilities":{}})");
    start.add(Clock::now() - begin);
  }
  print("process start to the reply to initialize", start, "< 20000");
}

int run(const std::string& self, const Command& serve, bool quick) {
  const int many = quick ? 300 : 3000;
  const Workspace workspace;
  std::printf("%-48s %10s %10s %8s   %s\n", "", "p50 us", "p99 us", "n", "goal");
  std::printf("floor\n");
  measure_echo(self, many);
  std::printf("idle, a document of 2 000 lines\n");
  int version = 1;
  {
    Session session(serve, workspace);
    print_requests(session, many, false);
    measure_typing(session, version, quick ? 30 : 200);
    measure_wake_up(session, quick ? 10 : 50);
    measure_idleness(session, quick ? 2 : 10);
    std::printf("storm: 1 000 edits/s, 61 documents re-checked after each\n");
    measure_storm(session, workspace, version, quick ? 100 : 1000);
  }
  std::printf("start\n");
  measure_start(serve, workspace, quick ? 10 : 50);
  return 0;
}

}  // namespace
}  // namespace troupe::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--echo") {
    return troupe::bench::run_echo();
  }
  if (arguments.empty() || arguments[0].starts_with("-")) {
    std::fprintf(stderr, "usage: latency TROUPE [--quick] [OPTION OF serve ...]\n");
    return 2;
  }
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const bool quick = arguments.size() > 1 && arguments[1] == "--quick";
  std::vector<std::string> serve{arguments[0], "serve"};
  serve.insert(serve.end(), arguments.begin() + (quick ? 2 : 1), arguments.end());
  return troupe::bench::run(self, serve, quick);
}
