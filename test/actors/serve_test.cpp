// serve() and check() as a whole: real threads, pipes and files, and the fake language.
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "actors/system.hpp"
#include "protocol/framing.hpp"
#include "test/actors/fake_language.hpp"

namespace troupe::actors {
namespace {

namespace fs = std::filesystem;

class World {
 public:
  World() {
    auto fake = std::make_unique<FakeLanguage>();
    language = fake.get();
    std::vector<std::unique_ptr<const ide::Language>> all;
    all.push_back(std::move(fake));
    languages = std::make_unique<ide::LanguageSet>(std::move(all));
    std::string name = (fs::temp_directory_path() / "troupe-serve-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    root = fs::canonical(name).string();
  }
  ~World() { fs::remove_all(root); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(root + "/" + name, std::ios::binary) << text;
  }

  FakeLanguage* language = nullptr;
  std::unique_ptr<ide::LanguageSet> languages;
  std::string root;
};

/// A server on a thread, and its client.
class Connection {
 public:
  explicit Connection(const World& world) {
    REQUIRE(::pipe2(to_server_.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(to_client_.data(), O_CLOEXEC) == 0);
    ServeOptions options;
    options.languages = world.languages.get();
    options.input = to_server_[0];
    options.output = to_client_[1];
    code_ = std::async(std::launch::async, [this, options] {
      const int code = serve(options);
      ::close(to_client_[1]);
      return code;
    });
  }
  ~Connection() {
    close_input();
    if (code_.valid()) {
      code_.get();
    }
    ::close(to_server_[0]);
    ::close(to_client_[0]);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(const std::string& body) {
    const std::string frame = protocol::encode_frame(body);
    REQUIRE(::write(to_server_[1], frame.data(), frame.size()) ==
            static_cast<ssize_t>(frame.size()));
  }
  /// Reads until the server has written something that contains `part`; empty: it closed before.
  std::string wait_for(const std::string& part) {
    while (true) {
      for (auto& event : events_) {
        auto* frame = std::get_if<protocol::Frame>(&event);
        if (frame != nullptr && frame->body && frame->body->find(part) != std::string::npos) {
          return *std::exchange(frame->body, nullptr);
        }
      }
      std::array<char, 65536> bytes{};
      const ssize_t count = ::read(to_client_[0], bytes.data(), bytes.size());
      if (count <= 0) {
        return {};
      }
      decoder_.feed({bytes.data(), static_cast<std::size_t>(count)}, events_);
    }
  }
  void close_input() {
    if (to_server_[1] >= 0) {
      ::close(to_server_[1]);
      to_server_[1] = -1;
    }
  }
  int exit_code() {
    REQUIRE(code_.wait_for(std::chrono::seconds(30)) == std::future_status::ready);
    return code_.get();
  }

 private:
  std::array<int, 2> to_server_{-1, -1};
  std::array<int, 2> to_client_{-1, -1};
  std::future<int> code_;
  protocol::FrameDecoder decoder_;
  std::vector<protocol::FrameEvent> events_;
};

void initialize(Connection& connection, const World& world) {
  connection.send(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"rootUri":"file://)" +
                  world.root + R"(","capabilities":{}}})");
  CHECK_FALSE(connection.wait_for("\"capabilities\"").empty());
  connection.send(R"({"jsonrpc":"2.0","method":"initialized","params":{}})");
}

TEST_CASE("a whole session over pipes: load, open, hover, diagnostics, shutdown, exit") {
  const World world;
  world.write("lib.fake", "def x");
  Connection connection(world);
  initialize(connection, world);
  connection.send(
      R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://)" +
      world.root + R"(/a.fake","languageId":"fake","version":1,"text":"use x\nuse y"}}})");
  const std::string published = connection.wait_for("unknown: y");
  CHECK_FALSE(published.empty());
  CHECK(published.find("unknown: x") == std::string::npos);
  connection.send(
      R"({"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file://)" +
      world.root + R"(/a.fake"},"position":{"line":0,"character":0}}})");
  CHECK(connection.wait_for("\"id\":1").find("use y]") != std::string::npos);
  connection.send(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})");
  CHECK_FALSE(connection.wait_for("\"id\":2").empty());
  connection.send(R"({"jsonrpc":"2.0","method":"exit"})");
  CHECK(connection.exit_code() == 0);
}

TEST_CASE("closing the input ends the server, and the last replies are written before") {
  const World world;
  Connection connection(world);
  initialize(connection, world);
  for (int id = 1; id <= 50; ++id) {
    connection.send(
        R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
        R"(,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.fake"},"position":{"line":0,"character":0}}})");
  }
  connection.close_input();
  for (int id = 1; id <= 50; ++id) {
    CHECK_FALSE(connection.wait_for("\"id\":" + std::to_string(id) + ",").empty());
  }
  CHECK(connection.exit_code() == 1);
}

