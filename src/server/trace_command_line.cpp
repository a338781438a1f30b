#include "server/trace_command_line.hpp"

#include <map>

#include <CLI/CLI.hpp>

namespace troupe::server {

namespace {

using Format = TraceExportCommand::Format;

constexpr const char* replay_examples =
    R"(Runs a session that 'troupe serve --trace FILE' recorded again, message for message, touching neither
disk nor clock nor network, and compares what every actor is sent and every byte that is written.

Examples:
  troupe replay hang.trace
  troupe replay hang.trace --until 420 --inspect
  troupe replay hang.trace --actor diagnostics

Exit codes: 0 it went as recorded, 1 it did not, 2 wrong usage or no trace.)";

constexpr const char* trace_examples = R"(Examples:
  troupe trace stats slow.trace
  troupe trace export slow.trace
  troupe trace export --format perfetto slow.trace > slow.json

'troupe trace export --help' tells more.)";

constexpr const char* export_examples =
    R"(Writes to standard output:
  text       one line a message (the default)
  frames     what the client sent, framed as it was: input for any language server
  inspector  JSON lines for the LSP Inspector
  perfetto   trace events for https://ui.perfetto.dev: a track for each actor, arrows for messages
  shiviz     a log with vector clocks for ShiViz

Exit codes: 0 written, 2 wrong usage or no trace.)";

const std::map<std::string, Format> export_formats = {{"text", Format::text},
                                                      {"frames", Format::frames},
                                                      {"inspector", Format::inspector},
                                                      {"perfetto", Format::perfetto},
                                                      {"shiviz", Format::shiviz}};

CLI::App* add_part(CLI::App& app, const char* name, const char* description, std::string& file) {
  CLI::App* const part = app.add_subcommand(name, description);
  part->set_help_flag("-h,--help", "Show this help and exit");
  part->add_option("FILE", file, "The trace")->type_name("")->required();
  return part;
}

void add_format(CLI::App& app, Format& format) {
  app.add_option_function<std::string>(
         "--format",
         [&format](const std::string& given) {
           const auto found = export_formats.find(given);
           if (found == export_formats.end()) {
             throw CLI::ValidationError("--format: '" + given +
                                        "' is none of frames, inspector, perfetto, shiviz, text");
           }
           format = found->second;
         },
         "Write text (the default), frames, inspector, perfetto or shiviz")
      ->type_name("FORMAT");
}

}  // namespace

void add_replay_command(CLI::App& app, TraceValues& values) {
  CLI::App* const replay =
      add_part(app, "replay", "Run a recorded session again", values.replay.file);
  replay->add_option("--until", values.replay.until, "Stop after message number N")
      ->option_text("N");
  replay
      ->add_option("--actor", values.replay.actor,
                   "Show each message to the actors whose path contains NAME")
      ->type_name("NAME");
  replay->add_flag("--inspect", values.replay.inspect,
                   "Show actors, mailboxes, documents and open requests afterwards");
  replay->footer(replay_examples);
}

void add_trace_command(CLI::App& app, TraceValues& values) {
  CLI::App* const trace = app.add_subcommand("trace", "Look into recorded sessions");
  trace->set_help_flag("-h,--help", "Show this help and exit");
  trace->require_subcommand(0, 1);
  CLI::App* const to = add_part(*trace, "export", "Write a trace in the format of another tool",
                                values.export_to.file);
  add_format(*to, values.export_to.format);
  to->footer(export_examples);
  add_part(*trace, "stats", "Tell where the time went", values.stats.file);
  trace->footer(trace_examples);
}

std::optional<TraceCommand> chosen_trace_command(const CLI::App& app, const TraceValues& values) {
  const CLI::App& trace = *app.get_subcommand("trace");
  if (trace.got_subcommand("export")) {
    return values.export_to;
  }
  if (trace.got_subcommand("stats")) {
    return values.stats;
  }
  return std::nullopt;
}

}  // namespace troupe::server
