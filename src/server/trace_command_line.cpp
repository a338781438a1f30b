#include "server/trace_command_line.hpp"

#include <charconv>
#include <cmath>
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
  troupe replay hang.trace --step
  troupe replay hang.trace --speed real
  troupe replay hang.trace --other build/debug/src/server/troupe
  troupe replay hang.trace --explore 100

Exit codes: 0 it went as recorded (or the answers agree), 1 it did not, 2 wrong usage or no trace.)";

constexpr const char* trace_examples = R"(Examples:
  troupe trace dump /run/user/1000/troupe.sock --output slow.trace
  troupe trace stats slow.trace
  troupe trace export slow.trace
  troupe trace export --format perfetto slow.trace > slow.json
  troupe trace bisect bad.trace --fails-when 'error response'
  troupe trace shrink bad.trace --fails-when 'error response' --output small.trace
  troupe trace test small.case.json
  troupe trace redact small.trace --output public.trace
  troupe trace import editor.log --output editor.trace

'troupe trace export --help' and so on tell more.)";

constexpr const char* export_examples =
    R"(Writes to standard output:
  text       one line a message (the default)
  frames     what the client sent, framed as it was: input for any language server
  inspector  JSON lines for the LSP Inspector
  perfetto   trace events for https://ui.perfetto.dev: a track for each actor, arrows for messages
  shiviz     a log with vector clocks for ShiViz

Exit codes: 0 written, 2 wrong usage or no trace.)";

constexpr const char* failure_words =
    R"(WHAT is one of these, or a command for the shell, which is given the answers as JSON lines and
succeeds if the failure shows:
  crash              the process dies, or computes for more than a minute
  error response     a request is answered with an error
  no answer          a request is never answered, or more than once
  wrong diagnostics  a document is left with other diagnostics than its text has in a fresh session
  answers differ from PROGRAM
                     that build of Troupe answers something else, or would if it were asked at the
                     end about the outline, tokens and diagnostics of the documents
  slow > 200ms       one message takes longer than that (or 2s)
The messages are played one after the other in child processes; with --order N in the order in
which 'troupe replay --explore' saw other answers.

Examples:
  troupe trace bisect bad.trace --fails-when crash
  troupe trace bisect bad.trace --fails-when 'answers differ from ./troupe-0.1' --order 17
  troupe trace shrink bad.trace --fails-when "grep -q 'Cannot query field'" --output small.trace

Exit codes: 0 found, 1 it does not fail, 2 wrong usage or no trace.)";

constexpr const char* redact_examples =
    R"(Gives every name another one of the same length, always the same, and blanks comments and strings;
words that languages mean something by stay. The result is recorded anew, so it replays. With
--fails-when it is checked that it fails before and after.

Examples:
  troupe trace redact bad.trace --output public.trace
  troupe trace redact bad.trace --fails-when crash --output public.trace

Exit codes: 0 written, 1 the failure did not survive, 2 wrong usage or no trace.)";

constexpr const char* import_examples =
    R"(Plays what a client did, as another tool wrote it down, and records it:
  inspector  JSON lines of the LSP Inspector, which editors log (the default)
  frames     framed messages, as 'troupe trace export --format frames' writes them
  case       a test case of 'troupe trace shrink'
Files are not in such logs. --workspace gives the session those of a folder, as they are now.

Examples:
  troupe trace import editor.log --workspace ~/project --output editor.trace
  troupe trace import --format frames input.bin --output input.trace

Exit codes: 0 written, 2 wrong usage or nothing to import.)";

constexpr const char* test_examples =
    R"(Plays test cases, each in a process of its own, and tells which of them fail. A case is what 'troupe
trace shrink' writes: the input of a session and the failure that it must not show. If the failure
is told by a command, that command is run.

