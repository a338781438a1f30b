#include "server/trace_command.hpp"

#include <csignal>
#include <functional>
#include <utility>

#include "actors/trace_rehearsal.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/trace_export.hpp"
#include "server/trace_failure.hpp"
#include "server/trace_output.hpp"
#include "server/trace_redact.hpp"
#include "server/trace_shrink.hpp"
#include "server/trace_stats.hpp"
#include "server/trace_view.hpp"

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

constexpr const char* does_not_fail =
    "It does not fail when its messages are played one after the other. 'troupe replay --explore "
    "N' "
    "tries other orders.\n";

/// Records the rehearsal, in a child process, for it may crash.
bool record(const actors::Rehearsal& rehearsal, const ide::LanguageSet& languages,
            const std::function<bool(std::string_view)>& output) {
  int signal = 0;
  const int code = in_child(
      [&] {
        static_cast<void>(actors::rehearse(
            rehearsal, languages,
            {.seed = {}, .trace = output, .version = TROUPE_VERSION, .before_step = {}}));
        return 0;
      },
      signal);
  return code <= 0;
}

int run_on(const TraceBisectCommand& command, const Session& session) {
  auto test = FailureTest::parse(command.fails_when);
  if (!test) {
    return fail(test.error().message);
  }
  Search search(std::move(*test));
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  const auto needed = first_failing(rehearsal, std::ref(search));
  if (!needed) {
    return write_out(does_not_fail) ? exit_code::errors_found
                                    : fail("cannot write to standard output");
  }
  const actors::Rehearsal::Step& step = rehearsal.steps[*needed - 1];
  return finish("It fails from message " + std::to_string(*needed) + " of " +
                std::to_string(rehearsal.steps.size()) + " on: " + step_words(step) + "\n" +
                (step.body.empty() ? "" : step.body + "\n") + "In the trace it is number " +
                std::to_string(step.seq) + ": 'troupe replay " + command.file + " --until " +
                std::to_string(step.seq) + " --inspect' goes there.\n");
}

int run_on(const TraceShrinkCommand& command, const Session& session) {
  auto test = FailureTest::parse(command.fails_when);
  if (!test) {
    return fail(test.error().message);
  }
  Search search(std::move(*test));
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  if (!search(rehearsal)) {
    return write_out(does_not_fail) ? exit_code::errors_found
                                    : fail("cannot write to standard output");
  }
  const actors::Rehearsal small = shrunk(rehearsal, std::ref(search));
  const auto output = open_trace_output(command.output);
  if (!output || !record(small, search.languages(), *output)) {
    return fail(output ? "cannot write " + command.output : output.error().message);
  }
  std::string words = std::to_string(rehearsal.steps.size()) + " messages shrunk to " +
                      std::to_string(small.steps.size()) + " in " + std::to_string(search.looks()) +
                      " rehearsals:\n";
  for (const actors::Rehearsal::Step& step : small.steps) {
    words.append("  ").append(step_words(step)).append("\n");
  }
  return finish(words);
}

int run_on(const TraceRedactCommand& command, const Session& session) {
  const actors::Rehearsal rehearsal = actors::rehearsal_of(session);
  const actors::Rehearsal changed = redacted(rehearsal, session);
  if (!command.fails_when.empty()) {
    auto test = FailureTest::parse(command.fails_when);
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
  const auto output = open_trace_output(command.output);
  if (!output || !record(changed, registry::make_language_set(), *output)) {
    return fail(output ? "cannot write " + command.output : output.error().message);
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

}  // namespace

int run_trace(const TraceCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const bool is_looked_at = std::holds_alternative<TraceExportCommand>(command) ||
                            std::holds_alternative<TraceStatsCommand>(command);
  const std::string file = std::visit([](const auto& given) { return given.file; }, command);
  const auto session = is_looked_at ? load_trace(file) : load_whole_trace(file);
  if (!session) {
    return fail(session.error().message);
  }
  return std::visit([&](const auto& given) { return run_on(given, *session); }, command);
}

}  // namespace troupe::server
