// LSP, "Window Features".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

/// Debug is 3.18 and only understood by newer clients; send Log instead.
enum class MessageType : std::uint8_t { Error = 1, Warning = 2, Info = 3, Log = 4, Debug = 5 };

/// window/logMessage
struct LogMessageParams {
  MessageType type = MessageType::Log;
  std::string message;
};

/// window/showMessage
struct ShowMessageParams {
  MessageType type = MessageType::Info;
  std::string message;
};

struct MessageActionItem {
  std::string title;
};
/// window/showMessageRequest
struct ShowMessageRequestParams {
  MessageType type = MessageType::Info;
  std::string message;
  std::vector<MessageActionItem> actions = {};
};

/// window/workDoneProgress/create
struct WorkDoneProgressCreateParams {
  ProgressToken token;
};
/// window/workDoneProgress/cancel
struct WorkDoneProgressCancelParams {
  ProgressToken token;
};

}  // namespace troupe::protocol
