// LSP, "Text Document Synchronization".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

struct DidOpenTextDocumentParams {
  TextDocumentItem textDocument;
};

/// Without a range `text` is the whole document. `rangeLength` is deprecated, redundant and
/// sometimes wrong (eglot counts characters): it is not even read.
struct TextDocumentContentChangeEvent {
  std::optional<Range> range = {};
  std::string text;
};

struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier textDocument;
  std::vector<TextDocumentContentChangeEvent>
      contentChanges;  ///< each applies to what the last left
};

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> text = {};
};

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier textDocument;
};

}  // namespace troupe::protocol
