// What waits to be written to a client.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace troupe::transport {

/// Something for the client.
struct Outbound {
  std::string bytes;  ///< a whole frame
  /// The document that pushed diagnostics are about. Empty for everything that may not be dropped.
  std::string diagnostics_of;
};

/// A bounded queue of frames. Diagnostics are last-wins: newer ones take the place of those of the
/// same document that still wait, and all of them give way when the client reads so slowly that the
/// limit is reached. Nothing else is ever dropped. Not thread-safe.
class OutboundQueue {
 public:
  explicit OutboundQueue(std::size_t limit_bytes) : limit_(limit_bytes) {}

  /// False: over the limit with nothing left to shed. The connection is to be given up.
  [[nodiscard]] bool push(Outbound item);
  [[nodiscard]] std::optional<std::string> pop();
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  /// Documents whose diagnostics were shed since the last call, sorted: they are to be sent again
  /// when the client reads.
  [[nodiscard]] std::vector<std::string> take_shed();

 private:
  using Items = std::list<Outbound>;
  void shed_oldest_diagnostics();

  std::size_t limit_;
  std::size_t bytes_ = 0;
  Items items_;
  std::unordered_map<std::string, Items::iterator> diagnostics_;
  std::vector<std::string> shed_;
};

}  // namespace troupe::transport
