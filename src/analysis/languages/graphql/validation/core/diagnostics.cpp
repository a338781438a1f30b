// Findings are relative to definitions; here, and only here, they get the places that the text has
// now. That is cheap, so it is no query: nothing is kept that every edit above would make stale.
#include "analysis/languages/graphql/validation/core/diagnostics.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "analysis/languages/graphql/embedded/doubts.hpp"
#include "analysis/languages/graphql/introspection/introspection.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/missing_schema.hpp"
#include "analysis/languages/graphql/validation/core/type_check.hpp"

namespace troupe::graphql {
namespace {

using ide::FileId;

constexpr std::string_view syntax_code = "graphql/syntax";

class Collector {
 public:
  Collector(engine::Context& context, FileId file)
      : context_(&context), file_(file), doubts_(context, file) {}

  void add_syntax() {
    const syntax::Tree& tree = context_->get<FileSyntax>(file_);
    if (tree.token(syntax::TokenIndex{0}).kind() == syntax::end_of_file_token) {
      return;  // The reference asks for a definition even here; who opens a new file does not.
    }
    for (const syntax::SyntaxDiagnostic& mistake : tree.diagnostics()) {
      ide::Diagnostic diagnostic;
      diagnostic.range = mistake.range;
      diagnostic.code = syntax_code;
      diagnostic.message = mistake.message;
      if (mistake.related) {
        diagnostic.related.push_back({{file_, mistake.related->range}, mistake.related->message});
      }
      diagnostics_.push_back(std::move(diagnostic));
    }
  }

  void add(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      const auto where = absolute(finding.where);
      if (!where || where->file != file_ || doubts_.covers(finding, where->range)) {
        continue;
      }
      ide::Diagnostic diagnostic;
      diagnostic.range = where->range;
      diagnostic.code = finding.code;
      diagnostic.message = finding.message;
      for (const RelatedPlace& place : finding.related) {
        if (const auto range = absolute(place.where)) {
          diagnostic.related.push_back(
              {shown_place(*context_, *range), std::string(place.message)});
        }
      }
      diagnostics_.push_back(std::move(diagnostic));
    }
  }

  void add(std::optional<ide::Diagnostic> diagnostic) {
    if (diagnostic) {
      diagnostics_.push_back(std::move(*diagnostic));
    }
  }

  std::vector<ide::Diagnostic> take() {
    const auto order = [](const ide::Diagnostic& diagnostic) {
      return std::tie(diagnostic.range, diagnostic.code, diagnostic.message);
    };
    std::ranges::stable_sort(diagnostics_, {}, order);
    diagnostics_.erase(std::ranges::unique(diagnostics_).begin(), diagnostics_.end());
    return std::move(diagnostics_);
  }

 private:
  [[nodiscard]] std::optional<ide::FileRange> absolute(const Place& place) const {
    const DefinitionEntry* entry = find_definition(*context_, place.definition);
    if (entry == nullptr) {
      return std::nullopt;
    }
    const base::TextOffset begin = entry->range.begin;
    return ide::FileRange{context_->lookup(place.definition).file,
                          {begin + place.range.begin, begin + place.range.end}};
  }

  engine::Context* context_;
  FileId file_;
  Doubts doubts_;
  std::vector<ide::Diagnostic> diagnostics_;
};

bool is_configuration_path(std::string_view path) {
  return configuration_form(path.substr(path.rfind('/') + 1)).has_value();
}

}  // namespace

std::vector<ide::Diagnostic> diagnostics_of(engine::Context& context, FileId file) {
  if (is_configuration_path(context.lookup(file).path)) {
    return configuration_diagnostics(context, file);
  }
  Collector collector(context, file);
  collector.add_syntax();
  const FileRole role = role_of(context, file);
  const auto project = context.get<ProjectOf>(file);
  if (role == FileRole::none || !project) {
    return collector.take();
  }
  collector.add(missing_schema_diagnostic(context, *project, file));
  for (const DefinitionEntry& entry : context.get<FileDefinitions>(file).all()) {
    const bool is_executable =
        entry.space == DefinitionSpace::operation || entry.space == DefinitionSpace::fragment;
    if (is_executable) {
      collector.add(context.get<ReachFindings>(entry.id));
    }
    if (is_executable || role != FileRole::loose) {
      collector.add(context.get<DefinitionFindings>(entry.id).findings);
    }
    if (entry.space == DefinitionSpace::type && role != FileRole::loose) {
      collector.add(context.get<TypeFindings>({*project, std::string(entry.name)}));
    }
  }
  if (role == FileRole::schema) {
    collector.add(context.get<TypeFindings>({*project, ""}));
  }
  return collector.take();
}

}  // namespace troupe::graphql
