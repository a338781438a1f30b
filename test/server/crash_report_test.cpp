#include "server/crash_report.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <unistd.h>

namespace troupe::server {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

TEST_CASE("a report tells what happened, and of messages nothing but method, id and size") {
  const std::string text = format_crash_report(
      {.version = "1.2",
       .time = "2026-01-02T03:04:05Z",
       .end = {.exit_code = -1, .signal = SIGSEGV},
       .number = 2,
       .uptime = milliseconds(1500),
       .documents = 3,
       .at = milliseconds(100),
       .backtrace = "signal: 11\nbacktrace:\n",
       .messages = {
           {.at = milliseconds(40), .from_client = true, .method = "a/b\n", .id = "7", .bytes = 9},
           {.at = milliseconds(90),
            .from_client = false,
            .method = std::string(80, 'x'),
            .id = "",
            .bytes = 1}}});
  for (const char* const part :
       {"Troupe 1.2 crashed.", "time: 2026-01-02T03:04:05Z", "ended by: signal 11, SIGSEGV",
        "crash: 2 of this session", "uptime of the server: 1500 ms", "open documents: 3",
        "signal: 11\nbacktrace:\n", "  60 ms before, from the client: a/b? id 7, 9 bytes\n",
        "  10 ms before, from the server: xxx"}) {
    CAPTURE(part);
    CHECK(text.contains(part));
  }
  CHECK(text.contains(std::string(60, 'x') + "..., 1 bytes"));
  CHECK_FALSE(text.contains("sessions: "));
  CHECK(format_crash_report({.version = "1",
                             .time = "",
                             .end = {.exit_code = 3, .signal = 0},
                             .backtrace = "",
                             .messages = {}})
            .contains("ended by: exit code 3\n"));
}

TEST_CASE("a report of many sessions tells them apart") {
  const std::string text = format_crash_report(
      {.version = "1",
       .time = "",
       .end = {.exit_code = -1, .signal = SIGSEGV},
       .sessions = 2,
       .backtrace = "",
       .messages = {
           {.at = {}, .from_client = true, .method = "a/b", .id = "", .bytes = 1, .session = 7}}});
  CHECK(
      text.contains("crash: 1 of this supervisor\nuptime of the server: 0 ms\nsessions: 2\n"
                    "open documents: 0\n"));
  CHECK(text.contains(" before, session 7, from the client: a/b, 1 bytes\n"));
}

TEST_CASE("the crash handler's words name the session that it worked for") {
  CHECK(session_at_work("thread: 3\nat work for: session 12, user 0\nbacktrace:\n") == 12);
  CHECK_FALSE(session_at_work("thread: 3\nat work for: user 0\n"));
  CHECK_FALSE(session_at_work("at work for: session 12"));
}

TEST_CASE("reports go below the folder for state, or nowhere without a home") {
  CHECK(crash_report_folder({{"XDG_STATE_HOME", "/s"}, {"HOME", "/h"}}) == "/s/troupe");
  CHECK(crash_report_folder({{"XDG_STATE_HOME", "relative"}, {"HOME", "/h"}}) ==
        "/h/.local/state/troupe");
  CHECK(crash_report_folder({}).empty());
  CHECK_FALSE(keep_crash_report("", "x", "text"));
}

TEST_CASE("ten reports are kept, the newest, for their owner alone") {
  const fs::path folder =
      fs::temp_directory_path() / ("troupe-reports-" + std::to_string(::getpid()));
  std::string last;
  for (int i = 10; i < 25; ++i) {
    const auto path = keep_crash_report((folder / "new").string(), std::to_string(i),
                                        "text " + std::to_string(i));
    REQUIRE(path);
    last = *path;
  }
  std::ofstream(folder / "new" / "other.txt") << "kept";
  REQUIRE(keep_crash_report((folder / "new").string(), "25", "text 25"));
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder / "new")) {
    ++count;
    CHECK(entry.path().filename() != "crash-15.txt");
  }
  CHECK(count == 11);
  CHECK(fs::exists(folder / "new" / "crash-16.txt"));
  CHECK(fs::status(last).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  std::ifstream file(last);
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == "text 24");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace troupe::server
