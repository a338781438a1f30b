#include "protocol/client_capabilities.hpp"

#include <algorithm>

#include "protocol/client_capabilities_fields.hpp"

namespace troupe::protocol {

bool ValueSet::contains(std::int32_t value) const {
  return std::ranges::find(valueSet, value) != valueSet.end();
}

bool ResolveSupport::contains(std::string_view property) const {
  return std::ranges::find(properties, property) != properties.end();
}

MarkupKind preferred_markup(const std::vector<MarkupKind>& formats) {
  return formats.empty() ? MarkupKind::PlainText : formats.front();
}

TROUPE_DECODES(ClientCapabilities);

}  // namespace troupe::protocol
