#include "server/format_command.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "actors/source_plan.hpp"
#include "analysis/languages/graphql/embedded/region.hpp"
#include "analysis/languages/graphql/embedded/region_syntax.hpp"
#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/formatting/format_host.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "base/uri.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/file_replacement.hpp"
#include "server/format_sources.hpp"
#include "server/output.hpp"
#include "server/report.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

constexpr const char* no_document = ": not the name of a file that can have GraphQL in it";

/// What came of all files.
struct Outcome {
  std::size_t files = 0;
  std::size_t changed = 0;
  std::size_t failed = 0;        ///< could not be read or written
  actors::CheckReport mistakes;  ///< files with syntax errors
};

/// What the languages' own formatters are set to by default.
graphql::FormatStyle style_for(graphql::HostKind kind) {
  graphql::FormatStyle style;
  style.indent_width = kind == graphql::HostKind::python ? 4 : 2;
  return style;
}

void add_mistakes(const std::string& path, const base::SourceText& source, const syntax::Tree& tree,
                  actors::CheckReport& mistakes) {
  if (tree.diagnostics().empty()) {
    return;
  }
  actors::CheckedFile& file = mistakes.files.emplace_back();
  file.path = path;
  file.text = source;
  for (const syntax::SyntaxDiagnostic& mistake : tree.diagnostics()) {
    ide::Diagnostic diagnostic;
    diagnostic.range = mistake.range;
    diagnostic.code = "graphql/syntax";
    diagnostic.message = mistake.message;
    file.diagnostics.push_back({std::move(diagnostic), {}});
  }
}

/// What stands in templates of another language: those without a mistake are formatted.
std::string format_host_text(const std::string& path, const base::SourceText& source,
                             graphql::HostKind kind, const graphql::ParseOptions& options,
                             actors::CheckReport& mistakes) {
  const graphql::Embedding embedding = graphql::embed(source.view(), kind);
  if (embedding.regions.empty()) {
    return std::string(source.view());
  }
  add_mistakes(path, source, graphql::parse_regions(embedding, options), mistakes);
  return graphql::apply_edits(
      source.view(), graphql::format_host(source.view(), kind, {}, style_for(kind), {}, options));
}

/// The text, formatted; nothing, and a file in `mistakes`, when it has syntax errors and is GraphQL
/// as a whole.
std::optional<std::string> format_text(const std::string& path, std::string text,
                                       const graphql::ParseOptions& options,
                                       actors::CheckReport& mistakes) {
  const base::SourceText source(std::move(text));
  const graphql::HostKind kind = graphql::host_kind_of_path(path);
  if (kind != graphql::HostKind::none) {
    return format_host_text(path, source, kind, options, mistakes);
  }
  const syntax::Tree tree = graphql::parse(source, options);
  const bool is_empty = tree.tokens().size() == 1;  // no mistake yet, as for check
  if (tree.diagnostics().empty() || is_empty) {
    return graphql::formatted(tree, graphql::FormatStyle());
  }
  add_mistakes(path, source, tree, mistakes);
  return std::nullopt;
}

void format_file(const FormatCommand& command, const std::string& path,
                 const graphql::ParseOptions& options, const std::string& directory,
                 Outcome& outcome) {
  const std::string shown = shown_path(path, directory);
  ++outcome.files;
  const std::optional<std::string> text = read_whole_file(path);
  if (!text) {
    ++outcome.failed;
    fail(shown + ": " + std::strerror(errno));
    return;
  }
  const std::optional<std::string> better = format_text(path, *text, options, outcome.mistakes);
  if (!better || *better == *text) {
    return;
  }
  if (!command.check) {
    if (const auto problem = replace_file(path, *better)) {
      ++outcome.failed;
      fail(problem->message);
      return;
    }
  }
  ++outcome.changed;
  std::printf("%s\n", shown.c_str());
}

