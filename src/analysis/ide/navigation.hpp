// What languages answer when an editor asks where things are: references, highlights, symbols of
// the workspace, calls, lenses, links. In byte offsets; `handlers` translate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/ide/structs.hpp"

namespace troupe::ide {

/// LSP `DocumentHighlightKind`: where a thing is defined or bound is a write.
struct Highlight {
  enum class Kind : std::uint8_t { text, read, write } kind = Kind::text;
  TextRange range;

  friend bool operator==(const Highlight&, const Highlight&) = default;
};

struct WorkspaceSymbol {
  std::string name;
  std::string container;  ///< the type of a field; may be empty
  SymbolKind kind = SymbolKind::object;
  FileRange selection;  ///< the name
  bool is_deprecated = false;
};

/// Something that calls and is called: in GraphQL an operation or fragment, which spreads
/// fragments.
struct CallHierarchyItem {
  std::string name;
  std::string detail;
  SymbolKind kind = SymbolKind::fragment;
  FileRange selection;  ///< the name
  TextRange full;       ///< the whole definition, in the same file
};

/// One end of a call and the places at which it is made, all in the caller's file.
struct Call {
  CallHierarchyItem other;
  std::vector<TextRange> places;
};

/// A line above `range` that says something about it and may show places.
struct CodeLens {
  TextRange range;    ///< on one line
  std::string title;  ///< "3 references"
  std::vector<FileRange> places;
};

struct DocumentLink {
  TextRange range;
  std::string target;   ///< a URL, or the absolute path of a file
  std::string tooltip;  ///< may be empty
};

}  // namespace troupe::ide
