// Everything that can be wrong without a server is found before the server is asked: it may be
// slow, and a schema that cannot be written anywhere is of no use.
#include "server/schema_fetch_command.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

#include "base/uri.hpp"
#include "protocol/json_writer.hpp"
#include "server/display.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/file_replacement.hpp"
#include "server/output.hpp"
#include "server/schema_comparison.hpp"
#include "server/schema_fetch_answer.hpp"
#include "server/schema_fetch_headers.hpp"
#include "server/schema_source.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view wipe = "\r\x1b[K";

void wipe_and_end(int signal) {
  // The line is nobody's any more; the default action, which SA_RESETHAND has put back, ends us.
  if (::write(STDERR_FILENO, wipe.data(), wipe.size()) >= 0) {
    ::raise(signal);
  }
  ::raise(signal);
}

/// Tells somebody who waits at a terminal that something happens. Ctrl-C leaves no line behind.
class WaitingLine {
 public:
  explicit WaitingLine(bool shown) : shown_(shown) {}
  WaitingLine(const WaitingLine&) = delete;
  WaitingLine& operator=(const WaitingLine&) = delete;
  ~WaitingLine() { clear(); }

  void show(std::size_t bytes) {
    constexpr std::chrono::milliseconds patience{700};
    constexpr std::chrono::milliseconds pace{100};
    const Clock::time_point now = Clock::now();
    if (!shown_ || now - begin_ < patience || now - last_ < pace) {
      return;
    }
    if (!is_there_) {
      watch_signals();
    }
    last_ = now;
    is_there_ = true;
    const std::string size = bytes == 0 ? "waiting" : std::to_string(bytes / 1024) + " KiB";
    const std::string line = std::string(wipe) + "Fetching the schema: " + size;
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
  }
  void clear() {
    if (std::exchange(is_there_, false)) {
      std::fwrite(wipe.data(), 1, wipe.size(), stderr);
      std::fflush(stderr);
    }
  }

 private:
  static void watch_signals() {
    struct sigaction action{};
    action.sa_handler = &wipe_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
    for (const int signal : {SIGINT, SIGTERM}) {
      ::sigaction(signal, &action, nullptr);
    }
  }

  bool shown_;
  bool is_there_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_;
};

/// What keeps the file from being written, as far as can be known before.
std::optional<base::Error> problem_of_output(const SchemaFetchCommand& command) {
  if (command.output.empty() || command.output == "-") {
    return command.check ? std::optional(base::Error{
                               "--check compares with a file: name it by --output FILE"})
                         : std::nullopt;
  }
  std::error_code error;
  const std::filesystem::path path(command.output);
  const auto status = std::filesystem::status(path, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return base::Error{command.output + " is not a regular file"};
  }
  if (command.check && !std::filesystem::exists(status)) {
    return base::Error{"no such file: " + command.output +
                       "; without --check it is written for the first time"};
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, error)) {
    return base::Error{"no such folder: " + folder.string()};
  }
  return std::nullopt;
}

HttpRequest make_request(const SchemaFetchCommand& command, const FetchHeaders& headers) {
  HttpRequest request;
  request.url = command.url;
  request.method = command.uses_get ? HttpMethod::get : HttpMethod::post;
  request.timeout = std::chrono::milliseconds(
      static_cast<std::chrono::milliseconds::rep>(command.timeout_seconds * 1000));
  request.authorities = command.authorities;
  request.headers = {"Accept: application/graphql-response+json, application/json;q=0.9",
                     "User-Agent: troupe/" TROUPE_VERSION};
  if (!command.uses_get) {
    request.headers.emplace_back("Content-Type: application/json");
    request.headers.emplace_back("Expect:");  // not asked for beforehand: it costs a round trip
  }
  for (const std::string& line : headers.lines) {
    const std::string name = line.substr(0, line.find(':') + 1);
    std::erase_if(request.headers, [&](const std::string& other) {
      return other.size() >= name.size() &&
             ::strncasecmp(other.c_str(), name.c_str(), name.size()) == 0;
    });
  }
  request.headers.insert(request.headers.end(), headers.lines.begin(), headers.lines.end());
  return request;
}