Examples:
  troupe trace test small.case.json
  troupe trace test test/data/traces/*.case.json

Exit codes: 0 no case fails, 1 one does, 2 wrong usage or no test case.)";

const std::map<std::string, ImportFormat> import_formats = {{"case", ImportFormat::test_case},
                                                            {"frames", ImportFormat::frames},
                                                            {"inspector", ImportFormat::inspector}};

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

/// One of the names of a map; the value stays as it is until it is given.
template <typename Value>
void add_format(CLI::App& app, const std::map<std::string, Value>& formats, Value& format,
                const char* description) {
  app.add_option_function<std::string>(
         "--format",
         [&formats, &format](const std::string& given) {
           const auto found = formats.find(given);
           if (found == formats.end()) {
             std::string names;
             for (const auto& [name, value] : formats) {
               names.append(names.empty() ? "" : ", ").append(name);
             }
             throw CLI::ValidationError("--format: '" + given + "' is none of " + names);
           }
           format = found->second;
         },
         description)
      ->type_name("FORMAT");
}

void add_order(CLI::App& app, std::optional<std::uint32_t>& order) {
  app.add_option("--order", order,
                 "Play the input in order N of those that 'replay --explore' plays")
      ->option_text("N");
}

template <typename Command>
void add_failure(CLI::App& app, Command& command, bool is_required) {
  app.add_option("--fails-when", command.fails_when, "What the failure is")
      ->type_name("WHAT")
      ->required(is_required);
  add_order(app, command.order);
}

void add_output(CLI::App& app, std::string& output) {
  app.add_option("--output", output, "Write this trace")->type_name("FILE")->required();
}

void add_searches(CLI::App& trace, TraceValues& values) {
  CLI::App* const bisect =
      add_part(trace, "bisect", "Name the first message that makes it fail", values.bisect.file);
  add_failure(*bisect, values.bisect, true);
  bisect->footer(failure_words);
  CLI::App* const shrink =
      add_part(trace, "shrink", "Leave out what is not needed for it to fail", values.shrink.file);
  add_failure(*shrink, values.shrink, true);
  add_output(*shrink, values.shrink.output);
  shrink
      ->add_option("--case", values.shrink.test_case,
                   "Write the test case here; otherwise beside the trace, as .case.json")
      ->type_name("FILE");
  shrink->footer(failure_words);
  CLI::App* const redact =
      add_part(trace, "redact", "Take names and texts out", values.redact.file);
  add_failure(*redact, values.redact, false);
  add_output(*redact, values.redact.output);
  redact->footer(redact_examples);
}

void add_import(CLI::App& trace, TraceImportCommand& values) {
  CLI::App* const from =
      add_part(trace, "import", "Make a trace of what another tool wrote down", values.file);
  add_format(*from, import_formats, values.format, "Read inspector (the default), frames or case");
  from->add_option("--workspace", values.workspace, "Give the session the files of this folder")
      ->type_name("FOLDER");
  add_output(*from, values.output);
  from->footer(import_examples);
}

void add_test(CLI::App& trace, TraceTestCommand& values) {
  CLI::App* const test = trace.add_subcommand("test", "Play test cases");
  test->set_help_flag("-h,--help", "Show this help and exit");
  test->add_option("CASE", values.files, "The test cases")->type_name("")->required();
  test->footer(test_examples);
}

/// "real", or a factor such as "2x" or "0.5x".
void add_speed(CLI::App& replay, std::optional<double>& speed) {
  replay
      .add_option_function<std::string>(
          "--speed",
          [&speed](const std::string& given) {
            double factor = given == "real" ? 1 : 0;
            if (given.ends_with('x')) {
              std::from_chars(given.data(), given.data() + given.size() - 1, factor);
            }
            constexpr double slowest = 0.001;
            if (!(factor >= slowest) || !std::isfinite(factor)) {
              throw CLI::ValidationError("--speed: '" + given +
                                         "' is no speed: write real, 2x or 0.5x");
            }
            speed = factor;
          },
          "Take the time that it took (real), or so many times less (2x), and show what comes and "
          "goes")
      ->type_name("SPEED");
}

}  // namespace

void add_recording_options(CLI::App& serve, std::string& file, std::string& memory) {
  serve
      .add_option("--trace", file,
                  "Record to FILE, for 'troupe replay' and 'troupe trace': later sessions over "
                  "sockets to FILE.2 and so on; if FILE is a folder, each to a file in it")
      ->type_name("FILE");
  serve
      .add_option("--trace-memory", memory,
                  "Otherwise keep the newest part of each session in memory, for 'troupe trace "
                  "dump' and for crashes (default: 16MiB; 0: nothing)")
      ->type_name("SIZE");
}

void add_replay_command(CLI::App& app, TraceValues& values) {
  CLI::App* const replay =
      add_part(app, "replay", "Run a recorded session again", values.replay.file);
  replay->add_option("--until", values.replay.until, "Stop after message number N")
      ->option_text("N");
  replay
      ->add_option("--actor", values.replay.actor,
                   "Show each message to the actors whose path contains NAME")
      ->type_name("NAME");
  replay->add_flag(
      "--inspect", values.replay.inspect,
      "Show actors, mailboxes, jobs, documents, open requests and the engine afterwards");
  replay->add_flag("--answers", values.replay.answers,
                   "Play the input in order and write what is answered, as JSON lines");
  replay
      ->add_option("--other", values.replay.other,
                   "Compare the answers with those of another build of Troupe")
      ->type_name("BINARY");
  replay
      ->add_option("--explore", values.replay.explore,
                   "Play the input in N other orders of delivery; the answers have to agree")
      ->option_text("N");
  add_order(*replay, values.replay.order);
  add_speed(*replay, values.replay.speed);
  replay->add_flag("--step", values.replay.step,
                   "Go forwards and backwards by commands; 'h' tells them");
  replay->footer(replay_examples);
}

void add_trace_command(CLI::App& app, TraceValues& values) {
  CLI::App* const trace = app.add_subcommand("trace", "Look into recorded sessions");
  trace->set_help_flag("-h,--help", "Show this help and exit");
  trace->require_subcommand(0, 1);
  CLI::App* const to = add_part(*trace, "export", "Write a trace in the format of another tool",
                                values.export_to.file);
  add_format(*to, export_formats, values.export_to.format,
             "Write text (the default), frames, inspector, perfetto or shiviz");
  to->footer(export_examples);
  add_part(*trace, "stats", "Tell where the time went", values.stats.file);
  add_searches(*trace, values);
  add_import(*trace, values.import_from);
  add_test(*trace, values.test);
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
  if (trace.got_subcommand("bisect")) {
    return values.bisect;
  }
  if (trace.got_subcommand("shrink")) {
    return values.shrink;
  }
  if (trace.got_subcommand("redact")) {
    return values.redact;
  }
  if (trace.got_subcommand("import")) {
    return values.import_from;
  }
  if (trace.got_subcommand("test")) {
    return values.test;
  }
  return std::nullopt;
}

}  // namespace troupe::server
