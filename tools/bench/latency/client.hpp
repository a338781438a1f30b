// A client for measuring: no JSON library, no threads of its own, nothing that costs time.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace troupe::bench {

using Clock = std::chrono::steady_clock;

/// A child process that speaks frames over its standard input and output.
class Client {
 public:
  explicit Client(const std::vector<std::string>& command);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// Thread-safe.
  void send(std::string_view body);
  /// The next message's body. Exits the program with a message when the server is gone or silent.
  std::string receive();
  /// Receives until a message contains `part`; drops the others, but for requests, which are
  /// answered with null.
  std::string wait_for(std::string_view part);
  /// Sends a request and waits for its answer.
  std::string request(std::string_view method, std::string_view params);
  void notify(std::string_view method, std::string_view params);

  [[nodiscard]] pid_t process() const { return process_; }

 private:
  void fill();
  void answer_if_request(std::string_view body);

  pid_t process_ = -1;
  int input_ = -1;   ///< of the child
  int output_ = -1;  ///< of the child
  std::mutex sending_;
  std::string buffer_;
  std::int64_t next_id_ = 0;
};

/// Percentiles of a series of durations.
class Series {
 public:
  void add(Clock::duration duration);
  [[nodiscard]] double percentile_us(double fraction);
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  std::vector<double> values_;
  bool sorted_ = false;
};

/// What /proc says about a process.
struct ProcessUse {
  double cpu_seconds = 0;
  std::uint64_t switches = 0;  ///< voluntary context switches of all threads: wake-ups
  double rss_megabytes = 0;
  std::size_t threads = 0;
};
[[nodiscard]] ProcessUse use_of(pid_t process);

/// Processor time of the threads that are there, in microseconds.
struct ThreadTimes {
  double ordinary = 0;
  double behind = 0;  ///< of those that come behind others (nice): a recorder's
};
[[nodiscard]] ThreadTimes thread_times(pid_t process);

/// Reads frames from standard input and writes them back: the floor of any server.
int run_echo();

/// A JSON string literal of plain text.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace troupe::bench
