#include "protocol/editing_features.hpp"

#include "protocol/editing_features_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(CodeActionParams);
TROUPE_DECODES(RenameParams);
TROUPE_DECODES(DocumentFormattingParams);
TROUPE_DECODES(DocumentRangeFormattingParams);
TROUPE_DECODES(DocumentOnTypeFormattingParams);
TROUPE_DECODES(InlayHintParams);

TROUPE_ENCODES(SignatureHelp);
TROUPE_ENCODES(CodeAction);
TROUPE_ENCODES(PrepareRenameResult);
TROUPE_ENCODES(InlayHint);

}  // namespace troupe::protocol
