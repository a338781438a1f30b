// The reading half of the stdio transport.
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "base/result.hpp"
#include "protocol/framing.hpp"
#include "transport/backlog.hpp"
#include "transport/time.hpp"

namespace troupe::transport {

/// Where what was read goes. Called on the reader's thread, in the order of the input; must not
/// block.
class InputSink {
 public:
  InputSink() = default;
  InputSink(const InputSink&) = delete;
  InputSink& operator=(const InputSink&) = delete;
  virtual ~InputSink() = default;
  virtual void on_frame(std::shared_ptr<const std::string> body, Instant at) = 0;
  virtual void on_framing_lost(const std::string& what) = 0;
  /// Once, and last: the input was closed or cannot be read.
  virtual void on_end() = 0;
};

/// Reads a file descriptor on a thread of its own and cuts what comes into frames. It reads on
/// while less than `backlog_bytes` of them are unhandled: as long as handling them does not wait
/// for the client, the client can always write again. Knows no JSON. The descriptor stays the
/// caller's and may be a pipe, a socket, a terminal or a file.
class InputReader {
 public:
  /// Fails when the process is out of descriptors.
  [[nodiscard]] static base::Result<std::unique_ptr<InputReader>> start(
      int descriptor, protocol::FrameLimits limits, InputSink& sink,
      std::size_t backlog_bytes = std::numeric_limits<std::size_t>::max());
  InputReader(const InputReader&) = delete;
  InputReader& operator=(const InputReader&) = delete;
  /// Stops reading, at once even while the thread waits for input.
  ~InputReader();

 private:
  InputReader(int descriptor, int wake, protocol::FrameLimits limits, InputSink& sink,
              std::size_t backlog_bytes);
  void run();
  [[nodiscard]] bool wait_for_room() const;
  [[nodiscard]] bool wait_for_input() const;
  void hand_over(std::vector<protocol::FrameEvent>& events);

  int descriptor_;
  int wake_;  ///< an eventfd: readable when the thread shall end
  protocol::FrameDecoder decoder_;
  Backlog backlog_;
  InputSink& sink_;
  std::thread thread_;
};

}  // namespace troupe::transport