void ask_for(HttpRequest& request, IntrospectionFeatures features) {
  const std::string query = introspection_query(features);
  request.parameters = {"query=" + query, "operationName=" + std::string(introspection_operation)};
  request.body.clear();
  protocol::JsonWriter writer(request.body);
  writer.object([&] {
    writer.member("operationName", introspection_operation);
    writer.member("query", query);
  });
}

/// A remark that is no result.
void note(const std::string& message) {
  std::fprintf(stderr, "troupe: %s\n", message.c_str());
}

/// The answer of the server, asked again as long as it refuses features that we can do without.
base::Result<std::string> fetch(const SchemaFetchCommand& command, const FetchHeaders& headers,
                                const Environment& environment) {
  HttpRequest request = make_request(command, headers);
  IntrospectionFeatures features;
  features.set();
  const auto clean = [&](const std::string& text) {
    return printable(without_secrets(text, headers.secrets));
  };
  while (true) {
    ask_for(request, features);
    WaitingLine line(can_redraw(::isatty(STDERR_FILENO) == 1, environment));
    const auto response = send(request, [&](std::size_t bytes) { line.show(bytes); });
    line.clear();
    if (!response) {
      return base::failure(clean(response.error().message));
    }
    FetchAnswer answer = judge_answer(*response, features, !headers.lines.empty());
    if (!answer.schema.empty()) {
      if (!answer.errors.empty()) {
        note(clean("the server sent a schema and complained: " + answer.errors.front()));
      }
      return std::move(answer.schema);
    }
    if (answer.refused.none()) {
      return base::failure(clean(answer.problem));
    }
    features &= ~answer.refused;
    note("the server does not know " + names_of(answer.refused) + ": asking again without");
  }
}

int write_result(const SchemaFetchCommand& command, const std::string& text) {
  if (command.output.empty() || command.output == "-") {
    return write_out(text)
               ? exit_code::clean
               : fail(std::string("cannot write to standard output: ") + std::strerror(errno));
  }
  if (read_whole_file(command.output) == text) {
    note(command.output + " is up to date");
    return exit_code::clean;
  }
  if (const auto problem = write_file(command.output, text)) {
    return fail("cannot write " + problem->message);
  }
  note(command.output + " written");
  return exit_code::clean;
}

int compare(const SchemaFetchCommand& command, SchemaSource fetched,
            const Environment& environment) {
  std::error_code error;
  const std::string directory = base::normalise_path(std::filesystem::current_path(error).string());
  auto before = load_schema(command.output, "", directory, environment);
  if (!before) {
    return fail(before.error().message);
  }
  const SchemaComparison comparison(std::move(*before), std::move(fetched), directory);
  const bool colors =
      wants_colors(ColorChoice::automatic, ::isatty(STDOUT_FILENO) == 1, environment);
  if (!write_out(comparison.as_text(colors))) {
    return fail(std::string("cannot write to standard output: ") + std::strerror(errno));
  }
  return comparison.changes().empty() ? exit_code::clean : exit_code::errors_found;
}

}  // namespace

int run_schema_fetch(const SchemaFetchCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const Environment environment = process_environment();
  const auto headers = expand_headers(command.headers, environment);
  if (!headers) {
    return fail(headers.error().message);
  }
  if (const auto problem = problem_of_output(command)) {
    return fail(problem->message);
  }
  auto json = fetch(command, *headers, environment);
  if (!json) {
    return fail(json.error().message);
  }
  // Even where JSON is wanted: what cannot be read as a schema must not replace one.
  auto source = schema_of_text("introspection.json", base::SourceText(*json),
                               "what " + shown_url(command.url) + " answered", environment);
  if (!source) {
    return fail(source.error().message);
  }
  if (command.check) {
    return compare(command, std::move(*source), environment);
  }
  return write_result(command, command.json ? *json : printed_schema(*source));
}

}  // namespace troupe::server
