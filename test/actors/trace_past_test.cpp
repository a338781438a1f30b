#include "actors/trace_past.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "protocol/rpc.hpp"

namespace troupe::actors {
namespace {

namespace trace = protocol::trace;

constexpr std::uint64_t frame_kind = 1;
constexpr std::uint64_t listed_kind = 2;
constexpr std::uint64_t read_kind = 3;
constexpr std::uint64_t inner_kind = 4;

/// Tells a past what a recording would.
class Told {
 public:
  Told() {
    past.take({trace::Kind{frame_kind, "FrameArrived"}, trace::Kind{listed_kind, "TreeListed"},
               trace::Kind{read_kind, "FilesRead"}, trace::Kind{inner_kind, "RunJob"}});
  }
  static trace::Begin begin(std::uint64_t seq, std::uint64_t kind, std::uint64_t sender = 0) {
    trace::Begin begin;
    begin.seq = seq;
    begin.receiver = 1;
    begin.sender = sender;
    begin.kind = kind;
    begin.details.stamp = seq * 100;
    return begin;
  }
  static trace::Begin frame_at(std::uint64_t seq, std::string body) {
    trace::Begin made = begin(seq, frame_kind);
    made.details.text = std::move(body);
    return made;
  }
  void frame(std::string body) { past.take({frame_at(++seq, std::move(body))}); }
  void notify(std::string_view method, std::string_view params) {
    frame(protocol::encode_notification(method, params));
  }
  void request(int id, std::string_view method, std::string_view params = "{}") {
    frame(protocol::encode_request(id, method, params));
  }
  void writes(std::string body) { past.take({trace::Written{seq, std::move(body)}}); }
  void read(std::uint64_t load, std::vector<trace::FileEntry> files) {
    trace::Begin made = begin(++seq, read_kind);
    made.details.number = load;
    made.details.files = std::move(files);
    past.take({made});
  }
  void list(std::uint64_t load, std::vector<std::string> paths) {
    trace::Begin made = begin(++seq, listed_kind);
    made.details.number = load;
    made.details.paths = std::move(paths);
    past.take({made});
  }
  void start() {
    request(0, "initialize", R"({"capabilities":{}})");
    writes(R"({"jsonrpc":"2.0","id":0,"result":{}})");
    notify("initialized", "{}");
  }

  template <typename Record>
  [[nodiscard]] Record last() const {
    std::vector<trace::Record> records;
    REQUIRE(trace::decode(past.records(), records));
    Record found;
    for (const trace::Record& record : records) {
      if (const auto* one = std::get_if<Record>(&record)) {
        found = *one;
      }
    }
    return found;
  }
  /// What a new session is told behind `initialize` and `initialized`.
  [[nodiscard]] std::vector<std::string> frames() const {
    std::vector<std::string> frames = last<trace::Checkpoint>().frames;
    REQUIRE(frames.size() >= 2);
    return {frames.begin() + 2, frames.end()};
  }

  TracePast past{10};
  std::uint64_t seq = 0;
};

std::string opened(int version, const std::string& text) {
  return protocol::encode_notification(
      "textDocument/didOpen", R"({"textDocument":{"uri":"u","languageId":"l","version":)" +
                                  std::to_string(version) + R"(,"text":")" + text + "\"}}");
}

const char* const change =
    R"({"textDocument":{"uri":"u","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"text":"X"}]})";

TEST_CASE("what was opened and changed is opened as it is now") {
  Told told;
  told.start();
  told.frame(opened(1, "abc"));
  told.notify("textDocument/didChange", change);
  CHECK(told.frames() == std::vector{opened(2, "aXc")});
  CHECK(told.last<trace::Checkpoint>().seq == told.seq);
  CHECK(told.last<trace::Checkpoint>().at == told.seq * 100);
}

TEST_CASE("messages are taken in their order, those behind a missing one wait and are told") {
  Told told;
  told.start();
  const std::uint64_t first = told.seq + 1;
  const auto changed =
      Told::frame_at(first + 2, protocol::encode_notification("textDocument/didChange", change));
  told.past.take({changed, Told::begin(first + 1, inner_kind, 7)});
  CHECK(told.frames().empty());
  CHECK(told.last<trace::Checkpoint>().seq == first - 1);
  CHECK(told.last<trace::Begin>() == changed);
  told.past.take({Told::frame_at(first, opened(1, "abc"))});
  CHECK(told.frames() == std::vector{opened(2, "aXc")});
  CHECK(told.last<trace::Checkpoint>().seq == first + 2);
}

