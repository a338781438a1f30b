#include "protocol/navigation_features.hpp"

#include "protocol/navigation_features_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(CallHierarchyCallsParams);
TROUPE_DECODES(SelectionRangeParams);

TROUPE_ENCODES(CallHierarchyItem);
TROUPE_ENCODES(CallHierarchyIncomingCall);
TROUPE_ENCODES(CallHierarchyOutgoingCall);
TROUPE_DECODES(CodeLens);
TROUPE_ENCODES(CodeLens);
TROUPE_ENCODES(DocumentLink);
TROUPE_ENCODES(LinkedEditingRanges);

}  // namespace troupe::protocol
