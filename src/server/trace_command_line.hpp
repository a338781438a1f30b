// What `troupe replay` and `troupe trace` are told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/trace_import.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library spells it so
class App;
}  // namespace CLI

namespace troupe::server {

struct ReplayCommand {
  std::string file;
  std::optional<std::uint64_t> until;    ///< the last message to be delivered
  std::string actor;                     ///< show what actors with this in their path are given
  bool inspect = false;                  ///< show the state afterwards
  bool answers = false;                  ///< play the input alone, write what is answered
  std::string other;                     ///< a build of Troupe whose answers are compared
  std::optional<std::uint32_t> explore;  ///< play the input in so many other orders
  std::optional<std::uint32_t> order;    ///< play the input in this one of them
  std::optional<double> speed;           ///< times the recorded one; nothing: as fast as it goes
  bool step = false;                     ///< go where the reader says
};

struct TraceExportCommand {
  enum class Format : std::uint8_t {
    text,
    frames,
    inspector,
    perfetto,
    shiviz
  } format = Format::text;
  std::string file;
};

struct TraceStatsCommand {
  std::string file;
};

struct TraceBisectCommand {
  std::string file;
  std::string fails_when;
  std::optional<std::uint32_t> order;  ///< of delivery, as of --explore; nothing: oldest first
};

struct TraceShrinkCommand {
  std::string file;
  std::string fails_when;
  std::optional<std::uint32_t> order;
  std::string output;     ///< the trace
  std::string test_case;  ///< empty: beside the trace
};

struct TraceRedactCommand {
  std::string file;
  std::string fails_when;  ///< empty: nothing has to survive
  std::optional<std::uint32_t> order;
  std::string output;
};

struct TraceImportCommand {
  ImportFormat format = ImportFormat::inspector;
  std::string file;
  std::string workspace;  ///< a folder whose files the session finds; empty: none
  std::string output;
};

/// Plays test cases.
struct TraceTestCommand {
  std::vector<std::string> files;
};

/// One of the `troupe trace ...` commands.
using TraceCommand =
    std::variant<TraceExportCommand, TraceStatsCommand, TraceBisectCommand, TraceShrinkCommand,
                 TraceRedactCommand, TraceImportCommand, TraceTestCommand>;

/// Everything that the options below write to; lives as long as the parser.
struct TraceValues {
  ReplayCommand replay;
  TraceExportCommand export_to;
  TraceStatsCommand stats;
  TraceBisectCommand bisect;
  TraceShrinkCommand shrink;
  TraceRedactCommand redact;
  TraceImportCommand import_from;
  TraceTestCommand test;
};

/// Adds to `serve` what it records.
void add_recording_options(CLI::App& serve, std::string& file, std::string& memory);
void add_replay_command(CLI::App& app, TraceValues& values);
void add_trace_command(CLI::App& app, TraceValues& values);
/// What stands behind `troupe trace`; nothing: no command does.
[[nodiscard]] std::optional<TraceCommand> chosen_trace_command(const CLI::App& app,
                                                               const TraceValues& values);

}  // namespace troupe::server
