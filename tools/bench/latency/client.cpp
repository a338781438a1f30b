#include "client.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::bench {

namespace {

namespace fs = std::filesystem;

constexpr int silence_ms = 30'000;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "latency: %s\n", why);
  std::exit(1);
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) {
      give_up("the server does not read");
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

/// The whole first frame of `buffer`: where its body begins and ends. False: not there yet.
bool find_frame(std::string_view buffer, std::size_t& begin, std::size_t& end) {
  const std::size_t header = buffer.find("\r\n\r\n");
  if (header == std::string_view::npos) {
    return false;
  }
  const std::size_t at = buffer.find("Content-Length: ");
  std::size_t length = 0;
  std::from_chars(buffer.data() + at + 16, buffer.data() + header, length);
  begin = header + 4;
  end = begin + length;
  return buffer.size() >= end;
}

}  // namespace

Client::Client(const std::vector<std::string>& command) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe(in.data()) != 0 || ::pipe(out.data()) != 0) {
    give_up("no pipes");
  }
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    for (const int descriptor : {in[0], in[1], out[0], out[1]}) {
      ::close(descriptor);
    }
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command) {
      arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  output_ = out[0];
}

Client::~Client() {
  ::close(input_);
  ::close(output_);
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

void Client::send(std::string_view body) {
  std::string frame = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  frame += body;
  const std::scoped_lock lock(sending_);
  write_all(input_, frame);
}

void Client::fill() {
  pollfd polled{.fd = output_, .events = POLLIN, .revents = 0};
  if (::poll(&polled, 1, silence_ms) <= 0) {
    give_up("the server is silent");
  }
  std::array<char, 65536> bytes{};
  const ssize_t count = ::read(output_, bytes.data(), bytes.size());
  if (count <= 0) {
    give_up("the server is gone");
  }
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
}

std::string Client::receive() {
  std::size_t begin = 0;
  std::size_t end = 0;
  while (!find_frame(buffer_, begin, end)) {
    fill();
  }
  std::string body = buffer_.substr(begin, end - begin);
  buffer_.erase(0, end);
  return body;
}

std::string Client::wait_for(std::string_view part) {
  while (true) {
    std::string body = receive();
    if (body.find(part) != std::string::npos) {
      return body;
    }
    answer_if_request(body);
  }
}

void Client::answer_if_request(std::string_view body) {
  const std::size_t id = body.find("\"id\":");
  if (id == std::string_view::npos || body.find("\"method\":") == std::string_view::npos) {
    return;
  }
  const std::size_t end = body.find(',', id);
  send(R"({"jsonrpc":"2.0",)" + std::string(body.substr(id, end - id)) + R"(,"result":null})");
}

std::string Client::request(std::string_view method, std::string_view params) {
  const std::string id = std::to_string(++next_id_);
  send(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + std::string(method) +
       R"(","params":)" + std::string(params) + "}");
  return wait_for("\"jsonrpc\":\"2.0\",\"id\":" + id + ",");
}

void Client::notify(std::string_view method, std::string_view params) {
  send(R"({"jsonrpc":"2.0","method":")" + std::string(method) + R"(","params":)" +
       std::string(params) + "}");
}

void Series::add(Clock::duration duration) {
  values_.push_back(std::chrono::duration<double, std::micro>(duration).count());
  sorted_ = false;
}

double Series::percentile_us(double fraction) {
  if (values_.empty()) {
    return NAN;
  }
  if (!sorted_) {
    std::ranges::sort(values_);
    sorted_ = true;
  }
  const auto index =
      static_cast<std::size_t>(std::lround(fraction * static_cast<double>(values_.size() - 1)));
  return values_[index];
}

namespace {

/// The fields of /proc/.../stat behind the name, which may have blanks in it.
std::vector<std::string> fields_of(const fs::path& stat) {
  std::ifstream file(stat);
  std::string text;
  std::getline(file, text);
  std::istringstream rest(text.substr(std::min(text.rfind(')') + 2, text.size())));
  return {std::istream_iterator<std::string>(rest), {}};
}

}  // namespace

ThreadTimes thread_times(pid_t process) {
  constexpr std::size_t nice = 16;
  ThreadTimes times;
  for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    double nanoseconds = 0;
    std::ifstream(task.path() / "schedstat") >> nanoseconds;
    const auto fields = fields_of(task.path() / "stat");
    const bool is_behind = fields.size() > nice && std::stoi(fields[nice]) > 0;
    (is_behind ? times.behind : times.ordinary) += nanoseconds / 1000;
  }
  return times;
}

ProcessUse use_of(pid_t process) {
  ProcessUse use;
  const std::string root = "/proc/" + std::to_string(process);
  for (const auto& task : fs::directory_iterator(root + "/task")) {
    ++use.threads;
    std::ifstream status(task.path() / "status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("voluntary_ctxt_switches:")) {
        use.switches += std::stoull(line.substr(24));
      }
    }
  }
  std::ifstream status(root + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) {
      use.rss_megabytes = std::stod(line.substr(6)) / 1024;
    }
  }
  const auto fields = fields_of(root + "/stat");
  use.cpu_seconds = (std::stod(fields.at(11)) + std::stod(fields.at(12))) /
                    static_cast<double>(::sysconf(_SC_CLK_TCK));
  return use;
}

int run_echo() {
  std::string buffer;
  std::array<char, 65536> bytes{};
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) {
      return 0;
    }
    buffer.append(bytes.data(), static_cast<std::size_t>(count));
    std::size_t begin = 0;
    std::size_t end = 0;
    while (find_frame(buffer, begin, end)) {
      write_all(STDOUT_FILENO, std::string_view(buffer).substr(0, end));
      buffer.erase(0, end);
    }
  }
}

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '\n') {
      json += "\\n";
    } else {
      if (c == '"' || c == '\\') {
        json += '\\';
      }
      json += c;
    }
  }
  return json + "\"";
}

}  // namespace troupe::bench
