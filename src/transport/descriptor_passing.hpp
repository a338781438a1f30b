// Handing connections from one process to another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::transport {

/// The two ends of a channel through which descriptors go, each with a word about it. What was
/// passed waits until the other end takes it, also when nobody is there yet. Nothing of it is in
/// the file system: who does not inherit an end cannot reach it. Both are closed by execve and the
/// caller's to close; negative: the system has none to give.
struct DescriptorChannel {
  int sender = -1;  ///< never blocks
  int receiver = -1;
};
[[nodiscard]] DescriptorChannel make_descriptor_channel();

enum class Passing : std::uint8_t {
  done,
  full,    ///< too many wait to be taken; later there may be room
  broken,  ///< nobody will ever take it
};
/// Passes a duplicate of `descriptor`; the caller's own stays its own. Never waits.
[[nodiscard]] Passing pass_descriptor(int channel, int descriptor, std::string_view word);

struct PassedDescriptor {
  int descriptor = -1;  ///< the caller's from now on; negative: none waits
  std::string word;
  bool has_ended = false;  ///< no more will ever come
};
/// Never waits. REQUIRES: `channel` does not block.
[[nodiscard]] PassedDescriptor take_descriptor(int channel);

}  // namespace troupe::transport
