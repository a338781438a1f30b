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

namespace troupe::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int types = 150;
constexpr const char* position = R"("position":{"line":1000,"character":)";

/// A workspace with a schema and many documents, made anew for each run.
class Workspace {
 public:
  Workspace()
      : root_(fs::temp_directory_path() / ("troupe-latency-" + std::to_string(::getpid()))) {
    fs::create_directories(root_);
    std::ofstream schema(root_ / "schema.graphql");
    schema << "type Query {\n";
    for (int i = 0; i < types; ++i) {
      schema << "  thing" << i << "(id: ID!): Thing" << i << "\n";
    }
    schema << "}\n";
    for (int i = 0; i < types; ++i) {
      schema << "\"\"\"The thing of number " << i << ".\"\"\"\ntype Thing" << i
             << " {\n  id: ID!\n  name: String\n  next: Thing" << (i + 1) % types
             << "\n  others(first: Int): [Thing" << (i * 7) % types << "!]!\n}\n";
    }
  }
  ~Workspace() { fs::remove_all(root_); }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  [[nodiscard]] std::string uri(const std::string& name) const {
    return "file://" + (root_ / name).string();
  }
  [[nodiscard]] std::string root_uri() const { return "file://" + root_.string(); }

 private:
  fs::path root_;
};

/// A document of 2 000 lines. Line 1000, from column 4: `name`, in a selection of its own.
std::string large_document() {
  std::string text;
  for (int i = 0; i < 250; ++i) {
    const std::string number = std::to_string(i % types);
    text +=
        "query Q" + std::to_string(i) + " {\n  thing" + number +
        "(id: \"1\") {\n    id\n    next { name }\n    name\n    others(first: 3) { id }\n  }\n}\n";
  }
  return text;
}

std::string small_document(int number) {
  return "query S" + std::to_string(number) + " { thing" + std::to_string(number % types) +
         "(id: \"1\") { id name } }\n";
}

using Command = std::vector<std::string>;

/// A server with the workspace open in it.
class Session {
 public:
  Session(const Command& serve, const Workspace& workspace)
      : client(serve), uri_(workspace.uri("large.graphql")) {
    const auto begin = Clock::now();
    client.request(
        "initialize",
        R"({"processId":null,"rootUri":")" + workspace.root_uri() +
            R"(","capabilities":{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}})");
    time_to_initialize = Clock::now() - begin;
    client.notify("initialized", "{}");
    open(uri_, large_document());
    client.wait_for("publishDiagnostics");
    std::this_thread::sleep_for(milliseconds(300));
  }

  void open(const std::string& uri, const std::string& text) {
    client.notify("textDocument/didOpen", R"({"textDocument":{"uri":")" + uri +
                                              R"(","languageId":"graphql","version":1,"text":)" +
                                              json_string(text) + "}}");
  }
  /// Replaces the first character of a name in the middle of the document and waits for nothing.
  void type(int version) {
    const char letter = static_cast<char>('a' + version % 26);
    client.notify(
        "textDocument/didChange",
        R"({"textDocument":{"uri":")" + uri_ + R"(","version":)" + std::to_string(version) +
            R"(},"contentChanges":[{"range":{"start":{"line":1004,"character":4},"end":{"line":1004,"character":5}},"text":")" +
            std::string(1, letter) + R"("}]})");
  }
  [[nodiscard]] std::string at(int character) const {
    return R"({"textDocument":{"uri":")" + uri_ + R"("},)" + position + std::to_string(character) +
           "}}";
  }
  /// Line 1001 holds `thingN(id: "1") {`, line 1003 `next { name }`.
  [[nodiscard]] std::string at(int line, int character) const {
    return R"({"textDocument":{"uri":")" + uri_ + R"("},"position":{"line":)" +
           std::to_string(line) + R"(,"character":)" + std::to_string(character) + "}}";
  }

  Client client;
  Clock::duration time_to_initialize{};

 private:
  std::string uri_;
};

Series measure(int count, const std::function<void(int)>& once) {
  Series series;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    once(i);
    series.add(Clock::now() - begin);
  }
  return series;
}

void print(const char* what, Series series, const char* goal) {
  std::printf("  %-46s %10.1f %10.1f %8zu   %s\n", what, series.percentile_us(0.5),
              series.percentile_us(0.99), series.size(), goal);
  std::fflush(stdout);
}

void print_requests(Session& session, int count, bool storm) {
  const char* frame = "p99 < 16000 (one frame)";
  print("null request (unknown method, -32601)",
        measure(count, [&](int) { session.client.request("troupe/null", "{}"); }),
        storm ? "p99 < 1000 later than idle" : "p50 < 50, p99 < 250");
  print("hover",
        measure(count,
                [&](int) { session.client.request("textDocument/hover", session.at(1003, 13)); }),
        frame);
  print("completion",
        measure(
            count,
            [&](int) { session.client.request("textDocument/completion", session.at(1003, 11)); }),
        frame);
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
    session.client.request("troupe/null", "{}");
    awake.add(Clock::now() - begin);
  }
  print("null request after 200 ms of idleness", awake, "about 50-100 above the echo");
}

void measure_typing(Session& session, int& version, int count) {
  Series series;
  for (int i = 0; i < count; ++i) {
    std::this_thread::sleep_for(milliseconds(30));
    const auto begin = Clock::now();
    session.type(++version);
    session.client.wait_for("\"version\":" + std::to_string(version) + ",");
    series.add(Clock::now() - begin);
  }
  print("keystroke to published diagnostics", series, "p99 < 50000");
}

/// A thousand edits a second, with sixty more documents to be checked after each of them.
void measure_storm(Session& session, const Workspace& workspace, int version, int count) {
  for (int i = 0; i < 60; ++i) {
    session.open(workspace.uri("small" + std::to_string(i) + ".graphql"), small_document(i));
  }
  std::this_thread::sleep_for(milliseconds(500));
  std::atomic<bool> stop = false;
  std::atomic<int> typed = version;
  const auto began = Clock::now();
  std::thread typist([&] {
    auto next = Clock::now();
    while (!stop) {
      session.type(++typed);
      next += std::chrono::microseconds(1000);
      std::this_thread::sleep_until(next);
    }
  });
  std::this_thread::sleep_for(milliseconds(300));
  print_requests(session, count, true);
  Series behind;
  for (int i = 0; i < std::max(20, count / 20); ++i) {
    const int newest = typed;
    const auto begin = Clock::now();
    while (true) {
      const std::string body = session.client.wait_for("large.graphql\",\"version\":");
      const std::size_t at = body.find("\"version\":");
      if (std::atoi(body.c_str() + at + 10) >= newest) {
        break;
      }
    }
    behind.add(Clock::now() - begin);
  }
  print("keystroke to published diagnostics", behind, "p99 < 50000");
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  stop = true;
  typist.join();
  std::printf("  (%d edits in %.1f s: %.0f a second)\n", typed - version, seconds,
              (typed - version) / seconds);
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
