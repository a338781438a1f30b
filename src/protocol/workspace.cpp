#include "protocol/workspace.hpp"

#include "protocol/workspace_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(DidChangeWatchedFilesParams);
TROUPE_DECODES(DidChangeWorkspaceFoldersParams);
TROUPE_DECODES(DidChangeConfigurationParams);
TROUPE_DECODES(ConfigurationResult);
TROUPE_DECODES(WorkspaceSymbolParams);
TROUPE_DECODES(ExecuteCommandParams);
TROUPE_DECODES(ApplyWorkspaceEditResult);

TROUPE_ENCODES(DidChangeWatchedFilesRegistrationOptions);
TROUPE_ENCODES(DidChangeConfigurationRegistrationOptions);
TROUPE_ENCODES(ConfigurationParams);
TROUPE_ENCODES(WorkspaceEdit);
TROUPE_ENCODES(ApplyWorkspaceEditParams);

}  // namespace troupe::protocol
