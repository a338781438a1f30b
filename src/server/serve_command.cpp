#include "server/serve_command.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "actors/system.hpp"
#include "actors/work_mark.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/crash_handler.hpp"
#include "server/crash_report.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/limits_option.hpp"
#include "server/logging.hpp"
#include "server/output.hpp"
#include "server/socket_command.hpp"
#include "server/supervisor.hpp"
#include "server/trace_output.hpp"

namespace troupe::server {

namespace {

base::Result<protocol::PathMap> parse_maps(const std::vector<std::string>& given) {
  protocol::PathMap map;
  for (const std::string& each : given) {
    const std::size_t equals = each.find('=');
    const bool is_pair = equals != std::string::npos && each.starts_with('/') &&
                         each.substr(equals + 1).starts_with('/');
    if (!is_pair) {
      return base::failure("--map " + each + ": give two absolute paths, CLIENT=SERVER");
    }
    map.add(each.substr(0, equals), each.substr(equals + 1));
  }
  return map;
}

/// Standard output for LSP alone: a duplicate that only we know, while descriptor 1 becomes
/// standard error. Libraries that print (CAF does) would otherwise break the framing.
int take_standard_output() {
  const int taken = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (taken >= 0) {
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
  }
  return taken;
}

void invite_client() {
  if (::isatty(STDIN_FILENO) == 1) {
    std::fputs(
        "troupe: waiting for a language client to speak LSP on standard input.\n"
        "Editors start this by themselves; 'troupe check' checks files. Ctrl-D ends it.\n",
        stderr);
  }
}

/// To the supervisor's pipe where there is one; else to standard error, which editors show.
void report_crashes(int descriptor) {
  if (descriptor > STDERR_FILENO) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
  report_fatal_signals(descriptor > STDERR_FILENO ? descriptor : STDERR_FILENO,
                       actors::WorkMark::current);
}

std::string utc_name() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts)};
}

/// `file`: as given to --trace. That it cannot be written is said before anybody is served.
base::Result<actors::TraceOptions> trace_options(const std::string& file, std::size_t memory,
                                                 const actors::ServeOptions& options) {
  actors::TraceOptions trace;
  if (file.empty()) {
    trace.memory_bytes = memory;
    trace.save = [folder = crash_report_folder(options.environment)](
                     std::uint64_t session, bool is_crash, std::string_view bytes) {
      static std::atomic<unsigned> saved = 0;
      const std::string name = utc_name() + "-" + std::to_string(::getpid()) + "-session-" +
                               std::to_string(session) + "-" + std::to_string(++saved);
      return save_trace(folder, name, is_crash, bytes);
    };
    return trace;
  }
  if (const auto first = open_trace_output(session_trace_path(file, 1)); !first) {
    return std::unexpected(first.error());
  }
  trace.open = [file, log = options.log](std::uint64_t session) {
    auto output = open_trace_output(session_trace_path(file, session));
    if (!output && log) {
      log(actors::LogLevel::error, output.error().message);
    }
    return output ? std::move(*output) : nullptr;
  };
  return trace;
}

}  // namespace

int run_serve(const ServeCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  auto limits = parse_limits(command.limits);
  if (!limits) {
    return fail(limits.error().message);
  }
  limits->sessions = command.passed_connections
                         ? std::numeric_limits<std::size_t>::max()  // The supervisor counts them.
                         : command.sessions.value_or(limits->sessions);
  const auto paths = parse_maps(command.maps);
  if (!paths) {
    return fail(paths.error().message);
  }
  const int output = take_standard_output();
  if (output < 0) {
    std::fputs("troupe: standard output is closed\n", stderr);
    return exit_code::usage;
  }
  const auto log = make_log_sink(command.log);
  if (!log) {
    std::fprintf(stderr, "troupe: %s\n", log.error().message.c_str());
    return exit_code::usage;
  }
  actors::ServeOptions options;
  options.limits = *limits;
  options.input = STDIN_FILENO;
  options.output = output;
  options.threads = command.threads;
  options.environment = process_environment();
  options.log = *log;
  options.version = TROUPE_VERSION;
  options.metrics_socket = command.metrics;
  options.paths = *paths;
  const std::optional<std::size_t> trace_memory = parse_size(command.trace_memory);
  if (!trace_memory) {
    return fail("--trace-memory " + command.trace_memory + ": give a size, as in 16MiB");
  }
  if (command.supervise && command.uses_sockets()) {
    return run_serve_sockets(command, options);
  }
  if (command.supervise) {
    invite_client();
    return run_supervisor(command, options);
  }
  report_crashes(command.crash_descriptor);
  const ide::LanguageSet languages = registry::make_language_set();
  options.languages = &languages;
  auto trace = trace_options(command.trace, *trace_memory, options);
  if (!trace) {
    return fail(trace.error().message);
  }
  options.trace = std::move(*trace);
  if (command.uses_sockets()) {
    return run_serve_sockets(command, options);
  }
  invite_client();
  const int code = actors::serve(options);
  ::close(output);
  return code;
}

}  // namespace troupe::server
