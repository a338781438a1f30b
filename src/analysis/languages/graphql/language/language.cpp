#include "analysis/languages/graphql/language/language.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/actions/actions.hpp"
#include "analysis/languages/graphql/decoration/inlay_hints.hpp"
#include "analysis/languages/graphql/decoration/semantic_tokens.hpp"
#include "analysis/languages/graphql/decoration/signature_help.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/embedded/region_syntax.hpp"
#include "analysis/languages/graphql/features/completion.hpp"
#include "analysis/languages/graphql/features/definition.hpp"
#include "analysis/languages/graphql/features/document_symbols.hpp"
#include "analysis/languages/graphql/features/folding.hpp"
#include "analysis/languages/graphql/features/hover.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/formatting/format_host.hpp"
#include "analysis/languages/graphql/formatting/on_type.hpp"
#include "analysis/languages/graphql/introspection/introspection.hpp"
#include "analysis/languages/graphql/lint/core/lint.hpp"
#include "analysis/languages/graphql/navigation/calls.hpp"
#include "analysis/languages/graphql/navigation/in_text.hpp"
#include "analysis/languages/graphql/navigation/lenses.hpp"
#include "analysis/languages/graphql/navigation/links.hpp"
#include "analysis/languages/graphql/navigation/ranges.hpp"
#include "analysis/languages/graphql/navigation/references.hpp"
#include "analysis/languages/graphql/navigation/rename.hpp"
#include "analysis/languages/graphql/navigation/targets.hpp"
#include "analysis/languages/graphql/navigation/workspace_symbols.hpp"
#include "analysis/languages/graphql/project/configuration.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/project/settings_files.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/parse_options.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/diagnostics.hpp"

namespace troupe::graphql {
namespace {

std::string_view file_name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_configuration(std::string_view path) {
  return configuration_form(file_name_of(path)).has_value() || is_settings_path(path);
}

class GraphqlLanguage final : public ide::Language {
 public:
  [[nodiscard]] std::string_view id() const override { return "graphql"; }

  [[nodiscard]] bool claims(std::string_view path, std::string_view language_id) const override {
    return language_id == id() || is_graphql_path(path) || is_configuration(path) ||
           host_kind(path, language_id) != HostKind::none;
  }

  [[nodiscard]] std::vector<std::string> configuration_file_names() const override {
    std::vector<std::string> names = graphql::configuration_file_names();
    names.insert(names.end(), std::begin(settings_file_names), std::end(settings_file_names));
    return names;
  }

  [[nodiscard]] std::vector<ide::FilePatterns> source_patterns(
      engine::Context& context) const override {
    return graphql::source_patterns(context);
  }

  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(engine::Context& context,
                                                         ide::FileId file) const override {
    std::vector<ide::Diagnostic> linted = lint::lint_diagnostics(context, file);
    if (is_settings_path(context.lookup(file).path)) {
      return linted;
    }
    return lint::merged(diagnostics_of(context, file), std::move(linted));
  }

  [[nodiscard]] std::vector<ide::CodeAction> code_actions(engine::Context& context,
                                                          ide::FileId file,
                                                          base::TextRange range) const override {
    return is_configuration(context.lookup(file).path)
               ? std::vector<ide::CodeAction>()
               : graphql::code_actions(context, file, range);
  }

  [[nodiscard]] std::optional<ide::Hover> hover(engine::Context& context, ide::FileId file,
                                                base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    if (!document) {
      return std::nullopt;
    }
    auto found = hover_at(document->schema, file, *document->tree, offset);
    return found ? found : hover_in_text(document->schema, file, *document->tree, offset);
  }

  [[nodiscard]] std::string_view completion_triggers() const override {
    return graphql::completion_triggers;
  }

  [[nodiscard]] ide::CompletionList complete(engine::Context& context, ide::FileId file,
                                             base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    if (!document) {
      return {};
    }
    auto in_text = completions_in_text(document->schema, file, *document->tree, offset);
    return in_text ? *std::move(in_text)
                   : completions_at(document->schema, file, *document->tree, offset);
  }

  [[nodiscard]] ide::Documentation resolve_completion(engine::Context& context, ide::FileId file,
                                                      std::string_view key) const override {
    const auto project = context.get<ProjectOf>(file);
    return project ? completion_documentation(Schema(context, *project), file, key)
                   : ide::Documentation();
  }

  [[nodiscard]] std::vector<ide::DefinitionTarget> definition(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    if (!document) {
      return {};
    }
    auto targets = definitions_at(document->schema, file, *document->tree, offset);
    if (targets.empty()) {
      targets = definitions_in_text(document->schema, file, *document->tree, offset);
    }
    return shown(context, std::move(targets));
  }

