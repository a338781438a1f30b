// The blocks of a trace file: what makes it small, and readable after a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/trace_records.hpp"

namespace troupe::protocol::trace {

/// The bytes that every trace begins with; the last one is the format's version.
[[nodiscard]] std::string_view file_magic();

/// Whether a block is made small, or quickly.
enum class Packing : std::uint8_t { deflated, stored };

/// One block of encoded records, ready to be appended to a file.
[[nodiscard]] std::string encode_block(std::string_view records,
                                       Packing packing = Packing::deflated);

/// A whole file: magic and blocks of bounded size.
[[nodiscard]] std::string encode_file(const std::vector<Record>& records);

struct Contents {
  std::vector<Record> records;
  /// Why reading ended before the file did; empty: it was read to its end. What was being written
  /// when a process died is such a reason, and no cause for worry.
  std::string damage;
};

/// Reads a file as far as it is whole: a block that was cut off or changed ends it. Fails when this
/// is no trace, or one of a newer format.
[[nodiscard]] base::Result<Contents> decode_file(std::string_view bytes);

}  // namespace troupe::protocol::trace
