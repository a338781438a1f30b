#include "server/schema_command.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/uri.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/schema_comparison.hpp"
#include "server/schema_source.hpp"

namespace troupe::server {

namespace {

using graphql::SchemaChange;
using Impact = SchemaChange::Impact;

int finish(const std::string& text, int code) {
  return write_out(text)
             ? code
             : fail(std::string("cannot write to standard output: ") + std::strerror(errno));
}

std::string current_directory() {
  std::error_code error;
  return base::normalise_path(std::filesystem::current_path(error).string());
}

bool fails(const SchemaDiffCommand& command, const std::vector<SchemaChange>& changes) {
  switch (command.fail_on) {
    case SchemaDiffCommand::FailOn::never:
      return false;
    case SchemaDiffCommand::FailOn::dangerous:
      return !changes.empty() && changes.front().impact <= Impact::dangerous;
    case SchemaDiffCommand::FailOn::breaking:
      return !changes.empty() && changes.front().impact == Impact::breaking;
  }
  return false;
}

}  // namespace

int run_schema_print(const SchemaPrintCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto source =
      load_schema(command.path, command.project, current_directory(), process_environment());
  if (!source) {
    return fail(source.error().message);
  }
  return finish(printed_schema(*source), exit_code::clean);
}

int run_schema_diff(const SchemaDiffCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  if (command.before == "-" && command.after == "-") {
    return fail("only one of the two schemas can come from standard input");
  }
  const std::string directory = current_directory();
  const Environment environment = process_environment();
  auto before = load_schema(command.before, command.project, directory, environment);
  if (!before) {
    return fail(before.error().message);
  }
  auto after = load_schema(command.after, command.project, directory, environment);
  if (!after) {
    return fail(after.error().message);
  }
  const SchemaComparison comparison(std::move(*before), std::move(*after), directory);
  const bool colors = wants_colors(command.color, ::isatty(STDOUT_FILENO) == 1, environment);
  return finish(command.json ? comparison.as_json() : comparison.as_text(colors),
                fails(command, comparison.changes()) ? exit_code::errors_found : exit_code::clean);
}

}  // namespace troupe::server
