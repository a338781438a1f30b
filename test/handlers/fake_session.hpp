// A session with one or two languages that answer what a test tells them to.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/handler.hpp"
#include "test/support/fixture.hpp"

namespace troupe::handlers {

/// Claims files by extension, or by language id. Every answer is a member to be set.
struct FakeLanguage final : ide::Language {
  using Place = std::pair<ide::FileId, ide::TextOffset>;

  std::string name = "fake";
  std::string triggers = ".:";
  std::function<std::vector<ide::Diagnostic>(ide::FileId)> on_diagnostics;
  std::function<std::optional<ide::Hover>(Place)> on_hover;
  std::function<ide::CompletionList(Place)> on_complete;
  std::function<ide::Documentation(std::string_view)> on_resolve;
  std::function<std::vector<ide::DefinitionTarget>(Place)> on_definition;
  std::function<std::vector<ide::DocumentSymbol>()> on_symbols;
  std::function<std::vector<ide::FoldingRange>()> on_folding;
  std::function<std::vector<ide::FileRange>(Place, bool include_declaration)> on_references;
  std::function<std::vector<ide::Highlight>(Place)> on_highlights;
  std::function<std::vector<ide::DefinitionTarget>(Place)> on_type_definition;
  std::function<std::vector<ide::DefinitionTarget>(Place)> on_implementation;
  std::function<std::vector<ide::WorkspaceSymbol>(std::string_view, std::size_t limit)>
      on_workspace_symbols;
  std::function<std::vector<ide::CallHierarchyItem>(Place)> on_call_items;
  std::function<std::vector<ide::Call>(Place)> on_incoming;
  std::function<std::vector<ide::Call>(Place)> on_outgoing;
  std::function<std::vector<ide::CodeLens>()> on_lenses;
  std::function<std::vector<ide::DocumentLink>()> on_links;
  std::function<std::vector<ide::TextRange>(Place)> on_selection;
  std::function<std::vector<ide::TextRange>(Place)> on_linked;
  std::function<std::expected<std::optional<ide::RenameTarget>, ide::Refusal>(Place)>
      on_prepare_rename;
  std::function<std::expected<ide::WorkspaceEdit, ide::Refusal>(Place, std::string_view)> on_rename;
  std::function<std::vector<ide::CodeAction>(ide::TextRange)> on_actions;
  std::function<std::vector<ide::TextEdit>(ide::TextRange, const ide::FormattingOptions&)>
      on_format;
  std::function<std::vector<ide::TextEdit>(Place, std::string_view, const ide::FormattingOptions&)>
      on_typed;
  std::string typed_triggers = "}";
  std::string signature_triggers = "(";
  std::function<std::optional<ide::SignatureHelp>(Place)> on_signature;
  std::function<std::vector<ide::SemanticToken>(ide::TextRange)> on_tokens;
  std::function<std::vector<ide::InlayHint>(ide::TextRange)> on_hints;

