// Documentation as text.
#pragma once

#include <string>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "protocol/basic_structures.hpp"

namespace troupe::handlers {

/// In the given kind: code blocks fenced in markdown and bare in plain text, a blank line between
/// blocks.
[[nodiscard]] protocol::MarkupContent render_documentation(const ide::Documentation& blocks,
                                                           protocol::MarkupKind kind);

}  // namespace troupe::handlers
