#include "server/run.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "server/check_command.hpp"
#include "server/command_line.hpp"
#include "server/connect_command.hpp"
#include "server/exit_codes.hpp"
#include "server/explain_command.hpp"
#include "server/format_command.hpp"
#include "server/replay_command.hpp"
#include "server/schema_command.hpp"
#include "server/schema_fetch_command.hpp"
#include "server/serve_command.hpp"
#include "server/status_command.hpp"
#include "server/token_command.hpp"
#include "server/trace_command.hpp"
#include "server/trace_dump_command.hpp"

namespace troupe::server {

namespace {

int run_command(const ServeCommand& command) {
  return run_serve(command);
}
int run_command(const CheckCommand& command) {
  return run_check(command);
}
int run_command(const ExplainCommand& command) {
  return run_explain(command);
}
int run_command(const FormatCommand& command) {
  return run_format(command);
}
int run_command(const SchemaPrintCommand& command) {
  return run_schema_print(command);
}
int run_command(const SchemaDiffCommand& command) {
  return run_schema_diff(command);
}
int run_command(const SchemaFetchCommand& command) {
  return run_schema_fetch(command);
}
int run_command(const ConnectCommand& command) {
  return run_connect(command);
}
int run_command(const TraceDumpCommand& command) {
  return run_trace_dump(command);
}
int run_command(const StatusCommand& command) {
  return run_status(command);
}
int run_command(const TokenNewCommand& command) {
  return run_token_new(command);
}
int run_command(const ReplayCommand& command) {
  return run_replay(command);
}
int run_command(const TraceCommand& command) {
  return run_trace(command);
}
int run_command(const PrintCommand& command) {
  std::fputs(command.text.c_str(), stdout);
  return std::fflush(stdout) == 0 ? exit_code::clean : exit_code::usage;
}
int run_command(const UsageError& error) {
  std::fprintf(stderr, "troupe: %s\n", error.message.c_str());
  return exit_code::usage;
}

}  // namespace

int run(int argc, char** argv) {
  const std::vector<std::string> arguments(argc > 0 ? argv + 1 : argv, argv + argc);
  try {
    return std::visit([](const auto& command) { return run_command(command); },
                      parse_command_line(arguments));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "troupe: internal error: %s\n", failure.what());
    return exit_code::internal_error;
  }
}

}  // namespace troupe::server
