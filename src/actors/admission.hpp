// Who may have a session over a socket.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "protocol/json_reader.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

/// Decides over a client by its first message. When a token is asked for, that must be an
/// `initialize` request with it in `initializationOptions.token`, or a request `$/troupe/status` or
/// `$/troupe/trace` with it in `token`; nothing else of it is looked at before. Belongs to one
/// thread.
class Admission {
 public:
  /// Without a token everybody who could connect may come in.
  explicit Admission(std::optional<std::string> token,
                     std::size_t json_depth = protocol::JsonReader::default_depth)
      : token_(std::move(token)), reader_(json_depth) {}

  struct Verdict {
    /// What the session begins with: the message, its token made unreadable. Null: no session.
    std::shared_ptr<const std::string> message;
    /// No session is wanted, but the status of the server: the request's id.
    std::optional<protocol::RequestId> status_for;
    /// No session is wanted, but a recording.
    struct TraceRequest {
      protocol::RequestId id;
      std::optional<std::uint64_t> session;  ///< its number
    };
    std::optional<TraceRequest> trace_for;
    std::string answer;  ///< of none of these: the body of the refusal
  };
  [[nodiscard]] Verdict judge(std::shared_ptr<const std::string> message);

  /// The body that answers a first message, whatever it is, with a refusal.
  [[nodiscard]] std::string refusal(const std::string& message, const std::string& why);

 private:
  std::optional<std::string> token_;
  protocol::JsonReader reader_;
};

}  // namespace troupe::actors
