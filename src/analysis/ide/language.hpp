// The one interface that a language implements, and the set of languages a process serves.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/editing.hpp"
#include "analysis/ide/navigation.hpp"
#include "analysis/ide/structs.hpp"
#include "base/glob.hpp"

namespace troupe::ide {

/// Files that a language wants from the disk: those below `directory` whose path relative to it
/// matches one of `include` and none of `exclude`. Patterns without wildcards are looked up
/// directly, even below folders that a search passes over (such as node_modules).
struct FilePatterns {
  std::string directory;  ///< absolute, normalised
  std::vector<std::string> include;
  std::vector<std::string> exclude;

  friend bool operator==(const FilePatterns&, const FilePatterns&) = default;
};

/// One language. Stateless: every member function is a pure function of the snapshot behind its
/// context and may run on any worker, many at once; all may throw engine::Cancelled and nothing
/// else but a failed check. `file` is always a file that the language claims. What a language does
/// not have it inherits: the empty answer.
class Language {
 public:
  Language() = default;
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;
  virtual ~Language() = default;

  /// Lower-case name: "graphql". Prefix of its diagnostic codes.
  [[nodiscard]] virtual std::string_view id() const = 0;

  /// Whether this language has anything to say about a file, its configuration files included.
  /// `language_id` is the client's, empty for files that are not open.
  [[nodiscard]] virtual bool claims(std::string_view path, std::string_view language_id) const = 0;

  /// Names of configuration files: wherever below a workspace folder they stand, they are loaded
  /// first.
  [[nodiscard]] virtual std::vector<std::string> configuration_file_names() const { return {}; }

  /// What to load from the disk under the configuration of this snapshot.
  [[nodiscard]] virtual std::vector<FilePatterns> source_patterns(engine::Context&) const {
    return {};
  }

  /// All diagnostics of a file, ordered by range, then code, then message.
  [[nodiscard]] virtual std::vector<Diagnostic> diagnostics(engine::Context&, FileId) const {
    return {};
  }
  [[nodiscard]] virtual std::optional<Hover> hover(engine::Context&, FileId, TextOffset) const {
    return std::nullopt;
  }
  /// Characters that open a completion list by themselves.
  [[nodiscard]] virtual std::string_view completion_triggers() const { return {}; }
  [[nodiscard]] virtual CompletionList complete(engine::Context&, FileId, TextOffset) const {
    return {};
  }
  /// The documentation of an item of an earlier list of the same file.
  [[nodiscard]] virtual Documentation resolve_completion(engine::Context&, FileId,
                                                         std::string_view /*resolve_key*/) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<DefinitionTarget> definition(engine::Context&, FileId,
                                                                 TextOffset) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<DocumentSymbol> document_symbols(engine::Context&,
                                                                     FileId) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<FoldingRange> folding_ranges(engine::Context&, FileId) const {
    return {};
  }

  // Navigation. Places are sorted by the path of their file, then by range.

  /// Every use of what the name at the offset means, its definitions among them when wanted.
  [[nodiscard]] virtual std::vector<FileRange> references(engine::Context&, FileId, TextOffset,
                                                          bool /*include_declaration*/) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<Highlight> highlights(engine::Context&, FileId,
                                                          TextOffset) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<DefinitionTarget> type_definition(engine::Context&, FileId,
                                                                      TextOffset) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<DefinitionTarget> implementation(engine::Context&, FileId,
                                                                     TextOffset) const {
    return {};
  }
  /// At most `limit` symbols of the whole workspace that match what somebody typed, best first.
  [[nodiscard]] virtual std::vector<WorkspaceSymbol> workspace_symbols(
      engine::Context&, std::string_view /*query*/, std::size_t /*limit*/) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<CallHierarchyItem> call_hierarchy_items(engine::Context&,
                                                                            FileId,
                                                                            TextOffset) const {
    return {};
  }
  /// Callers of the item whose name is at the offset; and what it calls.
  [[nodiscard]] virtual std::vector<Call> incoming_calls(engine::Context&, FileId,
                                                         TextOffset) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<Call> outgoing_calls(engine::Context&, FileId,
                                                         TextOffset) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<CodeLens> code_lenses(engine::Context&, FileId) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<DocumentLink> document_links(engine::Context&, FileId) const {
    return {};
  }
  /// Ranges around the offset, innermost first, each containing the one before.
  [[nodiscard]] virtual std::vector<TextRange> selection_ranges(engine::Context&, FileId,
                                                                TextOffset) const {
    return {};
  }
  /// Ranges in the same file that always have the same text; an edit of one is made in all.
  [[nodiscard]] virtual std::vector<TextRange> linked_editing_ranges(engine::Context&, FileId,
                                                                     TextOffset) const {
    return {};
  }

  // Editing and decoration.

  /// Nothing where there is no name; a refusal where there is one that cannot be renamed.
  [[nodiscard]] virtual std::expected<std::optional<RenameTarget>, Refusal> prepare_rename(
      engine::Context&, FileId, TextOffset) const {
    return std::nullopt;
  }
  [[nodiscard]] virtual std::expected<WorkspaceEdit, Refusal> rename(
      engine::Context&, FileId, TextOffset, std::string_view /*new_name*/) const {
    return WorkspaceEdit{};
  }
  /// Everything that can be done about the range, quick fixes first.
  [[nodiscard]] virtual std::vector<CodeAction> code_actions(engine::Context&, FileId,
                                                             TextRange) const {
    return {};
  }
  /// Edits that format what is in the range: minimal, so that cursors and marks stay.
  [[nodiscard]] virtual std::vector<TextEdit> format(engine::Context&, FileId, TextRange,
                                                     const FormattingOptions&) const {
    return {};
  }
  /// Characters after which `format_on_type` is asked.
  [[nodiscard]] virtual std::string_view format_on_type_triggers() const { return {}; }
  /// What to tidy up after `typed` was typed right before the offset.
  [[nodiscard]] virtual std::vector<TextEdit> format_on_type(engine::Context&, FileId, TextOffset,
                                                             std::string_view /*typed*/,
                                                             const FormattingOptions&) const {
    return {};
  }
  /// Characters that open signature help by themselves.
  [[nodiscard]] virtual std::string_view signature_help_triggers() const { return {}; }
  [[nodiscard]] virtual std::optional<SignatureHelp> signature_help(engine::Context&, FileId,
                                                                    TextOffset) const {
    return std::nullopt;
  }
  /// Tokens that touch the range, sorted, not overlapping.
  [[nodiscard]] virtual std::vector<SemanticToken> semantic_tokens(engine::Context&, FileId,
                                                                   TextRange) const {
    return {};
  }
  [[nodiscard]] virtual std::vector<InlayHint> inlay_hints(engine::Context&, FileId,
                                                           TextRange) const {
    return {};
  }
};

/// The languages of a process, in the order in which they are asked. Immutable; outlives every
/// session.
class LanguageSet {
 public:
  explicit LanguageSet(std::vector<std::unique_ptr<const Language>> languages)
      : languages_(std::move(languages)) {}

  [[nodiscard]] std::span<const std::unique_ptr<const Language>> all() const { return languages_; }

  /// Those that claim `file` at this snapshot (its path and, when it is open, its language id).
  [[nodiscard]] std::vector<const Language*> claiming(engine::Context& context, FileId file) const;

 private:
  std::vector<std::unique_ptr<const Language>> languages_;
};

}  // namespace troupe::ide
