#include "protocol/text_synchronization.hpp"

#include "protocol/text_synchronization_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(DidOpenTextDocumentParams);
TROUPE_DECODES(DidChangeTextDocumentParams);
TROUPE_DECODES(DidSaveTextDocumentParams);
TROUPE_DECODES(DidCloseTextDocumentParams);

}  // namespace troupe::protocol