  [[nodiscard]] std::string_view id() const override { return name; }
  [[nodiscard]] bool claims(std::string_view path, std::string_view language_id) const override {
    return path.ends_with("." + name) || language_id == name;
  }
  [[nodiscard]] std::string_view completion_triggers() const override { return triggers; }
  [[nodiscard]] std::vector<ide::Diagnostic> diagnostics(engine::Context&,
                                                         ide::FileId file) const override {
    return on_diagnostics ? on_diagnostics(file) : std::vector<ide::Diagnostic>();
  }
  [[nodiscard]] std::optional<ide::Hover> hover(engine::Context&, ide::FileId file,
                                                ide::TextOffset offset) const override {
    return on_hover ? on_hover({file, offset}) : std::nullopt;
  }
  [[nodiscard]] ide::CompletionList complete(engine::Context&, ide::FileId file,
                                             ide::TextOffset offset) const override {
    return on_complete ? on_complete({file, offset}) : ide::CompletionList();
  }
  [[nodiscard]] ide::Documentation resolve_completion(engine::Context&, ide::FileId,
                                                      std::string_view key) const override {
    return on_resolve ? on_resolve(key) : ide::Documentation();
  }
  [[nodiscard]] std::vector<ide::DefinitionTarget> definition(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_definition ? on_definition({file, offset}) : std::vector<ide::DefinitionTarget>();
  }
  [[nodiscard]] std::vector<ide::DocumentSymbol> document_symbols(engine::Context&,
                                                                  ide::FileId) const override {
    return on_symbols ? on_symbols() : std::vector<ide::DocumentSymbol>();
  }
  [[nodiscard]] std::vector<ide::FoldingRange> folding_ranges(engine::Context&,
                                                              ide::FileId) const override {
    return on_folding ? on_folding() : std::vector<ide::FoldingRange>();
  }
  [[nodiscard]] std::vector<ide::FileRange> references(engine::Context&, ide::FileId file,
                                                       ide::TextOffset offset,
                                                       bool include_declaration) const override {
    return on_references ? on_references({file, offset}, include_declaration)
                         : std::vector<ide::FileRange>();
  }
  [[nodiscard]] std::vector<ide::Highlight> highlights(engine::Context&, ide::FileId file,
                                                       ide::TextOffset offset) const override {
    return on_highlights ? on_highlights({file, offset}) : std::vector<ide::Highlight>();
  }
  [[nodiscard]] std::vector<ide::DefinitionTarget> type_definition(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_type_definition ? on_type_definition({file, offset})
                              : std::vector<ide::DefinitionTarget>();
  }
  [[nodiscard]] std::vector<ide::DefinitionTarget> implementation(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_implementation ? on_implementation({file, offset})
                             : std::vector<ide::DefinitionTarget>();
  }
  [[nodiscard]] std::vector<ide::WorkspaceSymbol> workspace_symbols(
      engine::Context&, std::string_view query, std::size_t limit) const override {
    return on_workspace_symbols ? on_workspace_symbols(query, limit)
                                : std::vector<ide::WorkspaceSymbol>();
  }
  [[nodiscard]] std::vector<ide::CallHierarchyItem> call_hierarchy_items(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_call_items ? on_call_items({file, offset}) : std::vector<ide::CallHierarchyItem>();
  }
  [[nodiscard]] std::vector<ide::Call> incoming_calls(engine::Context&, ide::FileId file,
                                                      ide::TextOffset offset) const override {
    return on_incoming ? on_incoming({file, offset}) : std::vector<ide::Call>();
  }
  [[nodiscard]] std::vector<ide::Call> outgoing_calls(engine::Context&, ide::FileId file,
                                                      ide::TextOffset offset) const override {
    return on_outgoing ? on_outgoing({file, offset}) : std::vector<ide::Call>();
  }
  [[nodiscard]] std::vector<ide::CodeLens> code_lenses(engine::Context&,
                                                       ide::FileId) const override {
    return on_lenses ? on_lenses() : std::vector<ide::CodeLens>();
  }
  [[nodiscard]] std::vector<ide::DocumentLink> document_links(engine::Context&,
                                                              ide::FileId) const override {
    return on_links ? on_links() : std::vector<ide::DocumentLink>();
  }
  [[nodiscard]] std::vector<ide::TextRange> selection_ranges(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_selection ? on_selection({file, offset}) : std::vector<ide::TextRange>();
  }
  [[nodiscard]] std::vector<ide::TextRange> linked_editing_ranges(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_linked ? on_linked({file, offset}) : std::vector<ide::TextRange>();
  }
  [[nodiscard]] std::expected<std::optional<ide::RenameTarget>, ide::Refusal> prepare_rename(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_prepare_rename ? on_prepare_rename({file, offset})
                             : std::expected<std::optional<ide::RenameTarget>, ide::Refusal>();
  }
  [[nodiscard]] std::expected<ide::WorkspaceEdit, ide::Refusal> rename(
      engine::Context&, ide::FileId file, ide::TextOffset offset,
      std::string_view new_name) const override {
    return on_rename ? on_rename({file, offset}, new_name)
                     : std::expected<ide::WorkspaceEdit, ide::Refusal>();
  }
  [[nodiscard]] std::vector<ide::CodeAction> code_actions(engine::Context&, ide::FileId,
                                                          ide::TextRange range) const override {
    return on_actions ? on_actions(range) : std::vector<ide::CodeAction>();
  }
  [[nodiscard]] std::vector<ide::TextEdit> format(
      engine::Context&, ide::FileId, ide::TextRange range,
      const ide::FormattingOptions& options) const override {
    return on_format ? on_format(range, options) : std::vector<ide::TextEdit>();
  }
  [[nodiscard]] std::string_view format_on_type_triggers() const override { return typed_triggers; }
  [[nodiscard]] std::vector<ide::TextEdit> format_on_type(
      engine::Context&, ide::FileId file, ide::TextOffset offset, std::string_view typed,
      const ide::FormattingOptions& options) const override {
    return on_typed ? on_typed({file, offset}, typed, options) : std::vector<ide::TextEdit>();
  }
  [[nodiscard]] std::string_view signature_help_triggers() const override {
    return signature_triggers;
  }
  [[nodiscard]] std::optional<ide::SignatureHelp> signature_help(
      engine::Context&, ide::FileId file, ide::TextOffset offset) const override {
    return on_signature ? on_signature({file, offset}) : std::optional<ide::SignatureHelp>();
  }
  [[nodiscard]] std::vector<ide::SemanticToken> semantic_tokens(
      engine::Context&, ide::FileId, ide::TextRange range) const override {
    return on_tokens ? on_tokens(range) : std::vector<ide::SemanticToken>();
  }
  [[nodiscard]] std::vector<ide::InlayHint> inlay_hints(engine::Context&, ide::FileId,
                                                        ide::TextRange range) const override {
    return on_hints ? on_hints(range) : std::vector<ide::InlayHint>();
  }
};

struct RecordingReporter final : Reporter {
  bool wants_parts = false;
  std::vector<std::string> parts;
  std::vector<std::string> progress_made;

  [[nodiscard]] bool wants_partial_results() const override { return wants_parts; }
  void partial_result(std::string value) override { parts.push_back(std::move(value)); }
  void progress(std::string_view message, unsigned percentage) override {
    progress_made.push_back(std::string(message) + " " + std::to_string(percentage));
  }
};

/// A workspace, a session on it and the fake language, to be asked requests.
class FakeSession {
 public:
  /// `fixture` as testing::parse_fixture takes it.
  explicit FakeSession(std::string_view fixture);

  /// The result's JSON; `code: message` of an error.
  std::string ask(std::string_view method, std::string_view params_json);
  [[nodiscard]] ide::FileId file(std::string_view path) const { return workspace.file(path); }
  protocol::ClientCapabilities& capabilities() { return session->capabilities; }
  /// As after a didOpen of `file` by this URI at this version.
  void open(std::string_view path, std::string uri, std::int32_t version);

  testing::FixtureWorkspace workspace;
  FakeLanguage* language;  ///< "fake"
  FakeLanguage* other;     ///< "other", asked second
  ide::LanguageSet languages;
  std::shared_ptr<Session> session;
  RecordingReporter reporter;
};

}  // namespace troupe::handlers