  [[nodiscard]] std::vector<ide::DocumentSymbol> document_symbols(engine::Context& context,
                                                                  ide::FileId file) const override {
    if (is_configuration(context.lookup(file).path)) {
      return {};
    }
    return graphql::document_symbols(context.get<FileSyntax>(file));
  }

  [[nodiscard]] std::vector<ide::FoldingRange> folding_ranges(engine::Context& context,
                                                              ide::FileId file) const override {
    if (is_configuration(context.lookup(file).path)) {
      return {};
    }
    return graphql::folding_ranges(context.get<FileSyntax>(file),
                                   context.get<ide::FileLines>(file));
  }

  [[nodiscard]] std::vector<ide::FileRange> references(engine::Context& context, ide::FileId file,
                                                       base::TextOffset offset,
                                                       bool include_declaration) const override {
    const auto document = document_at(context, file, offset);
    std::vector<ide::FileRange> places;
    if (document) {
      places = references_at(document->schema, file, *document->tree, offset, include_declaration);
    }
    for (ide::FileRange& place : places) {
      place = shown_place(context, place);
    }
    return places;
  }

  [[nodiscard]] std::vector<ide::Highlight> highlights(engine::Context& context, ide::FileId file,
                                                       base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? highlights_at(document->schema, file, *document->tree, offset)
                    : std::vector<ide::Highlight>();
  }

  [[nodiscard]] std::expected<std::optional<ide::RenameTarget>, ide::Refusal> prepare_rename(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    if (!document) {
      return std::nullopt;
    }
    return prepare_rename_at(document->schema, file, *document->tree, offset);
  }

  [[nodiscard]] std::expected<ide::WorkspaceEdit, ide::Refusal> rename(
      engine::Context& context, ide::FileId file, base::TextOffset offset,
      std::string_view new_name) const override {
    const auto document = document_at(context, file, offset);
    if (!document) {
      return ide::WorkspaceEdit();
    }
    auto edits = rename_at(document->schema, file, *document->tree, offset, new_name);
    if (edits && std::ranges::any_of(*edits, [&context](const ide::FileEdits& edit) {
          return is_json_path(context.lookup(edit.file).path);
        })) {
      return std::unexpected(ide::Refusal{
          "This is defined in the result of an introspection query, which a server makes."});
    }
    return edits;
  }

  [[nodiscard]] std::vector<ide::TextEdit> format(
      engine::Context& context, ide::FileId file, base::TextRange range,
      const ide::FormattingOptions& options) const override {
    if (is_configuration(context.lookup(file).path)) {
      return {};
    }
    const Checkpoint checkpoint = [&context] { context.checkpoint(); };
    if (is_host(context, file)) {
      const std::string_view text = ide::text_of(context, file);
      return format_host(text, context.get<FileHost>(file),
                         range.contains({0, static_cast<base::TextOffset>(text.size())})
                             ? std::nullopt
                             : std::optional(range),
                         style_of(options), checkpoint, parse_options(context, file));
    }
    const syntax::Tree& tree = context.get<FileSyntax>(file);
    return range.contains(tree.root().range())
               ? format_document(tree, style_of(options), checkpoint)
               : format_range(tree, range, style_of(options), checkpoint);
  }

  [[nodiscard]] std::string_view format_on_type_triggers() const override {
    return graphql::format_on_type_triggers;
  }

  [[nodiscard]] std::vector<ide::TextEdit> format_on_type(
      engine::Context& context, ide::FileId file, base::TextOffset offset, std::string_view typed,
      const ide::FormattingOptions& options) const override {
    if (is_configuration(context.lookup(file).path)) {
      return {};
    }
    const Checkpoint checkpoint = [&context] { context.checkpoint(); };
    if (!is_host(context, file)) {
      return graphql::format_on_type(context.get<FileSyntax>(file), offset, typed,
                                     style_of(options), checkpoint);
    }
    return context.get<FileEmbedding>(file).region_at(offset) == nullptr
               ? std::vector<ide::TextEdit>()
               : format_host_on_type(ide::text_of(context, file), context.get<FileHost>(file),
                                     offset, typed, style_of(options), checkpoint,
                                     parse_options(context, file));
  }

  [[nodiscard]] std::vector<ide::DefinitionTarget> type_definition(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? shown(context,
                            type_definitions_at(document->schema, file, *document->tree, offset))
                    : std::vector<ide::DefinitionTarget>();
  }

  [[nodiscard]] std::vector<ide::DefinitionTarget> implementation(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document
               ? shown(context, implementations_at(document->schema, file, *document->tree, offset))
               : std::vector<ide::DefinitionTarget>();
  }

  [[nodiscard]] std::vector<ide::CallHierarchyItem> call_hierarchy_items(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? call_hierarchy_items_at(document->schema, file, *document->tree, offset)
                    : std::vector<ide::CallHierarchyItem>();
  }

