// What the three requests of the call hierarchy share.
#pragma once

#include "handlers/documents.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

[[nodiscard]] protocol::CallHierarchyItem encode_call_item(Locations& locations,
                                                           const Session& session,
                                                           const ide::CallHierarchyItem& item);

/// Where the name of an item is that a client gives back. An item carries no other identity: after
/// an edit it is what stands at that place now, as for every request.
struct CallItemPlace {
  ide::FileId file;
  ide::TextOffset offset = 0;
};
[[nodiscard]] CallItemPlace place_of_call_item(engine::Context& context, const Session& session,
                                               const protocol::CallHierarchyItem& item);

}  // namespace troupe::handlers
