// What languages answer when an editor wants to change or to decorate a text: edits, rename, code
// actions, formatting, signature help, semantic tokens, inlay hints. In byte offsets; `handlers`
// translate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/ide/structs.hpp"

namespace troupe::ide {

/// `range` of the text before any edit is replaced. Edits of one list do not overlap.
struct TextEdit {
  TextRange range;
  std::string new_text;

  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

/// Edits of several files, each sorted by range; files sorted by path.
struct FileEdits {
  FileId file;
  std::vector<TextEdit> edits;

  friend bool operator==(const FileEdits&, const FileEdits&) = default;
};
using WorkspaceEdit = std::vector<FileEdits>;

/// Why something cannot be done, as a sentence for the user.
struct Refusal {
  std::string message;
};

struct RenameTarget {
  TextRange range;          ///< what would be replaced at the place asked about
  std::string placeholder;  ///< the present name, without `$` or `@`
};

struct CodeAction {
  enum class Kind : std::uint8_t {
    quick_fix,
    refactor_extract,
    refactor_inline,
    refactor_rewrite,
    source
  };
  std::string title;
  Kind kind = Kind::quick_fix;
  WorkspaceEdit edit;
  /// The code and the range of the diagnostics that it mends, if any.
  std::vector<Diagnostic> mends;
  bool is_preferred = false;  ///< the one obvious thing to do
};

struct FormattingOptions {
  std::uint32_t tab_size = 2;
  bool insert_spaces = true;
};

struct SignatureParameter {
  TextRange label;  ///< within the label of the signature
  Documentation documentation;
};
struct SignatureHelp {
  std::string label;  ///< "repository(owner: String!, name: String!): Repository"
  Documentation documentation;
  std::vector<SignatureParameter> parameters;
  std::optional<std::uint32_t> active_parameter;  ///< nothing: none of them
};

/// LSP `SemanticTokenTypes` and `SemanticTokenModifiers`, those that languages here use. The legend
/// is in the order of declaration.
enum class SemanticTokenType : std::uint8_t {
  type,
  type_enum,
  type_interface,
  type_struct,
  parameter,
  variable,
  property,
  enum_member,
  function,
  keyword,
  modifier,
  comment,
  string,
  number,
  operator_,
  decorator,
  macro,
};
enum SemanticTokenModifier : std::uint8_t {
  declaration = 1U << 0U,
  definition = 1U << 1U,
  readonly = 1U << 2U,
  deprecated = 1U << 3U,
  documentation = 1U << 4U,
  default_library = 1U << 5U,
};
struct SemanticToken {
  TextRange range;  ///< not empty; may span lines
  SemanticTokenType type = SemanticTokenType::type;
  std::uint8_t modifiers = 0;  ///< bits of SemanticTokenModifier

  friend bool operator==(const SemanticToken&, const SemanticToken&) = default;
};

struct InlayHint {
  TextOffset offset = 0;
  std::string label;
  enum class Kind : std::uint8_t { type, parameter } kind = Kind::type;
  bool padding_left = false;
  bool padding_right = false;
  Documentation tooltip;
};

}  // namespace troupe::ide
