// JSON-RPC 2.0 as LSP uses it: what a message is, and how ours are written.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "protocol/json_reader.hpp"
#include "protocol/json_value.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::protocol {

enum class ErrorCode : std::int32_t {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  UnknownErrorCode = -32001,
  RequestFailed = -32803,
  ServerCancelled = -32802,
  ContentModified = -32801,
  RequestCancelled = -32800,
};

/// Why a request failed.
struct ResponseError {
  ErrorCode code = ErrorCode::InternalError;
  std::string message;
  std::string data;  ///< a complete JSON value; empty: none
};

/// An integer or a string, kept and sent back as it came. Progress tokens are the same thing.
struct RequestId {
  std::variant<std::int64_t, std::string> value = std::int64_t{0};

  RequestId() = default;
  template <std::integral Number>
  RequestId(Number number) : value(static_cast<std::int64_t>(number)) {}
  RequestId(std::string text) : value(std::move(text)) {}
  RequestId(const char* text) : value(std::string(text)) {}

  /// `7` or `"7"`: for logs, and unique.
  [[nodiscard]] std::string to_string() const;

  friend auto operator<=>(const RequestId&, const RequestId&) = default;
  friend bool operator==(const RequestId&, const RequestId&) = default;
};
using ProgressToken = RequestId;

/// An id out of its JSON, if it is one.
[[nodiscard]] std::optional<RequestId> decode_id(JsonValue value);

/// Views into the reader's document, all of them: gone with its next parse.
struct RequestMessage {
  RequestId id;
  std::string_view method;
  std::optional<JsonValue> params;  ///< absent when null, too
};
struct NotificationMessage {
  std::string_view method;
  std::optional<JsonValue> params;  ///< absent when null, too
};
/// The client's answer to a request of ours.
struct ResponseMessage {
  std::optional<RequestId> id;      ///< absent: null, an error about something it could not read
  std::optional<JsonValue> result;  ///< absent when null, too
  std::optional<JsonValue> error;   ///< present: the request failed, whatever `result` says
};
/// Nothing that can be obeyed. To be answered unless it was meant as a response.
struct InvalidMessage {
  ErrorCode code = ErrorCode::InvalidRequest;
  std::string message;
  std::optional<RequestId> id;  ///< absent: answer with null
  bool answerable = true;
};
using Message = std::variant<RequestMessage, NotificationMessage, ResponseMessage, InvalidMessage>;

/// What the root of a document is.
[[nodiscard]] Message classify(JsonValue root);
/// Parses a frame's body and classifies it; what does not parse is an InvalidMessage (-32700).
[[nodiscard]] Message read_message(JsonReader& reader, const std::string& body);

// Message bodies of ours. `result`, `params` and `data` are complete JSON values.
[[nodiscard]] std::string encode_response(const RequestId& id, std::string_view result);
/// Without an id: null. Without data: none.
[[nodiscard]] std::string encode_error(const std::optional<RequestId>& id, ErrorCode code,
                                       std::string_view message, std::string_view data = {});
[[nodiscard]] inline std::string encode_error(const std::optional<RequestId>& id,
                                              const ResponseError& error) {
  return encode_error(id, error.code, error.message, error.data);
}
/// Without params: none.
[[nodiscard]] std::string encode_notification(std::string_view method,
                                              std::string_view params = {});
[[nodiscard]] std::string encode_request(const RequestId& id, std::string_view method,
                                         std::string_view params = {});

}  // namespace troupe::protocol

template <>
struct std::hash<troupe::protocol::RequestId> {
  std::size_t operator()(const troupe::protocol::RequestId& id) const noexcept {
    return std::hash<std::variant<std::int64_t, std::string>>()(id.value);
  }
};
