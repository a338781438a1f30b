// The fields of text_synchronization.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/text_synchronization.hpp"

namespace troupe::protocol {

STRUCT(DidOpenTextDocumentParams, REQUIRED(textDocument));
STRUCT(TextDocumentContentChangeEvent, OPTIONAL(range), REQUIRED(text));
STRUCT(DidChangeTextDocumentParams, REQUIRED(textDocument), REQUIRED(contentChanges));
STRUCT(DidSaveTextDocumentParams, REQUIRED(textDocument), OPTIONAL(text));
STRUCT(DidCloseTextDocumentParams, REQUIRED(textDocument));

}  // namespace troupe::protocol
