#include "server/supervisor_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "transport/descriptor_passing.hpp"

namespace troupe::server {

namespace {

constexpr int cannot_execute = 127;

/// A pipe or what is like one, both ends closed with it unless they were taken.
class Pipe {
 public:
  Pipe() { ::pipe2(ends_.data(), O_CLOEXEC); }
  explicit Pipe(const transport::DescriptorChannel& channel)
      : ends_{channel.receiver, channel.sender} {}
  ~Pipe() {
    for (const int end : ends_) {
      if (end >= 0) {
        ::close(end);
      }
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] bool is_open() const { return ends_[0] >= 0; }
  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  /// Ours from now on, and it never blocks: the other end, an open file of its own, still does.
  [[nodiscard]] int take(std::size_t end) {
    const int taken = std::exchange(ends_[end], -1);
    ::fcntl(taken, F_SETFL, O_NONBLOCK);
    return taken;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// In the new process: nothing but system calls until the program is another one.
[[noreturn]] void become_server(char* const* arguments, pid_t parent, const Pipe& input,
                                const Pipe& output, const Pipe& report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const bool is_ready = ::getppid() == parent && ::dup2(input.reader(), STDIN_FILENO) >= 0 &&
                        ::dup2(output.writer(), STDOUT_FILENO) >= 0 &&
                        ::fcntl(report.writer(), F_SETFD, 0) == 0;
  if (is_ready) {
    ::execv("/proc/self/exe", arguments);
  }
  ::_exit(cannot_execute);
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) {
    ::close(std::exchange(descriptor, -1));
  }
}

/// `argument`: a path, with `--trace=` in front or without.
std::string own_trace(const std::string& argument, std::size_t number) {
  constexpr std::string_view option = "--trace=";
  const std::filesystem::path path(argument.starts_with(option) ? argument.substr(option.size())
                                                                : argument);
  const std::string name = "server" + std::to_string(number);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    std::filesystem::create_directory(path / name, error);
    return argument + "/" + name;
  }
  return argument + "." + name;
}

}  // namespace

std::vector<std::string> server_arguments(std::span<const std::string> arguments,
                                          std::size_t number) {
  std::vector<std::string> kept;
  kept.reserve(arguments.size());
  bool is_trace_file = false;
  for (const std::string& argument : arguments) {
    if (argument == "--supervise" || argument.starts_with("--supervise=")) {
      continue;
    }
    const bool names_file =
        std::exchange(is_trace_file, argument == "--trace") || argument.starts_with("--trace=");
    kept.push_back(names_file && number > 1 ? own_trace(argument, number) : argument);
  }
  return kept;
}

base::Result<std::unique_ptr<ServerProcess>> ServerProcess::start(
    const std::vector<std::string>& arguments, Input kind) {
  Pipe input = kind == Input::messages ? Pipe() : Pipe(transport::make_descriptor_channel());
  Pipe output;
  Pipe report;
  if (!input.is_open() || !output.is_open() || !report.is_open()) {
    return base::failure(std::string("no pipe to a server: ") + std::strerror(errno));
  }
  std::vector<std::string> texts{"troupe"};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  if (kind == Input::connections) {
    texts.emplace_back("--passed-connections");
  }
  texts.push_back("--crash-descriptor=" + std::to_string(report.writer()));
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) {
    become_server(pointers.data(), parent, input, output, report);
  }
  if (process < 0) {
    return base::failure(std::string("no process for a server: ") + std::strerror(errno));
  }
  return std::unique_ptr<ServerProcess>(
      new ServerProcess(process, input.take(1), output.take(0), report.take(0)));
}

ServerProcess::ServerProcess(pid_t process, int input, int output, int report)
    : process_(process), input_(input), output_(output), report_(report) {
#ifdef SYS_pidfd_open
  pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
#endif
}

ServerProcess::~ServerProcess() {
  close_input();
  close_output();
  if (process_ >= 0) {
    kill();
    static_cast<void>(reap());
  }
  close_if_open(report_);
  close_if_open(pidfd_);
}

void ServerProcess::close_input() {
  close_if_open(input_);
}

void ServerProcess::close_output() {
  close_if_open(output_);
}

void ServerProcess::terminate() const {
  if (process_ >= 0) {
    ::kill(process_, SIGTERM);
  }
}

void ServerProcess::kill() const {
  if (process_ >= 0) {
    ::kill(process_, SIGKILL);
  }
}

ServerEnd ServerProcess::reap() {
  int status = 0;
  pid_t reaped = -1;
  do {
    reaped = ::waitpid(process_, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  process_ = -1;
  if (reaped >= 0 && WIFEXITED(status)) {
    return {.exit_code = WEXITSTATUS(status), .signal = 0};
  }
  return {.exit_code = -1, .signal = reaped >= 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

std::string ServerProcess::last_words() const {
  constexpr std::size_t kept_at_most = std::size_t{64} * 1024;
  std::string words;
  std::array<char, 4096> bytes{};
  while (words.size() < kept_at_most) {
    const ssize_t count = ::read(report_, bytes.data(), bytes.size());
    if (count > 0) {
      words.append(bytes.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  return words;
}

}  // namespace troupe::server
