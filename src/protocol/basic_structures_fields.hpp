// The fields of basic_structures.hpp.
#pragma once

#include "protocol/basic_structures.hpp"
#include "protocol/codec_fields.hpp"

namespace troupe::protocol {

STRING_ENUM(MarkupKind, "plaintext", "markdown");

STRUCT(Position, REQUIRED(line), REQUIRED(character));
STRUCT(Range, REQUIRED(start), REQUIRED(end));
STRUCT(Location, REQUIRED(uri), REQUIRED(range));
STRUCT(LocationLink, OPTIONAL(originSelectionRange), REQUIRED(targetUri), REQUIRED(targetRange),
       REQUIRED(targetSelectionRange));
STRUCT(TextDocumentIdentifier, REQUIRED(uri));
STRUCT(VersionedTextDocumentIdentifier, REQUIRED(uri), OPTIONAL(version));
STRUCT(TextDocumentItem, REQUIRED(uri), OPTIONAL(languageId), REQUIRED(version), REQUIRED(text));
STRUCT(TextEdit, REQUIRED(range), REQUIRED(newText));
STRUCT(MarkupContent, REQUIRED(kind), REQUIRED(value));
STRUCT(Command, REQUIRED(title), REQUIRED(command), OPTIONAL(arguments));
STRUCT(WorkspaceFolder, REQUIRED(uri), OPTIONAL(name));
STRUCT(TextDocumentPositionParams, REQUIRED(textDocument), REQUIRED(position),
       OPTIONAL(workDoneToken), OPTIONAL(partialResultToken));

}  // namespace troupe::protocol
