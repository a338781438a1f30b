#include "server/check_command.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <unistd.h>

#include "actors/system.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "base/uri.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/fixes.hpp"
#include "server/logging.hpp"
#include "server/output.hpp"
#include "server/report.hpp"
#include "server/terminal.hpp"
#include "server/whole_text.hpp"
#include "server/workspace_search.hpp"

namespace troupe::server {

namespace {

std::vector<std::string> configuration_names(const ide::LanguageSet& languages) {
  std::vector<std::string> names;
  for (const auto& language : languages.all()) {
    for (std::string& name : language->configuration_file_names()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

/// Related places may lie in files that are not reported on: their texts, to show the lines.
void load_more_texts(Presentation& presentation, const actors::CheckReport& report) {
  std::map<std::string_view, bool> known;
  for (const actors::CheckedFile& file : report.files) {
    known.emplace(file.path, true);
  }
  for (const actors::CheckedFile& file : report.files) {
    for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
      for (const std::string& path : checked.related_paths) {
        if (known.contains(path) || presentation.more_texts.contains(path)) {
          continue;
        }
        if (std::optional<std::string> text = read_whole_file(path)) {
          presentation.more_texts.emplace(path, base::SourceText(std::move(*text)));
        }
      }
    }
  }
}

std::string formatted(OutputFormat format, const actors::CheckReport& report,
                      const Presentation& presentation) {
  switch (format) {
    case OutputFormat::text:
      return format_text(report, presentation);
    case OutputFormat::json:
      return format_json(report, presentation);
    case OutputFormat::github:
      return format_github(report, presentation);
    case OutputFormat::sarif:
      return format_sarif(report, presentation);
    case OutputFormat::junit:
      return format_junit(report, presentation);
  }
  return {};
}

int exit_code_of(const CheckCommand& command, const actors::CheckReport& report) {
  if (has_configuration_error(report)) {
    return exit_code::usage;
  }
  const Summary summary = summarise(report);
  const bool is_failure =
      summary.errors > 0 || summary.warnings > command.max_warnings.value_or(summary.warnings);
  return is_failure ? exit_code::errors_found : exit_code::clean;
}

base::Result<actors::CheckReport> check(const CheckCommand& command, const CheckScope& scope,
                                        const ide::LanguageSet& languages,
                                        const actors::LogSink& log,
                                        const Environment& environment) {
  ProgressDisplay display(stderr, can_redraw(::isatty(STDERR_FILENO) == 1, environment));
  actors::CheckOptions options;
  options.languages = &languages;
  options.workspace = scope.workspace;
  options.paths = scope.paths;
  options.threads = command.threads;
  options.environment = environment;
  options.progress = [&display](std::size_t done, std::size_t total) { display.show(done, total); };
  options.log = log;
  options.with_fixes = command.fix;
  return actors::check(options);
}

/// Checks, and as long as there is something to mend, mends it and checks again: one remedy may
/// make room for another. Nothing is written that the file on the disk does not say any more.
base::Result<actors::CheckReport> check_and_fix(const CheckCommand& command,
                                                const CheckScope& scope,
                                                const ide::LanguageSet& languages,
                                                const actors::LogSink& log,
                                                const Environment& environment) {
  constexpr int most_passes = 10;
  for (int pass = 1;; ++pass) {
    base::Result<actors::CheckReport> report = check(command, scope, languages, log, environment);
    if (!report || !command.fix || pass == most_passes) {
      return report;
    }
    const base::Result<std::size_t> changed = apply_fixes(*report);
    if (!changed) {
      return std::unexpected(changed.error());
    }
    if (*changed == 0) {
      return report;
    }
  }
}

}  // namespace

int run_check(const CheckCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto log = make_log_sink(command.log);
  if (!log) {
    return fail(log.error().message);
  }
  std::error_code error;
  const std::string directory = base::normalise_path(std::filesystem::current_path(error).string());
  if (error) {
    return fail("the current folder is gone: " + error.message());
  }
  const ide::LanguageSet languages = registry::make_language_set();
  const auto scope =
      find_scope(directory, command.workspace, command.paths, configuration_names(languages));
  if (!scope) {
    return fail(scope.error().message);
  }
  const Environment environment = process_environment();
  // Never destroyed: the process ends, and the system takes all memory back at once. Nothing but
  // memory hangs on it; the actors and threads that made it have ended in an orderly way.
  static const base::Result<actors::CheckReport>* kept = nullptr;
  kept = new base::Result<actors::CheckReport>(
      check_and_fix(command, *scope, languages, *log, environment));
  const base::Result<actors::CheckReport>& report = *kept;
  if (!report) {
    return fail(report.error().message);
  }
  Presentation presentation;
  presentation.directory = directory;
  presentation.colors = wants_colors(command.color, ::isatty(STDOUT_FILENO) == 1, environment);
  load_more_texts(presentation, *report);
  if (!write_out(formatted(command.format, *report, presentation))) {
    return fail(std::string("cannot write the report: ") + std::strerror(errno));
  }
  return exit_code_of(command, *report);
}

}  // namespace troupe::server
