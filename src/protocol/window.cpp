#include "protocol/window.hpp"

#include "protocol/window_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(MessageActionItem);
TROUPE_DECODES(WorkDoneProgressCancelParams);

TROUPE_ENCODES(LogMessageParams);
TROUPE_ENCODES(ShowMessageParams);
TROUPE_ENCODES(ShowMessageRequestParams);
TROUPE_ENCODES(WorkDoneProgressCreateParams);

}  // namespace troupe::protocol
