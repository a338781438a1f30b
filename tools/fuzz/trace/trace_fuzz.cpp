// Any bytes as a trace file, and as the records of a whole block: nothing crashes, no length is
// believed, and what was read is written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "protocol/trace_session.hpp"

namespace {

using namespace troupe::protocol::trace;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void read_and_write(const std::string& file) {
  const auto contents = decode_file(file);
  if (!contents) {
    return;
  }
  const auto again = decode_file(encode_file(contents->records));
  require(again && again->damage.empty() && again->records == contents->records);
  const Session session = assemble(*contents);
  const Session copy = assemble({records_of(session), {}});
  require(copy.deliveries.size() == session.deliveries.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read_and_write(bytes);
  read_and_write(std::string(file_magic()) + bytes);
  read_and_write(std::string(file_magic()) + encode_block(bytes));
  return 0;
}