void show_mistakes(const FormatCommand& command, const actors::CheckReport& mistakes,
                   const std::string& directory, const Environment& environment) {
  if (mistakes.files.empty()) {
    return;
  }
  Presentation presentation;
  presentation.directory = directory;
  presentation.colors = wants_colors(command.color, ::isatty(STDERR_FILENO) == 1, environment);
  std::fputs(server::format_text(mistakes, presentation).c_str(), stderr);
}

std::string counted(std::size_t files) {
  return std::to_string(files) + (files == 1 ? " file" : " files");
}

void show_summary(const FormatCommand& command, const Outcome& outcome) {
  const std::string summary =
      outcome.changed == 0 && outcome.mistakes.files.empty() && outcome.failed == 0
          ? "All of " + counted(outcome.files) + " formatted already"
      : command.check
          ? std::to_string(outcome.changed) + " of " + counted(outcome.files) + " not formatted"
          : "Formatted " + std::to_string(outcome.changed) + " of " + counted(outcome.files);
  std::fprintf(stderr, "%s\n", summary.c_str());
}

/// Where to look for what configures a file, which need not be there: no more need its folder.
std::string folder_of(const std::string& path, const std::string& directory) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  std::error_code error;
  return std::filesystem::is_directory(folder, error) ? folder : directory;
}

int format_input(const FormatCommand& command, const std::string& directory,
                 const Environment& environment) {
  if (!graphql::is_document_path(command.stdin_path)) {
    return fail(command.stdin_path + no_document);
  }
  const std::optional<std::string> text = read_whole(stdin);
  if (!text) {
    return fail("cannot read standard input");
  }
  actors::CheckReport mistakes;
  const std::string path = base::normalise_path(command.stdin_path.starts_with('/')
                                                    ? command.stdin_path
                                                    : directory + "/" + command.stdin_path);
  const std::vector<std::string> folders{folder_of(path, directory)};
  const auto scope = find_scope(directory, command.workspace, folders,
                                actors::configuration_names(registry::make_language_set()));
  if (!scope) {
    return fail(scope.error().message);
  }
  FormatSources sources({.workspace = scope->workspace, .paths = {path}}, environment);
  const std::optional<std::string> better =
      format_text(path, *text, sources.parse_options(path), mistakes);
  show_mistakes(command, mistakes, directory, environment);
  if (!better) {
    return exit_code::errors_found;
  }
  if (command.check) {
    if (*better != text) {
      std::printf("%s\n", command.stdin_path.c_str());
    }
    const bool is_good = *better == text && mistakes.files.empty();
    return is_good ? exit_code::clean : exit_code::errors_found;
  }
  if (!write_out(*better)) {
    return fail(std::string("cannot write: ") + std::strerror(errno));
  }
  return mistakes.files.empty() ? exit_code::clean : exit_code::errors_found;
}

}  // namespace

int run_format(const FormatCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  std::error_code error;
  const std::string directory = base::normalise_path(std::filesystem::current_path(error).string());
  if (error) {
    return fail("the current folder is gone: " + error.message());
  }
  const Environment environment = process_environment();
  if (!command.stdin_path.empty()) {
    return format_input(command, directory, environment);
  }
  const auto scope = find_scope(directory, command.workspace, command.paths,
                                actors::configuration_names(registry::make_language_set()));
  if (!scope) {
    return fail(scope.error().message);
  }
  FormatSources sources(*scope, environment);
  for (const std::string& path : sources.paths()) {
    if (!graphql::is_document_path(path)) {
      return fail(shown_path(path, directory) + no_document);
    }
  }
  Outcome outcome;
  for (const std::string& path : sources.paths()) {
    format_file(command, path, sources.parse_options(path), directory, outcome);
  }
  std::fflush(stdout);
  show_mistakes(command, outcome.mistakes, directory, environment);
  show_summary(command, outcome);
  if (outcome.failed > 0) {
    return exit_code::usage;
  }
  const bool is_bad = !outcome.mistakes.files.empty() || (command.check && outcome.changed > 0);
  return is_bad ? exit_code::errors_found : exit_code::clean;
}

}  // namespace troupe::server
