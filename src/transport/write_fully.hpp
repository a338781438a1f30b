// Writing without a queue.
#pragma once

#include <string_view>

namespace troupe::transport {

/// Writes all of it, for as long as the descriptor lets it wait. False: not all could be written.
/// REQUIRES: SIGPIPE is ignored.
bool write_fully(int descriptor, std::string_view bytes);

}  // namespace troupe::transport