TEST_CASE("work that runs does not delay the end") {
  const World world;
  std::promise<void> running;
  world.language->during_hover = [&](engine::Context& context) {
    running.set_value();
    while (true) {
      context.checkpoint();
    }
  };
  Connection connection(world);
  initialize(connection, world);
  connection.send(
      R"({"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.fake"},"position":{"line":0,"character":0}}})");
  running.get_future().wait();
  connection.send(R"({"jsonrpc":"2.0","method":"exit"})");
  CHECK(connection.exit_code() == 1);
  CHECK_FALSE(connection.wait_for("\"id\":1,\"error\"").empty());
}

TEST_CASE("a file that changes on the disk is noticed by our own watching") {
  const World world;
  world.write("lib.fake", "def x");
  Connection connection(world);
  initialize(connection, world);
  connection.send(
      R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://)" +
      world.root + R"(/a.fake","languageId":"fake","version":1,"text":"use x\nuse y\nuse z"}}})");
  CHECK_FALSE(connection.wait_for("unknown: y").empty());
  world.write("more.fake", "def y");
  std::string published = connection.wait_for("unknown: z\"}]");
  while (!published.empty() && published.find("unknown: y") != std::string::npos) {
    published = connection.wait_for("unknown: z\"}]");
  }
  CHECK_FALSE(published.empty());
}

TEST_CASE("check reports every file that a language claims, sorted by path") {
  const World world;
  world.write("b.fake", "use x\nuse y");
  world.write("a.fake", "def x");
  world.write("other.txt", "use nothing");
  CheckOptions options;
  options.languages = world.languages.get();
  options.workspace = world.root;
  std::size_t last_done = 0;
  options.progress = [&](std::size_t done, std::size_t total) {
    CHECK(done >= last_done);
    CHECK(done <= total);
    last_done = done;
  };
  const auto report = check(options);
  REQUIRE(report);
  REQUIRE(report->files.size() == 2);
  CHECK(report->files[0].path == world.root + "/a.fake");
  CHECK(report->files[0].diagnostics.empty());
  CHECK(report->files[1].path == world.root + "/b.fake");
  REQUIRE(report->files[1].diagnostics.size() == 1);
  CHECK(report->files[1].diagnostics[0].diagnostic.message == "unknown: y");
  CHECK(report->files[1].text.view() == "use x\nuse y");
  CHECK(last_done == 2);
}

TEST_CASE("check gives several files to one worker at a time, and none gets lost") {
  const World world;
  constexpr int count = 150;  // No multiple of the files of a job.
  std::vector<std::string> paths;
  for (int i = 0; i < count; ++i) {
    const std::string name = std::to_string(1000 + i) + ".fake";
    world.write(name, "use x" + std::to_string(i));
    paths.push_back(world.root + "/" + name);
  }
  CheckOptions options;
  options.languages = world.languages.get();
  options.workspace = world.root;
  std::size_t last_done = 0;
  options.progress = [&](std::size_t done, std::size_t total) {
    CHECK(done >= last_done);
    CHECK(total == count);
    last_done = done;
  };
  const auto report = check(options);
  REQUIRE(report);
  CHECK(last_done == count);
  std::vector<std::string> found;
  for (const CheckedFile& file : report->files) {
    found.push_back(file.path);
    CHECK(file.diagnostics.size() == 1);
  }
  CHECK(found == paths);
  CHECK(report->analysis != nullptr);
}

TEST_CASE("check looks only at the paths it is given, and loads what they need") {
  const World world;
  world.write("fake.conf", "lib.fake");
  world.write("lib.fake", "def x");
  world.write("a.fake", "use x\nuse y");
  CheckOptions options;
  options.languages = world.languages.get();
  options.workspace = world.root;
  options.paths = {world.root + "/a.fake"};
  const auto report = check(options);
  REQUIRE(report);
  REQUIRE(report->files.size() == 1);
  REQUIRE(report->files[0].diagnostics.size() == 1);
  CHECK(report->files[0].diagnostics[0].diagnostic.message == "unknown: y");
}

TEST_CASE("check fails where it cannot read") {
  const World world;
  CheckOptions options;
  options.languages = world.languages.get();
  options.workspace = world.root + "/missing";
  CHECK_FALSE(check(options));
  options.workspace = world.root;
  options.paths = {world.root + "/missing.fake"};
  const auto report = check(options);
  REQUIRE_FALSE(report);
  CHECK(report.error().message.find("missing.fake") != std::string::npos);
}

TEST_CASE("check fails when a language does, and says how") {
  const World world;
  world.write("a.fake", "use x");
  world.language->during_check = [](engine::Context&, std::string_view) {
    throw std::runtime_error("as it was told");
  };
  CheckOptions options;
  options.languages = world.languages.get();
  options.workspace = world.root;
  const auto report = check(options);
  REQUIRE_FALSE(report);
  CHECK(report.error().message.find("as it was told") != std::string::npos);
}

TEST_CASE("a session can be opened and closed many times in one process") {
  const World world;
  for (int i = 0; i < 20; ++i) {
    Connection connection(world);
    initialize(connection, world);
    connection.send(R"({"jsonrpc":"2.0","method":"exit"})");
    CHECK(connection.exit_code() == 1);
  }
}

}  // namespace
}  // namespace troupe::actors
