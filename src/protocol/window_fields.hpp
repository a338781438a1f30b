// The fields of window.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/window.hpp"

namespace troupe::protocol {

INTEGER_ENUM(MessageType, Error, Debug);

STRUCT(LogMessageParams, REQUIRED(type), REQUIRED(message));
STRUCT(ShowMessageParams, REQUIRED(type), REQUIRED(message));
STRUCT(MessageActionItem, REQUIRED(title));
STRUCT(ShowMessageRequestParams, REQUIRED(type), REQUIRED(message), OPTIONAL(actions));
STRUCT(WorkDoneProgressCreateParams, REQUIRED(token));
STRUCT(WorkDoneProgressCancelParams, REQUIRED(token));

}  // namespace troupe::protocol
