// The fields of navigation_features.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/language_features_fields.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::protocol {

STRUCT(CallHierarchyItem, REQUIRED(name), REQUIRED(kind), OPTIONAL(tags), OPTIONAL(detail),
       REQUIRED(uri), REQUIRED(range), REQUIRED(selectionRange));
STRUCT(CallHierarchyCallsParams, REQUIRED(item));
STRUCT(CallHierarchyIncomingCall, REQUIRED(from), REQUIRED(fromRanges));
STRUCT(CallHierarchyOutgoingCall, REQUIRED(to), REQUIRED(fromRanges));
STRUCT(CodeLens, REQUIRED(range), OPTIONAL(command), OPTIONAL(data));
STRUCT(DocumentLink, REQUIRED(range), OPTIONAL(target), OPTIONAL(tooltip));
STRUCT(SelectionRangeParams, REQUIRED(textDocument), REQUIRED(positions));
STRUCT(LinkedEditingRanges, REQUIRED(ranges));

}  // namespace troupe::protocol
