#include "server/socket_command.hpp"

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include "actors/socket_service.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "transport/token.hpp"

namespace troupe::server {

namespace {

constexpr auto drain_patience = std::chrono::seconds(5);

/// SIGTERM and SIGINT, taken out of the hands of all threads.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }
  /// From now on a signal does what it does by default.
  void let_through() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

 private:
  sigset_t set_{};
};

std::optional<unsigned> number_in_environment(const char* name) {
  const char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread yet
  if (text == nullptr) {
    return std::nullopt;
  }
  const std::string_view digits = text;
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// The sockets of sd_listen_fds(3): descriptors from 3 on, meant for this process.
std::vector<int> inherited_sockets() {
  std::vector<int> sockets;
  if (number_in_environment("LISTEN_PID") == static_cast<unsigned>(::getpid())) {
    const unsigned count = number_in_environment("LISTEN_FDS").value_or(0);
    for (unsigned i = 0; i < count; ++i) {
      sockets.push_back(3 + static_cast<int>(i));
    }
  }
  return sockets;
}

base::Result<actors::SocketServiceOptions> service_options(const ServeCommand& command) {
  actors::SocketServiceOptions options;
  options.idle_timeout = std::chrono::seconds(command.idle_timeout_s);
  for (const std::string& path : command.sockets) {
    auto address = transport::parse_address("unix:" + path);
    if (!address) {
      return std::unexpected(address.error());
    }
    options.addresses.push_back(std::move(*address));
  }
  for (const std::string& text : command.listen) {
    auto address = transport::parse_address(text);
    if (!address) {
      return std::unexpected(address.error());
    }
    options.addresses.push_back(std::move(*address));
  }
  if (command.activated) {
    options.inherited = inherited_sockets();
    if (options.inherited.empty()) {
      return base::failure("--activated: the service manager passed no sockets");
    }
  }
  if (command.certificate.empty() != command.key.empty()) {
    return base::failure("--certificate and --key go together");
  }
  if (!command.certificate.empty()) {
    options.tls = transport::TlsFiles{.certificate = command.certificate,
                                      .key = command.key,
                                      .client_authorities = command.client_authorities};
  } else if (!command.client_authorities.empty()) {
    return base::failure("--client-ca needs --certificate and --key");
  }
  if (!command.token_file.empty()) {
    auto token = transport::read_token_file(command.token_file);
    if (!token) {
      return std::unexpected(token.error());
    }
    options.token = std::move(*token);
  }
  return options;
}

/// Every connection is a descriptor, and every session watches files.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace

int run_serve_sockets(const ServeCommand& command, const actors::ServeOptions& options) {
  auto sockets = service_options(command);
  if (!sockets) {
    return fail(sockets.error().message);
  }
  const bool is_open_to_all = !sockets->token && !command.listen.empty();
  raise_descriptor_limit();
  const EndSignals signals;
  auto service = actors::SocketService::start(options, std::move(*sockets));
  if (!service) {
    return fail(service.error().message);
  }
  for (const transport::Address& address : (*service)->addresses()) {
    std::fprintf(stderr, "troupe: listening on %s\n", to_string(address).c_str());
  }
  if (is_open_to_all) {
    std::fputs("troupe: without --token-file every user of this machine can connect\n", stderr);
  }
  signals.wait();
  signals.let_through();
  const bool drained = (*service)->drain(drain_patience);
  return drained ? exit_code::clean : exit_code::errors_found;
}

}  // namespace troupe::server
