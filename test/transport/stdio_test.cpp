// Reading and writing pipes.
#include <array>
#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "protocol/framing.hpp"
#include "test/support/happening.hpp"
#include "transport/input_reader.hpp"
#include "transport/outbound_queue.hpp"
#include "transport/output_writer.hpp"

namespace troupe::transport {
namespace {

constexpr auto patience = std::chrono::seconds(20);

using test::Happening;

/// Both ends of a pipe, closed when it goes.
struct Pipe {
  Pipe() {
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_reading() { close_end(0); }
  void close_writing() { close_end(1); }
  void close_end(std::size_t end) {
    if (ends[end] >= 0) {
      ::close(ends[end]);
      ends[end] = -1;
    }
  }
  std::array<int, 2> ends{-1, -1};
};

class Recorder final : public InputSink {
 public:
  void on_frame(std::shared_ptr<const std::string> body, transport::Instant) override {
    events.happen("frame " + *body);
  }
  void on_framing_lost(const std::string&) override { events.happen("lost"); }
  void on_end() override { events.happen("end"); }
  Happening events;
};

void write_text(int descriptor, const std::string& text) {
  REQUIRE(::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

std::string read_text(int descriptor, std::size_t size) {
  std::string text(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const ssize_t count = ::read(descriptor, text.data() + got, size - got);
    if (count <= 0) {
      break;
    }
    got += static_cast<std::size_t>(count);
  }
  text.resize(got);
  return text;
}

TEST_CASE("the reader hands over frames, losses and the end, in order") {
  Pipe pipe;
  Recorder recorder;
  const auto reader = InputReader::start(pipe.ends[0], {}, recorder);
  REQUIRE(reader);
  write_text(pipe.ends[1],
             "Content-Length: 2\r\n\r\n{}rubbish\r\n\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
  pipe.close_writing();
  CHECK(recorder.events.wait(4) ==
        std::vector<std::string>{"frame {}", "lost", "frame {\"a\":1}", "end"});
}

TEST_CASE("a reader that waits for input can be stopped") {
  Pipe pipe;
  Recorder recorder;
  auto reader = InputReader::start(pipe.ends[0], {}, recorder);
  REQUIRE(reader);
  reader->reset();
  CHECK(recorder.events.wait(0).empty());
}

/// Keeps what it is given, as actors with much to do would.
class Hoarder final : public InputSink {
 public:
  void on_frame(std::shared_ptr<const std::string> body, transport::Instant) override {
    const std::string text = *body;
    {
      const std::scoped_lock lock(mutex_);
      held_.push_back(std::move(body));
    }
    events.happen(text.substr(0, 1));
  }
  void on_framing_lost(const std::string&) override {}
  void on_end() override { events.happen("end"); }
  void let_go() {
    const std::scoped_lock lock(mutex_);
    held_.clear();
  }
  Happening events;

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<const std::string>> held_;  ///< under mutex_
};

TEST_CASE("the reader pauses while too much is unhandled, and reads on when it is handled") {
  Pipe pipe;
  Hoarder hoarder;
  const auto reader = InputReader::start(pipe.ends[0], {}, hoarder, 100);
  REQUIRE(reader);
  write_text(pipe.ends[1], protocol::encode_frame(std::string(200, 'a')));
  CHECK(hoarder.events.wait(1) == std::vector<std::string>{"a"});
  // Nothing reads the pipe now: it fills up, and stays full.
  const std::string more = protocol::encode_frame(std::string(1000, 'b'));
  REQUIRE(::fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK) == 0);
  std::size_t written = 0;
  while (::write(pipe.ends[1], more.data(), more.size()) == static_cast<ssize_t>(more.size())) {
    ++written;
  }
  CHECK(hoarder.events.wait(1) == std::vector<std::string>{"a"});
  pipe.close_writing();
  std::size_t seen = 1;
  while (hoarder.events.wait(seen).back() != "end") {
    hoarder.let_go();
    ++seen;
  }
  CHECK(hoarder.events.wait(0).size() == 1 + written + 1);
}

TEST_CASE("a reader that pauses can be stopped") {
  Pipe pipe;
  Hoarder hoarder;
  auto reader = InputReader::start(pipe.ends[0], {}, hoarder, 0);
  REQUIRE(reader);
  write_text(pipe.ends[1], protocol::encode_frame("{}"));
  CHECK(hoarder.events.wait(1) == std::vector<std::string>{"{"});
  reader->reset();
}

TEST_CASE("the writer writes in order, large frames included") {
  Pipe pipe;
  const auto writer = OutputWriter::start(pipe.ends[1], std::size_t{1} << 26U, {});
  REQUIRE(writer);
  const std::string large(1'000'000, 'x');
  (*writer)->send({.bytes = "first", .diagnostics_of = ""});
  (*writer)->send({.bytes = large, .diagnostics_of = ""});
  (*writer)->send({.bytes = "last", .diagnostics_of = ""});
  CHECK(read_text(pipe.ends[0], 5 + large.size() + 4) == "first" + large + "last");
  CHECK((*writer)->flush(patience));
}

TEST_CASE("a client that does not read costs a bounded amount of memory, and only diagnostics") {
  Pipe pipe;
  Happening broken;
  Happening recovered;
  const auto writer = OutputWriter::start(
      pipe.ends[1], 400'000,
      {.on_broken = [&](const std::string& why) { broken.happen(why); },
       .on_recovered =
           [&](const std::vector<std::string>& documents) { recovered.happen(documents.at(0)); }});
  REQUIRE(writer);
  const std::string reply(100'000, 'r');
  (*writer)->send({.bytes = reply, .diagnostics_of = ""});  // more than a pipe takes
  const std::string old_news(100'000, 'o');
  const std::string news(50'000, 'n');
  (*writer)->send({.bytes = old_news, .diagnostics_of = "a"});
  (*writer)->send({.bytes = news, .diagnostics_of = "a"});  // takes its place
  (*writer)->send({.bytes = std::string(300'000, 'd'), .diagnostics_of = "b"});
  (*writer)->send(
      {.bytes = std::string(200'000, 'R'), .diagnostics_of = ""});  // "a" gives way, or both
  const std::string first = read_text(pipe.ends[0], reply.size());
  CHECK(first == reply);
  std::string rest = read_text(pipe.ends[0], 200'000);
  CHECK(rest.find('o') == std::string::npos);
  CHECK(rest.find('R') != std::string::npos);
  CHECK(recovered.wait(1).size() == 1);
  CHECK(broken.wait(0).empty());
}

TEST_CASE("replies that nobody reads break the connection at the limit") {
  Pipe pipe;
  Happening broken;
  const auto writer = OutputWriter::start(
      pipe.ends[1], 300'000,
      {.on_broken = [&](const std::string& why) { broken.happen(why); }, .on_recovered = {}});
  REQUIRE(writer);
  for (int i = 0; i < 10; ++i) {
    (*writer)->send({.bytes = std::string(100'000, 'r'), .diagnostics_of = ""});
  }
  REQUIRE(broken.wait(1).size() == 1);
  CHECK(broken.wait(1)[0].find("does not read") != std::string::npos);
  CHECK_FALSE((*writer)->flush(std::chrono::seconds(0)));
}

TEST_CASE("a closed reading end is noticed") {
  Pipe pipe;
  Happening broken;
  const auto writer = OutputWriter::start(
      pipe.ends[1], 300'000,
      {.on_broken = [&](const std::string& why) { broken.happen(why); }, .on_recovered = {}});
  REQUIRE(writer);
  pipe.close_reading();
  (*writer)->send({.bytes = "anybody?", .diagnostics_of = ""});
  CHECK(broken.wait(1) == std::vector<std::string>{"the client closed its end"});
}

TEST_CASE("queued diagnostics of a document are replaced in place") {
  OutboundQueue queue(1000);
  CHECK(queue.push({.bytes = "a1", .diagnostics_of = "a"}));
  CHECK(queue.push({.bytes = "reply", .diagnostics_of = ""}));
  CHECK(queue.push({.bytes = "b1", .diagnostics_of = "b"}));
  CHECK(queue.push({.bytes = "a2!", .diagnostics_of = "a"}));
  CHECK(queue.bytes() == 10);
  CHECK(queue.pop() == "a2!");
  CHECK(queue.push({.bytes = "a3", .diagnostics_of = "a"}));
  CHECK(queue.pop() == "reply");
  CHECK(queue.pop() == "b1");
  CHECK(queue.pop() == "a3");
  CHECK(queue.pop() == std::nullopt);
  CHECK(queue.bytes() == 0);
}

TEST_CASE("over the limit the oldest diagnostics are shed first, and remembered") {
  OutboundQueue queue(10);
  CHECK(queue.push({.bytes = "bbbb", .diagnostics_of = "b"}));
  CHECK(queue.push({.bytes = "aaaa", .diagnostics_of = "a"}));
  CHECK(queue.push({.bytes = "rrrrrr", .diagnostics_of = ""}));
  CHECK(queue.take_shed() == std::vector<std::string>{"b"});
  CHECK(queue.push({.bytes = "rrrr", .diagnostics_of = ""}));
  CHECK(queue.take_shed() == std::vector<std::string>{"a"});
  CHECK_FALSE(queue.push({.bytes = "r", .diagnostics_of = ""}));
}

}  // namespace
}  // namespace troupe::transport
