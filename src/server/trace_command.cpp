#include "server/trace_command.hpp"

#include <csignal>
#include <functional>
#include <type_traits>
#include <utility>

#include "actors/trace_rehearsal.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/trace_bisect.hpp"
#include "server/trace_case.hpp"
#include "server/trace_export.hpp"
#include "server/trace_failure.hpp"
#include "server/trace_import.hpp"
#include "server/trace_output.hpp"
#include "server/trace_redact.hpp"
#include "server/trace_resumption.hpp"
#include "server/trace_shrink.hpp"
#include "server/trace_stats.hpp"
#include "server/trace_view.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Session;

int finish(const std::string& text) {
  return write_out(text) ? exit_code::clean : fail("cannot write to standard output");
}

std::string exported(TraceExportCommand::Format format, const Session& session) {
  using Format = TraceExportCommand::Format;
  switch (format) {
    case Format::text:
      return export_text(session);
    case Format::frames:
      return export_frames(session);
    case Format::inspector:
      return export_inspector(session);
    case Format::perfetto:
      return export_perfetto(session);
    case Format::shiviz:
      return export_shiviz(session);
  }
  return {};
}

std::string step_words(const actors::Rehearsal::Step& step) {
  using Type = actors::Rehearsal::Step::Type;
  return step.type == Type::frame           ? frame_words(step.body)
         : step.type == Type::paths_changed ? "files changed"
                                            : "the end of the input";
}

/// Looks at rehearsals until it fails.
class Search {
 public:
  explicit Search(FailureTest test) : test_(std::move(test)) {}
  bool operator()(const actors::Rehearsal& rehearsal) {
    ++looks_;
    return test_.fails(rehearsal, languages_);
  }
  [[nodiscard]] std::size_t looks() const { return looks_; }
  [[nodiscard]] const ide::LanguageSet& languages() const { return languages_; }

 private:
  FailureTest test_;
  ide::LanguageSet languages_ = registry::make_language_set();
  std::size_t looks_ = 0;
};

std::string case_file_of(const TraceShrinkCommand& command) {
  constexpr std::string_view ending = ".trace";
  if (!command.test_case.empty()) {
    return command.test_case;
  }
  const std::size_t length =
      command.output.size() - (command.output.ends_with(ending) ? ending.size() : 0);
  return command.output.substr(0, length) + ".case.json";
}

constexpr const char* does_not_fail =
    "It does not fail when its messages are played one after the other. 'troupe replay --explore "
    "N' "
    "tries other orders.\n";

/// Which message of a trace the last of these steps is: of the session that is played, if the trace
/// begins in the middle. 0: it cannot be played so far.
std::uint64_t number_of_last(const Session& session, actors::Rehearsal rehearsal, std::size_t steps,
                             const ide::LanguageSet& languages) {
  if (session.has_beginning()) {
    return rehearsal.steps[steps - 1].seq;
  }
  rehearsal.steps.resize(steps);
  const auto anew = played_anew(rehearsal, languages);
  return anew ? actors::rehearsal_of(*anew).steps.back().seq : 0;
}

int run_on(const TraceBisectCommand& command, const Session& session) {
  auto test = FailureTest::parse(command.fails_when, command.order);
  if (!test) {
    return fail(test.error().message);
  }
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  const ide::LanguageSet languages = registry::make_language_set();
  const Found found = first_failing(rehearsal, languages, *test);
  if (!found.steps) {
    return write_out(does_not_fail) ? exit_code::errors_found
                                    : fail("cannot write to standard output");
  }
  const actors::Rehearsal::Step& step = rehearsal.steps[*found.steps - 1];
  const std::string number =
      std::to_string(number_of_last(session, rehearsal, *found.steps, languages));
  return finish("It fails from message " + std::to_string(*found.steps) + " of " +
                std::to_string(rehearsal.steps.size()) + " on: " + step_words(step) + "\n" +
                (step.body.empty() ? "" : step.body + "\n") +
                (session.has_beginning() ? "In the trace it is number "
                                         : "Played from the checkpoint it is number ") +
                number + ": 'troupe replay " + command.file + " --until " + number +
                " --inspect' goes there.\n");
}