TEST_CASE("requests without an answer are asked again, wherever their answer stands") {
  Told told;
  told.start();
  told.request(1, "textDocument/hover");
  told.request(2, "textDocument/rename");
  told.writes(R"({"jsonrpc":"2.0","id":1,"result":null})");
  CHECK(told.frames() == std::vector{protocol::encode_request(2, "textDocument/rename", "{}")});
  // Its message is told later than the answer to it.
  const std::uint64_t asked = told.seq + 1;
  told.past.take({Told::begin(asked + 1, inner_kind, 7),
                  trace::Written{asked + 1, R"({"jsonrpc":"2.0","id":3,"error":{"code":1}})"}});
  told.past.take({Told::frame_at(asked, protocol::encode_request(3, "a/request", "{}"))});
  CHECK(told.frames().size() == 1);
  told.seq = asked + 1;
  told.writes(R"({"jsonrpc":"2.0","id":2,"result":null})");
  told.request(4, "shutdown");
  told.writes(R"({"jsonrpc":"2.0","id":4,"result":null})");
  CHECK(told.frames() == std::vector{protocol::encode_request(4, "shutdown", "{}")});
}

TEST_CASE("the server's requests are known until they are answered, and what the settings were") {
  Told told;
  told.start();
  told.writes(R"({"jsonrpc":"2.0","id":1,"method":"client/registerCapability","params":{}})");
  told.writes(R"({"jsonrpc":"2.0","id":2,"method":"workspace/configuration","params":{}})");
  told.frame(R"({"id": 2, "result": [{"logLevel": "error"}], "jsonrpc": "2.0"})");
  const auto checkpoint = told.last<trace::Checkpoint>();
  CHECK(checkpoint.asked ==
        std::vector<std::pair<std::string, std::uint64_t>>{{"client/registerCapability", 1}});
  REQUIRE(checkpoint.frames.size() == 3);
  CHECK(checkpoint.frames[2].contains("\"result\":["));
  CHECK(checkpoint.frames[2].contains("logLevel"));
}

TEST_CASE("the disk is as it was read last, and texts of it are in use") {
  Told told;
  told.list(1, {"/a", "/b", "/old"});
  told.read(1, {{.path = "/a", .state = 0, .blob = 10}, {.path = "/b", .state = 0, .blob = 11}});
  told.list(2, {"/a", "/b"});
  told.read(0, {{.path = "/a", .state = 0, .blob = 12},
                {.path = "/b", .state = 1, .blob = 0},
                {.path = "/new", .state = 0, .blob = 12}});
  const auto world = told.last<trace::World>();
  CHECK(world.listed == std::vector<std::string>{"/a", "/new"});
  REQUIRE(world.files.size() == 3);
  CHECK(world.files[0].blob == 12);
  CHECK(told.past.uses(12));
  CHECK_FALSE(told.past.uses(10));
  CHECK_FALSE(told.past.uses(11));
  told.read(0, {{.path = "/a", .state = 1, .blob = 0}});
  CHECK(told.past.uses(12));
  told.read(0, {{.path = "/new", .state = 1, .blob = 0}});
  CHECK_FALSE(told.past.uses(12));
}

TEST_CASE("what was refused was not said, and what was lost is told with its reason") {
  Told told;
  told.request(0, "initialize", R"({"capabilities":{}})");
  told.writes(R"({"jsonrpc":"2.0","id":0,"error":{"code":-32603,"message":"no"}})");
  CHECK(told.last<trace::Checkpoint>().frames.empty());
  told.start();
  told.frame(opened(1, "a text of some length"));
  const std::size_t bytes = told.past.bytes();
  told.past.lose("why not");
  told.past.lose("another reason");
  CHECK(told.last<trace::Checkpoint>().obstacle == "why not");
  CHECK(told.last<trace::Checkpoint>().frames.empty());
  CHECK(told.past.bytes() < bytes);
}

}  // namespace
}  // namespace troupe::actors
