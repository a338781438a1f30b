// The fields of workspace.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/workspace.hpp"

namespace troupe::protocol {

INTEGER_ENUM(FileChangeType, Created, Deleted);

STRUCT(FileEvent, REQUIRED(uri), REQUIRED(type));
STRUCT(DidChangeWatchedFilesParams, REQUIRED(changes));
STRUCT(RelativePattern, REQUIRED(baseUri), REQUIRED(pattern));
STRUCT(FileSystemWatcher, REQUIRED(globPattern), OPTIONAL(kind));
STRUCT(DidChangeWatchedFilesRegistrationOptions, REQUIRED(watchers));
STRUCT(WorkspaceFoldersChangeEvent, OPTIONAL(added), OPTIONAL(removed));
STRUCT(DidChangeWorkspaceFoldersParams, REQUIRED(event));
STRUCT(DidChangeConfigurationParams, OPTIONAL(settings));
STRUCT(DidChangeConfigurationRegistrationOptions, OPTIONAL(section));
STRUCT(ConfigurationItem, OPTIONAL(scopeUri), OPTIONAL(section));
STRUCT(ConfigurationParams, REQUIRED(items));
STRUCT(WorkspaceSymbolParams, REQUIRED(query), OPTIONAL(workDoneToken),
       OPTIONAL(partialResultToken));
STRUCT(ExecuteCommandParams, REQUIRED(command), OPTIONAL(arguments), OPTIONAL(workDoneToken));
STRUCT(OptionalVersionedTextDocumentIdentifier, REQUIRED(uri), NULLABLE(version));
STRUCT(TextDocumentEdit, REQUIRED(textDocument), REQUIRED(edits));
STRUCT(CreateFile, CONSTANT(kind, "create"), REQUIRED(uri));
STRUCT(WorkspaceEdit, OPTIONAL(changes), OPTIONAL(documentChanges));
STRUCT(ApplyWorkspaceEditParams, OPTIONAL(label), REQUIRED(edit));
STRUCT(ApplyWorkspaceEditResult, REQUIRED(applied), OPTIONAL(failureReason));

}  // namespace troupe::protocol
