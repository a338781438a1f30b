// How far behind the handling of what was read is.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace troupe::transport {

/// Counts the bytes of frames that were handed on and that somebody still holds. Who reads pauses
/// while there is no room, so that a flood stays the client's. Handling a frame must never wait for
/// the client: then the pause ends whatever the client does. Copies count together. Thread-safe.
class Backlog {
 public:
  explicit Backlog(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] bool has_room() const { return bytes_->load(std::memory_order_relaxed) <= limit_; }
  /// The same body, counted for as long as anybody holds it.
  [[nodiscard]] std::shared_ptr<const std::string> counted(
      std::shared_ptr<const std::string> body) const {
    const std::size_t size = body->size();
    bytes_->fetch_add(size, std::memory_order_relaxed);
    const std::string* const text = body.get();
    return {text, [body = std::move(body), bytes = bytes_, size](const std::string*) {
              bytes->fetch_sub(size, std::memory_order_relaxed);
            }};
  }

 private:
  std::size_t limit_;
  std::shared_ptr<std::atomic<std::size_t>> bytes_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace troupe::transport
