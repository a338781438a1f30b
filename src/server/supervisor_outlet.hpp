// Writing frames without ever waiting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::server {

/// Frames on their way to a descriptor. What cannot be written at once is kept until the descriptor
/// polls as writable. Knows no limit: whoever fills it looks at pending(). Belongs to one thread.
class Outlet {
 public:
  enum class Kind : std::uint8_t {
    own,     ///< ours: it never blocks
    shared,  ///< a pipe, terminal or socket of others, whose flags are not ours to change
  };
  Outlet(int descriptor, Kind kind);

  /// A whole message.
  void send(std::string_view body);
  /// Writes what goes without waiting.
  void flush();
  [[nodiscard]] std::size_t pending() const { return bytes_.size() - written_; }
  /// Nobody reads any more; what is sent is dropped.
  [[nodiscard]] bool is_broken() const { return is_broken_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Drops what waits and goes on with another descriptor.
  void reset(int descriptor);

 private:
  [[nodiscard]] long write_some(std::string_view rest) const;

  int descriptor_;
  Kind kind_;
  bool is_socket_ = false;
  bool is_broken_ = false;
  std::string bytes_;
  std::size_t written_ = 0;  ///< of bytes_
};

}  // namespace troupe::server
