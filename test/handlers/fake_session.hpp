// A session with one or two languages that answer what a test tells them to.
#pragma once

#include <functional>
#include <memory>
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

  testing::FixtureWorkspace workspace;
  FakeLanguage* language;  ///< "fake"
  FakeLanguage* other;     ///< "other", asked second
  ide::LanguageSet languages;
  std::shared_ptr<Session> session;
  RecordingReporter reporter;
};

}  // namespace troupe::handlers
