#include "server/serve_command.hpp"

#include <csignal>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "actors/system.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/limits_option.hpp"
#include "server/logging.hpp"
#include "server/output.hpp"
#include "server/socket_command.hpp"
#include "server/trace_output.hpp"

namespace troupe::server {

namespace {

/// Standard output for LSP alone: a duplicate that only we know, while descriptor 1 becomes
/// standard error. Libraries that print (CAF does) would otherwise break the framing.
int take_standard_output() {
  const int taken = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (taken >= 0) {
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
  }
  return taken;
}

}  // namespace

int run_serve(const ServeCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto limits = parse_limits(command.limits);
  if (!limits) {
    return fail(limits.error().message);
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
  const ide::LanguageSet languages = registry::make_language_set();
  actors::ServeOptions options;
  options.languages = &languages;
  options.limits = *limits;
  options.input = STDIN_FILENO;
  options.output = output;
  options.threads = command.threads;
  options.environment = process_environment();
  options.log = *log;
  options.version = TROUPE_VERSION;
  options.metrics_socket = command.metrics;
  if (!command.trace.empty() && command.uses_sockets()) {
    std::fputs("troupe: --trace records one session, over standard input and output\n", stderr);
    return exit_code::usage;
  }
  if (!command.trace.empty()) {
    auto trace = open_trace_output(command.trace);
    if (!trace) {
      std::fprintf(stderr, "troupe: %s\n", trace.error().message.c_str());
      return exit_code::usage;
    }
    options.trace = std::move(*trace);
  }
  if (command.uses_sockets()) {
    return run_serve_sockets(command, options);
  }
  if (::isatty(STDIN_FILENO) == 1) {
    std::fputs(
        "troupe: waiting for a language client to speak LSP on standard input.\n"
        "Editors start this by themselves; 'troupe check' checks files. Ctrl-D ends it.\n",
        stderr);
  }
  const int code = actors::serve(options);
  ::close(output);
  return code;
}

}  // namespace troupe::server
