// What languages answer, in an editor's terms and in byte offsets. No LSP here: `handlers`
// translate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/inputs.hpp"
#include "base/text_range.hpp"

namespace troupe::ide {

using base::TextOffset;
using base::TextRange;

struct FileRange {
  FileId file;
  TextRange range;

  friend bool operator==(const FileRange&, const FileRange&) = default;
};

enum class Severity : std::uint8_t { error, warning, information, hint };

struct RelatedInformation {
  FileRange where;
  std::string message;

  friend bool operator==(const RelatedInformation&, const RelatedInformation&) = default;
};

struct Diagnostic {
  TextRange range;
  Severity severity = Severity::error;
  std::string code;  ///< "language/rule-in-kebab-case"
  std::string message;
  std::vector<RelatedInformation> related;
  bool is_unnecessary = false;  ///< LSP `DiagnosticTag.Unnecessary`
  bool is_deprecated = false;   ///< LSP `DiagnosticTag.Deprecated`

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Text for people, by paragraphs, so that it can be rendered as markdown and as plain text alike.
struct DocumentationBlock {
  enum class Kind : std::uint8_t { code, markdown } kind = Kind::markdown;
  std::string language;  ///< of a code block
  std::string text;

  friend bool operator==(const DocumentationBlock&, const DocumentationBlock&) = default;
};
using Documentation = std::vector<DocumentationBlock>;

struct Hover {
  TextRange range;  ///< what the hover is about; contains or touches the position asked for
  Documentation contents;
};

enum class SymbolKind : std::uint8_t {
  operation,
  fragment,
  schema,
  object,
  interface,
  union_type,
  enumeration,
  enum_member,
  scalar,
  input_object,
  field,
  argument,
  variable,
  directive,
  keyword,
  value,
  file,
};

struct CompletionItem {
  std::string label;
  SymbolKind kind = SymbolKind::keyword;
  std::string detail;       ///< after the label: a type, a signature
  std::string description;  ///< at the right edge: where it comes from; may be empty
  TextRange replaced;       ///< touches the cursor, lies on one line
  std::string insert_text;
  std::string
      snippet;  ///< LSP snippet syntax, for clients that take it; empty: insert_text will do
  std::string sort_key;     ///< items are shown in order of (sort_key, label)
  std::string filter_text;  ///< empty: the label
  std::string resolve_key;  ///< given back to `resolve_completion`; empty: nothing to resolve
  bool is_deprecated = false;
  bool retrigger = false;  ///< ask for completion again after inserting
};

struct CompletionList {
  std::vector<CompletionItem> items;
  bool is_incomplete = false;
};

struct DefinitionTarget {
  FileRange selection;              ///< the name
  TextRange full;                   ///< the whole definition, in the same file
  std::optional<TextRange> origin;  ///< what was asked about, in the asking file
};

struct DocumentSymbol {
  std::string name;
  std::string detail;
  SymbolKind kind = SymbolKind::object;
  TextRange full;  ///< contains `selection` and all children
  TextRange selection;
  bool is_deprecated = false;
  std::vector<DocumentSymbol> children;
};

struct FoldingRange {
  enum class Kind : std::uint8_t { region, comment, imports } kind = Kind::region;
  TextRange range;  ///< from the end of the line that stays visible to the end of what is hidden
};

}  // namespace troupe::ide
