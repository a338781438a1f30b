// Who may have a session over a socket.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "protocol/json_reader.hpp"

namespace troupe::actors {

/// Decides over a client by its first message. When a token is asked for, that must be an
/// `initialize` request with it in `initializationOptions.token`; nothing else of it is looked at
/// before. Belongs to one thread.
class Admission {
 public:
  /// Without a token everybody who could connect may come in.
  explicit Admission(std::optional<std::string> token) : token_(std::move(token)) {}

  struct Verdict {
    /// What the session begins with: the message, its token made unreadable. Null: refused.
    std::shared_ptr<const std::string> message;
    std::string answer;  ///< when refused: the body of the answer
  };
  [[nodiscard]] Verdict judge(std::shared_ptr<const std::string> message);

  /// The body that answers a first message, whatever it is, with a refusal.
  [[nodiscard]] std::string refusal(const std::string& message, const std::string& why);

 private:
  std::optional<std::string> token_;
  protocol::JsonReader reader_;
};

}  // namespace troupe::actors
