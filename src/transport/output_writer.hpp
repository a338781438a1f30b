// The writing half of the stdio transport.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "transport/outbound_queue.hpp"
#include "transport/time.hpp"
#include "transport/wake.hpp"

namespace troupe::transport {

/// Writes frames to a file descriptor, in order, and never blocks who sends. What the descriptor
/// takes at once is written by the sender (that saves waking a thread); the rest waits in a bounded
/// queue for a thread of the writer's own. The descriptor stays the caller's.
class OutputWriter {
 public:
  struct Events {
    /// The client does not read any more (it closed its end, or the queue is full of what may not
    /// be dropped). Once; nothing is written after it.
    std::function<void(const std::string& why)> on_broken;
    /// The client reads again; diagnostics of these documents were shed in the meantime.
    std::function<void(std::vector<std::string> documents)> on_recovered;
  };

  /// Fails when the process is out of descriptors. The events are called on a sender's or the
  /// writer's thread.
  [[nodiscard]] static base::Result<std::unique_ptr<OutputWriter>> start(int descriptor,
                                                                         std::size_t limit_bytes,
                                                                         Events events);
  OutputWriter(const OutputWriter&) = delete;
  OutputWriter& operator=(const OutputWriter&) = delete;
  /// Drops what is still queued.
  ~OutputWriter();

  /// Thread-safe.
  void send(Outbound item);

  /// Waits until everything is written, the client is gone or `patience` is over. True: all was
  /// written.
  bool flush(Duration patience);

 private:
  OutputWriter(int descriptor, Wake wake, std::size_t limit_bytes, Events events);
  enum class Progress : std::uint8_t { some, none, broken };
  Progress write_some(std::string_view& bytes) const;
  bool write_at_once(std::string& bytes);
  void run();
  void write_fully(std::string_view bytes);
  [[nodiscard]] bool wait_for_room() const;
  void give_up(const std::string& why);

  int descriptor_;
  Wake wake_;  ///< readable when the thread shall end
  bool is_socket_ = false;
  Events events_;
  std::mutex mutex_;
  std::condition_variable changed_;
  OutboundQueue queue_;   ///< under mutex_
  bool writing_ = false;  ///< under mutex_: the thread holds a frame; nobody else may write
  bool broken_ = false;   ///< under mutex_
  bool stop_ = false;     ///< under mutex_
  std::thread thread_;
};

}  // namespace troupe::transport
