// A trace in words.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::server {

/// Reads and assembles a trace file.
[[nodiscard]] base::Result<protocol::trace::Session> load_trace(const std::string& path);

/// The same for who wants to run it again: fails with a sentence when it begins in the middle and
/// cannot be taken up there.
[[nodiscard]] base::Result<protocol::trace::Session> load_whole_trace(const std::string& path);

/// What a frame's body is, as far as a reader wants to know.
struct FrameSummary {
  enum class Type : std::uint8_t { request, notification, response, error, invalid } type;
  std::string id;                    ///< as in JSON; empty: none
  std::string method;                ///< empty for responses
  std::optional<std::int64_t> code;  ///< of an error
};
[[nodiscard]] FrameSummary summarize_frame(const std::string& body);
/// "request 7 textDocument/hover".
[[nodiscard]] std::string frame_words(const std::string& body);

/// "worker.2" for "/session/dispatcher.3/worker.2".
[[nodiscard]] std::string_view actor_name(std::string_view path);

/// A duration of nanoseconds for people: "17 us", "1.204 s".
[[nodiscard]] std::string duration_words(std::uint64_t nanoseconds);

/// One line: number, time since the beginning, who was given what by whom, and what came of it.
[[nodiscard]] std::string delivery_line(const protocol::trace::Session& session,
                                        const protocol::trace::Delivery& delivery);

/// A request of the client and its way through the actors. Times are those of the trace; 0: it did
/// not get there.
struct TracedRequest {
  std::string id;
  std::string method;
  std::uint64_t arrived = 0;
  std::uint64_t handled = 0;   ///< the protocol actor began with it
  std::uint64_t started = 0;   ///< a worker began with its job
  std::uint64_t computed = 0;  ///< ... and was done
  std::uint64_t answered = 0;
  std::uint64_t seq = 0;  ///< of the message that brought it
  std::optional<std::int64_t> error;
};
/// In order of their arrival.
[[nodiscard]] std::vector<TracedRequest> traced_requests(const protocol::trace::Session& session);

}  // namespace troupe::server
