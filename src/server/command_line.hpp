// From the arguments to what is to be done. Touches nothing but its parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "handlers/configuration.hpp"
#include "server/trace_command_line.hpp"

namespace troupe::server {

struct LogSettings {
  handlers::LogLevel level = handlers::LogLevel::warning;
  std::string file;  ///< empty: standard error
};

enum class ColorChoice : std::uint8_t { automatic, always, never };
enum class OutputFormat : std::uint8_t { text, json, github, sarif, junit };

struct ServeCommand {
  LogSettings log;
  unsigned threads = 0;                ///< 0: one a core
  std::string trace;                   ///< the file or folder to record to; empty: none
  std::string trace_memory = "16MiB";  ///< of each session, where `trace` is empty
  // Sockets, in place of standard input and output. Addresses and files as given.
  std::vector<std::string> sockets;
  std::vector<std::string> listen;
  bool activated = false;  ///< the service manager passes listening sockets
  std::string certificate;
  std::string key;
  std::string client_authorities;
  std::string token_file;
  std::optional<std::size_t> sessions;  ///< --limit sessions by another name
  std::uint32_t idle_timeout_s = 0;     ///< 0: none
  std::vector<std::string> limits;      ///< NAME=VALUE, as given
  std::vector<std::string> maps;        ///< CLIENT=SERVER, as given
  std::string metrics;                  ///< the path of a socket; empty: none
  bool supervise = false;               ///< in a process of its own, replaced when it crashes
  std::vector<std::string> arguments;   ///< all of them, when supervise is set
  /// By a supervisor, through standard input; all that is said of sockets is then the supervisor's.
  bool passed_connections = false;
  int crash_descriptor = -1;  ///< where a supervised server's crash handler writes; -1: none

  [[nodiscard]] bool uses_sockets() const {
    return passed_connections || activated || !sockets.empty() || !listen.empty();
  }
};

/// Where a server listens on sockets, and how to be let in.
struct ServerEndpoint {
  std::string address;
  std::string token_file;
  bool tls = false;
  std::string authorities;
  std::string certificate;
  std::string key;
};

struct ConnectCommand {
  ServerEndpoint server;
};

struct StatusCommand {
  ServerEndpoint server;
  bool json = false;
};

struct TraceDumpCommand {
  ServerEndpoint server;
  std::optional<std::uint64_t> session;  ///< none: the only one
  std::string output;                    ///< empty: session-N.trace
};

struct TokenNewCommand {
  std::string file;
};

/// `check`, and `lint`, which can do more.
struct CheckCommand {
  LogSettings log;
  unsigned threads = 0;
  OutputFormat format = OutputFormat::text;
  ColorChoice color = ColorChoice::automatic;
  std::string workspace;                    ///< as given; empty: to be found
  std::vector<std::string> paths;           ///< as given
  bool fix = false;                         ///< change files where that can be done safely
  std::optional<std::size_t> max_warnings;  ///< more of them are a failure
};

struct ExplainCommand {
  ColorChoice color = ColorChoice::automatic;
  std::string rule;
};

struct FormatCommand {
  ColorChoice color = ColorChoice::automatic;
  bool check = false;
  std::string stdin_path;          ///< not empty: standard input is formatted, as if it stood there
  std::string workspace;           ///< as given; empty: to be found
  std::vector<std::string> paths;  ///< as given
};

struct SchemaPrintCommand {
  std::string path = ".";
  std::string project;  ///< empty: the only one
};

struct SchemaDiffCommand {
  enum class FailOn : std::uint8_t { breaking, dangerous, never } fail_on = FailOn::breaking;
  ColorChoice color = ColorChoice::automatic;
  bool json = false;
  std::string before;
  std::string after;
  std::string project;  ///< as above, of both
};

struct SchemaFetchCommand {
  std::string url;
  std::string output;                ///< empty or "-": standard output
  std::vector<std::string> headers;  ///< as given, variables and all
  std::string authorities;           ///< path of certificates to trust; empty: the system's alone
  double timeout_seconds = 30;
  bool uses_get = false;
  bool json = false;   ///< as the server sends it, instead of SDL
  bool check = false;  ///< compare with `output` instead of writing it
};

/// Help or version: to be printed on standard output.
struct PrintCommand {
  std::string text;
};

/// The command line makes no sense: what to say about it on standard error.
struct UsageError {
  std::string message;
};

using Command =
    std::variant<ServeCommand, CheckCommand, ExplainCommand, FormatCommand, SchemaPrintCommand,
                 SchemaDiffCommand, SchemaFetchCommand, ReplayCommand, TraceCommand, ConnectCommand,
                 StatusCommand, TraceDumpCommand, TokenNewCommand, PrintCommand, UsageError>;

/// `arguments` are those behind the program's name.
[[nodiscard]] Command parse_command_line(std::span<const std::string> arguments);

}  // namespace troupe::server