int run_on(const TraceShrinkCommand& command, const Session& session) {
  auto test = FailureTest::parse(command.fails_when, command.order);
  if (!test) {
    return fail(test.error().message);
  }
  Search search(*test);
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  const Found found = first_failing(rehearsal, search.languages(), *test);
  if (!found.steps) {
    return write_out(does_not_fail) ? exit_code::errors_found
                                    : fail("cannot write to standard output");
  }
  actors::Rehearsal needed = rehearsal;
  needed.steps.resize(*found.steps);
  const actors::Rehearsal small = shrunk(std::move(needed), std::ref(search));
  if (const auto recorded =
          record_rehearsal(small, search.languages(), command.output, command.order);
      !recorded) {
    return fail(recorded.error().message);
  }
  const std::string case_file = case_file_of(command);
  const auto output = open_trace_output(case_file);
  if (!output ||
      !(*output)(case_text(
          {.fails_when = command.fails_when, .order = command.order, .rehearsal = small}))) {
    return fail("cannot write the test case " + case_file);
  }
  std::string words = std::to_string(rehearsal.steps.size()) + " messages shrunk to " +
                      std::to_string(small.steps.size()) + " in " +
                      std::to_string(found.looks + search.looks()) + " rehearsals:\n";
  for (const actors::Rehearsal::Step& step : small.steps) {
    words.append("  ").append(step_words(step)).append("\n");
  }
  words.append("'troupe trace test ").append(case_file).append("' tells when it is mended.\n");
  return finish(words);
}

int run_on(const TraceRedactCommand& command, const Session& session) {
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  const ide::LanguageSet languages = registry::make_language_set();
  const actors::Rehearsal changed = redacted(rehearsal, session, registry::redaction_rules());
  if (!command.fails_when.empty()) {
    auto test = FailureTest::parse(command.fails_when, command.order);
    if (!test) {
      return fail(test.error().message);
    }
    Search search(std::move(*test));
    if (!search(rehearsal) || !search(changed)) {
      const char* words = search.looks() == 1
                              ? does_not_fail
                              : "The failure did not survive; nothing is written.\n";
      return write_out(words) ? exit_code::errors_found : fail("cannot write to standard output");
    }
  }
  if (const auto recorded = record_rehearsal(changed, languages, command.output, command.order);
      !recorded) {
    return fail(recorded.error().message);
  }
  return finish(std::to_string(changed.steps.size()) + " messages redacted" +
                (command.fails_when.empty() ? "\n" : ", and it still fails\n"));
}

int run_on(const TraceExportCommand& command, const Session& session) {
  return finish(exported(command.format, session));
}
int run_on(const TraceStatsCommand& /*command*/, const Session& session) {
  return finish(trace_statistics(session));
}

/// Of the commands that begin with a trace.
template <typename Command>
int carry_out(const Command& command) {
  constexpr bool is_looked_at =
      std::is_same_v<Command, TraceExportCommand> || std::is_same_v<Command, TraceStatsCommand>;
  const auto session = is_looked_at ? load_trace(command.file) : load_whole_trace(command.file);
  return session ? run_on(command, *session) : fail(session.error().message);
}

int carry_out(const TraceImportCommand& command) {
  const auto bytes = read_whole_file(command.file);
  if (!bytes) {
    return fail("cannot read " + command.file);
  }
  auto rehearsal = import_session(command.format, *bytes);
  if (!rehearsal) {
    return fail(command.file + ": " + rehearsal.error().message);
  }
  const ide::LanguageSet languages = registry::make_language_set();
  if (!command.workspace.empty()) {
    add_workspace(*rehearsal, command.workspace, languages);
  }
  if (const auto recorded = record_rehearsal(*rehearsal, languages, command.output); !recorded) {
    return fail(recorded.error().message);
  }
  return finish(std::to_string(rehearsal->steps.size()) + " messages imported\n");
}

int carry_out(const TraceTestCommand& command) {
  const ide::LanguageSet languages = registry::make_language_set();
  std::string words;
  std::size_t failed = 0;
  for (const std::string& file : command.files) {
    const auto text = read_whole_file(file);
    if (!text) {
      return fail("cannot read " + file);
    }
    const auto test_case = parse_case(*text);
    if (!test_case) {
      return fail(file + ": " + test_case.error().message);
    }
    const auto test = FailureTest::parse(test_case->fails_when, test_case->order);
    if (!test) {
      return fail(file + ": " + test.error().message);
    }
    const bool fails = test->fails(test_case->rehearsal, languages);
    failed += fails ? 1 : 0;
    words.append(fails ? "FAILS  " : "passes ").append(file);
    words.append(fails ? ": " + test_case->fails_when + "\n" : "\n");
  }
  if (!write_out(words)) {
    return fail("cannot write to standard output");
  }
  return failed > 0 ? exit_code::errors_found : exit_code::clean;
}

}  // namespace

int run_trace(const TraceCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  return std::visit([](const auto& given) { return carry_out(given); }, command);
}

}  // namespace troupe::server
