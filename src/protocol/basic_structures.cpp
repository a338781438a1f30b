#include "protocol/basic_structures.hpp"

#include "protocol/basic_structures_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(TextDocumentPositionParams);

TROUPE_ENCODES(Position);
TROUPE_ENCODES(Range);
TROUPE_ENCODES(Location);
TROUPE_ENCODES(LocationLink);
TROUPE_ENCODES(TextEdit);
TROUPE_ENCODES(MarkupContent);
TROUPE_ENCODES(Command);
TROUPE_ENCODES(RawJson);

}  // namespace troupe::protocol
