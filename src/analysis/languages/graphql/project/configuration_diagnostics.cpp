// What a configuration promises, compared with the files that are there.
#include <algorithm>
#include <string>

#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/introspection/introspection.hpp"
#include "analysis/languages/graphql/project/projects.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view code = "graphql/configuration";

/// The files of the workspace, once it has been listed.
const std::vector<FileId>* listed_files(engine::Context& context) {
  const auto* files = context.find<ide::WorkspaceFiles>({});
  return files != nullptr ? files->get() : nullptr;
}

ide::Diagnostic diagnostic(base::TextRange range, ide::Severity severity, std::string message) {
  ide::Diagnostic result;
  result.range = range;
  result.severity = severity;
  result.code = code;
  result.message = std::move(message);
  return result;
}

class PointerChecker {
 public:
  PointerChecker(engine::Context& context, std::string directory,
                 std::vector<ide::Diagnostic>& diagnostics)
      : context_(&context), directory_(std::move(directory)), diagnostics_(&diagnostics) {}

  void check(const Pointer& pointer, bool is_schema) {
    switch (pointer.kind) {
      case Pointer::Kind::files:
        check_files(pointer, is_schema);
        if (is_schema && is_host_pointer(pointer.text)) {
          check_templates(pointer);
        }
        break;
      case Pointer::Kind::remote:
        report(pointer, ide::Severity::information,
               quoted(pointer) +
                   " is not fetched: Troupe makes no connections by itself. Save the "
                   "schema as SDL in a file and name that.");
        break;
      case Pointer::Kind::introspection:
        check_introspection(pointer, is_schema);
        break;
      case Pointer::Kind::program:
        report(pointer, ide::Severity::information,
               is_schema ? quoted(pointer) +
                               " is not read: a schema that a program makes must be "
                               "saved as SDL in a file."
                         : quoted(pointer) +
                               " is not read: in files of this language no GraphQL is "
                               "looked for.");
        break;
      case Pointer::Kind::inline_text:
        report(pointer, ide::Severity::information,
               "A schema inside the configuration is not read: write it into a file of its own.");
        break;
    }
  }

 private:
  /// A schema in templates of programs: some file must have one.
  void check_templates(const Pointer& pointer) {
    const std::vector<FileId>* files = listed_files(*context_);
    const PathPattern pattern = pattern_of(directory_, pointer.text, false);
    bool is_found = false;
    for (const FileId file : files != nullptr ? *files : std::vector<FileId>()) {
      if (pattern.matches(context_->lookup(file).path)) {
        is_found = true;
        if (context_->get<FileHasRegions>(file)) {
          return;
        }
      }
    }
    if (is_found && !pointer.is_negated) {
      report(pointer, ide::Severity::information,
             quoted(pointer) +
                 " has no templates with GraphQL: a schema that a program makes must be saved as "
                 "SDL in a file.");
    }
  }

  void check_introspection(const Pointer& pointer, bool is_schema) {
    if (!is_schema) {
      report(pointer, ide::Severity::information,
             quoted(pointer) + " is not read: documents are not written in JSON.");
      return;
    }
    check_files(pointer, is_schema);
    const std::vector<FileId>* files = listed_files(*context_);
    const PathPattern pattern = pattern_of(directory_, pointer.text, false);
    for (const FileId file : files != nullptr ? *files : std::vector<FileId>()) {
      const std::string& path = context_->lookup(file).path;
      if (!pointer.is_negated && pattern.matches(path) &&
          !context_->get<IntrospectionIsUnderstood>(file)) {
        report(pointer, ide::Severity::error,
               "\"" + path.substr(path.rfind('/') + 1) +
                   "\" is not the result of an introspection query: JSON with \"__schema\" and its "
                   "\"types\" was expected.");
      }
    }
  }

  void check_files(const Pointer& pointer, bool is_schema) {
    const std::vector<FileId>* files = listed_files(*context_);
    if (pointer.is_negated || files == nullptr) {
      return;
    }
    const PathPattern pattern = pattern_of(directory_, pointer.text, false);
    if (std::ranges::any_of(
            *files, [&](FileId file) { return pattern.matches(context_->lookup(file).path); })) {
      return;
    }
    report(pointer, is_schema ? ide::Severity::error : ide::Severity::warning,
           "No file matches " + quoted(pointer) + "." + folder_hint(pattern, *files));
  }

  /// Says how to name the files below a folder, where the pointer names the folder.
  [[nodiscard]] std::string folder_hint(const PathPattern& pattern,
                                        const std::vector<FileId>& files) const {
    std::string name = pattern.glob.pattern();
    while (name.ends_with('/')) {
      name.pop_back();
    }
    const std::string below = pattern.directory + "/" + name + "/";
    const bool is_folder = !name.empty() && !pattern.glob.has_wildcards() &&
                           std::ranges::any_of(files, [&](FileId file) {
                             return context_->lookup(file).path.starts_with(below);
                           });
    return is_folder ? " It is a folder; write \"" + name + "/**/*.graphql\" for the files in it."
                     : std::string();
  }

  static std::string quoted(const Pointer& pointer) { return "\"" + pointer.text + "\""; }

  void report(const Pointer& pointer, ide::Severity severity, std::string message) {
    diagnostics_->push_back(diagnostic(pointer.range, severity, std::move(message)));
  }

  engine::Context* context_;
  std::string directory_;
  std::vector<ide::Diagnostic>* diagnostics_;
};

}  // namespace

std::vector<ide::Diagnostic> configuration_diagnostics(engine::Context& context, FileId file) {
  const Configuration& configuration = context.get<FileConfiguration>(file);
  std::vector<ide::Diagnostic> diagnostics;
  diagnostics.reserve(configuration.problems.size());
  for (const ConfigurationProblem& problem : configuration.problems) {
    diagnostics.push_back(diagnostic(problem.range, problem.severity, problem.message));
  }
  const std::string& path = context.lookup(file).path;
  const std::vector<FileId>& counting = context.get<ConfigurationFiles>({});
  if (configuration.is_present && listed_files(context) != nullptr &&
      std::ranges::find(counting, file) == counting.end()) {
    diagnostics.push_back(diagnostic({}, ide::Severity::warning,
                                     "This configuration is not used: another one in the same "
                                     "folder comes before it."));
    return diagnostics;
  }
  PointerChecker checker(context, path.substr(0, path.rfind('/')), diagnostics);
  for (const ProjectConfiguration& project : configuration.projects) {
    for (const Pointer& pointer : project.schema) {
      checker.check(pointer, true);
    }
    for (const Pointer& pointer : project.documents) {
      checker.check(pointer, false);
    }
  }
  return diagnostics;
}

}  // namespace troupe::graphql