  [[nodiscard]] std::vector<ide::Call> incoming_calls(engine::Context& context, ide::FileId file,
                                                      base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? incoming_calls_at(document->schema, file, *document->tree, offset)
                    : std::vector<ide::Call>();
  }

  [[nodiscard]] std::vector<ide::Call> outgoing_calls(engine::Context& context, ide::FileId file,
                                                      base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? outgoing_calls_at(document->schema, file, *document->tree, offset)
                    : std::vector<ide::Call>();
  }

  [[nodiscard]] std::vector<base::TextRange> linked_editing_ranges(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? linked_editing_ranges_at(document->schema, file, *document->tree, offset)
                    : std::vector<base::TextRange>();
  }

  [[nodiscard]] std::vector<base::TextRange> selection_ranges(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? selection_ranges_at(*document->tree, offset, !is_host(context, file))
                    : std::vector<base::TextRange>();
  }

  [[nodiscard]] std::vector<ide::WorkspaceSymbol> workspace_symbols(
      engine::Context& context, std::string_view query, std::size_t limit) const override {
    return graphql::workspace_symbols(context, query, limit);
  }

  [[nodiscard]] std::vector<ide::CodeLens> code_lenses(engine::Context& context,
                                                       ide::FileId file) const override {
    return is_configuration(context.lookup(file).path) ? std::vector<ide::CodeLens>()
                                                       : graphql::code_lenses(context, file);
  }

  [[nodiscard]] std::vector<ide::DocumentLink> document_links(engine::Context& context,
                                                              ide::FileId file) const override {
    const std::string& path = context.lookup(file).path;
    return is_configuration(path)
               ? configuration_links(path, ide::text_of(context, file),
                                     context.get<FileConfiguration>(file))
               : graphql::document_links(path, context.get<FileSyntax>(file).text());
  }

  [[nodiscard]] std::string_view signature_help_triggers() const override {
    return graphql::signature_help_triggers;
  }

  [[nodiscard]] std::optional<ide::SignatureHelp> signature_help(
      engine::Context& context, ide::FileId file, base::TextOffset offset) const override {
    const auto document = document_at(context, file, offset);
    return document ? signature_help_at(document->schema, *document->tree, offset) : std::nullopt;
  }

  // These two look at the regions of a host file together: its tree has nothing else.

  [[nodiscard]] std::vector<ide::SemanticToken> semantic_tokens(
      engine::Context& context, ide::FileId file, base::TextRange range) const override {
    const auto project = context.get<ProjectOf>(file);
    return project && !is_configuration(context.lookup(file).path)
               ? semantic_tokens_in(Schema(context, *project), context.get<FileSyntax>(file), range)
               : std::vector<ide::SemanticToken>();
  }

  [[nodiscard]] std::vector<ide::InlayHint> inlay_hints(engine::Context& context, ide::FileId file,
                                                        base::TextRange range) const override {
    const auto project = context.get<ProjectOf>(file);
    return project && !is_configuration(context.lookup(file).path)
               ? inlay_hints_in(Schema(context, *project), context.get<FileSyntax>(file), range)
               : std::vector<ide::InlayHint>();
  }

 private:
  /// Targets where who goes there will find them (introspection.hpp).
  static std::vector<ide::DefinitionTarget> shown(engine::Context& context,
                                                  std::vector<ide::DefinitionTarget> targets) {
    for (ide::DefinitionTarget& target : targets) {
      target.full = shown_place(context, {target.selection.file, target.full}).range;
      target.selection = shown_place(context, target.selection);
    }
    return targets;
  }

  /// A GraphQL document in its project.
  struct DocumentAt {
    Schema schema;
    /// The file's, or in a host file that of the region alone, whose text ends with the region.
    std::shared_ptr<const syntax::Tree> tree;
  };

  /// Nothing for configuration files, for files that a configuration shuts out, for places behind
  /// the end of the text, and in host files outside of regions.
  static std::optional<DocumentAt> document_at(engine::Context& context, ide::FileId file,
                                               base::TextOffset offset) {
    if (is_configuration(context.lookup(file).path)) {
      return std::nullopt;
    }
    const auto project = context.get<ProjectOf>(file);
    const syntax::Tree& tree = context.get<FileSyntax>(file);
    if (!project || offset > tree.text().size()) {
      return std::nullopt;
    }
    if (is_host(context, file)) {
      const Region* region = context.get<FileEmbedding>(file).region_at(offset);
      return region == nullptr
                 ? std::nullopt
                 : std::optional(DocumentAt{
                       Schema(context, *project),
                       std::make_shared<const syntax::Tree>(region_tree(tree, *region))});
    }
    return DocumentAt{Schema(context, *project), std::make_shared<const syntax::Tree>(tree)};
  }
};

}  // namespace

std::unique_ptr<const ide::Language> make_language() {
  return std::make_unique<const GraphqlLanguage>();
}

}  // namespace troupe::graphql
