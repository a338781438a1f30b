// Applies a client's edits to a text.
#pragma once

#include <span>

#include "base/line_index.hpp"
#include "base/source_text.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::handlers {

/// The text after `changes`, one after the other, each in the coordinates that the one before left
/// (LSP `DidChangeTextDocumentParams`). A change without a range replaces the whole text. Ranges
/// outside the text are clamped, reversed ones are turned round, `rangeLength` is ignored: a client
/// that is a little wrong must not lose its document. Copies the text once or twice, however many
/// changes there are, as long as they go through it in one direction; turning round costs the way
/// back.
[[nodiscard]] base::SourceText apply_changes(
    const base::SourceText& text, std::span<const protocol::TextDocumentContentChangeEvent> changes,
    base::PositionEncoding encoding);

}  // namespace troupe::handlers
