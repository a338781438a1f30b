#include "protocol/server_capabilities.hpp"

#include "protocol/server_capabilities_fields.hpp"

namespace troupe::protocol {

TROUPE_ENCODES(ServerCapabilities);

}  // namespace troupe::protocol
