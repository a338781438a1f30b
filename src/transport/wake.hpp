// Waking a thread that waits for descriptors.
#pragma once

#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace troupe::transport {

/// Something that a thread polls beside what it waits for, and that becomes readable, for good,
/// when somebody calls wake(): to tell it to end.
class Wake {
 public:
  Wake() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  Wake(Wake&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Wake& operator=(Wake&&) = delete;
  ~Wake() {
    if (is_open()) {
      ::close(descriptor_);
    }
  }

  /// False: the process is out of descriptors.
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// On any thread.
  void wake() const { ::eventfd_write(descriptor_, 1); }

 private:
  int descriptor_;
};

}  // namespace troupe::transport
