// How strict to be with a client follows what established servers do. `jsonrpc` may be missing
// (vscode-languageserver and rust-analyzer never look at it, and it is the first thing that a
// hand-written script forgets), but a version other than "2.0" is refused, since whoever sends one
// means another protocol. Ids are integers or strings; null is what error responses carry and no id
// of a request. A batch is refused as a whole: LSP has none.
#include "protocol/rpc.hpp"

namespace troupe::protocol {

namespace {

InvalidMessage invalid(std::string message, std::optional<RequestId> id = std::nullopt) {
  return {ErrorCode::InvalidRequest, std::move(message), std::move(id), true};
}

std::optional<JsonValue> unless_null(JsonValue value) {
  return value.is_null() ? std::nullopt : std::optional(value);
}

/// The members of a message that decide what it is, found in one walk; those that are not there do
/// not exist.
struct Envelope {
  JsonValue jsonrpc;
  JsonValue id;
  JsonValue method;
  JsonValue params;
  JsonValue result;
  JsonValue error;
};

Envelope open(JsonValue root) {
  Envelope envelope;
  for (const JsonMember member : root.members()) {
    JsonValue* const slot = member.key == "jsonrpc"  ? &envelope.jsonrpc
                            : member.key == "id"     ? &envelope.id
                            : member.key == "method" ? &envelope.method
                            : member.key == "params" ? &envelope.params
                            : member.key == "result" ? &envelope.result
                            : member.key == "error"  ? &envelope.error
                                                     : nullptr;
    if (slot != nullptr && !slot->exists()) {
      *slot = member.value;
    }
  }
  return envelope;
}

Message classify_response(const Envelope& envelope) {
  std::optional<RequestId> id;
  if (!envelope.id.is_null()) {
    id = decode_id(envelope.id);
    if (!id) {
      return InvalidMessage{ErrorCode::InvalidRequest,
                            "a response whose id is neither an integer nor a string", std::nullopt,
                            false};
    }
  }
  return ResponseMessage{std::move(id), unless_null(envelope.result), unless_null(envelope.error)};
}

void write_id(JsonWriter& writer, const RequestId& id) {
  writer.key("id");
  if (const auto* number = std::get_if<std::int64_t>(&id.value)) {
    writer.integer(*number);
  } else {
    writer.string(std::get<std::string>(id.value));
  }
}

/// Opens a message body with room for a payload of `size` bytes.
std::string begin_body(std::size_t size) {
  std::string body;
  body.reserve(size + 128);
  return body;
}

}  // namespace

std::string RequestId::to_string() const {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*number);
  }
  std::string quoted;
  JsonWriter(quoted).string(std::get<std::string>(value));
  return quoted;
}

std::optional<RequestId> decode_id(JsonValue value) {
  if (const auto number = value.as_int()) {
    return RequestId(*number);
  }
  if (const auto text = value.as_string()) {
    return RequestId(std::string(*text));
  }
  return std::nullopt;
}

Message classify(JsonValue root) {
  if (root.is_array()) {
    return invalid("batches are not part of LSP");
  }
  if (!root.is_object()) {
    return invalid("a message is a JSON object");
  }
  const Envelope envelope = open(root);
  if (!envelope.method.exists() && (envelope.result.exists() || envelope.error.exists())) {
    return classify_response(envelope);
  }
  std::optional<RequestId> id = decode_id(envelope.id);
  if (envelope.id.exists() && !id) {
    return invalid("the id of a request is an integer or a string");
  }
  if (envelope.jsonrpc.exists() && envelope.jsonrpc.as_string() != "2.0") {
    return invalid("jsonrpc is not \"2.0\"", std::move(id));
  }
  if (!envelope.method.exists()) {
    return invalid("a message without a method, a result and an error", std::move(id));
  }
  const std::optional<std::string_view> method = envelope.method.as_string();
  if (!method) {
    return invalid("the method of a message is a string", std::move(id));
  }
  if (id) {
    return RequestMessage{std::move(*id), *method, unless_null(envelope.params)};
  }
  return NotificationMessage{*method, unless_null(envelope.params)};
}

Message read_message(JsonReader& reader, const std::string& body) {
  base::Result<JsonValue> root = reader.parse(body);
  if (!root) {
    return InvalidMessage{ErrorCode::ParseError, std::move(root.error().message), std::nullopt,
                          true};
  }
  return classify(*root);
}

std::string encode_response(const RequestId& id, std::string_view result) {
  std::string body = begin_body(result.size());
  JsonWriter writer(body);
  writer.object([&] {
    writer.member("jsonrpc", "2.0");
    write_id(writer, id);
    writer.key("result");
    writer.raw(result);
  });
  return body;
}

std::string encode_error(const std::optional<RequestId>& id, ErrorCode code,
                         std::string_view message, std::string_view data) {
  std::string body = begin_body(message.size() + data.size());
  JsonWriter writer(body);
  writer.object([&] {
    writer.member("jsonrpc", "2.0");
    if (id) {
      write_id(writer, *id);
    } else {
      writer.key("id");
      writer.null();
    }
    writer.key("error");
    writer.object([&] {
      writer.member("code", static_cast<std::int32_t>(code));
      writer.member("message", message);
      if (!data.empty()) {
        writer.key("data");
        writer.raw(data);
      }
    });
  });
  return body;
}

std::string encode_notification(std::string_view method, std::string_view params) {
  std::string body = begin_body(method.size() + params.size());
  JsonWriter writer(body);
  writer.object([&] {
    writer.member("jsonrpc", "2.0");
    writer.member("method", method);
    if (!params.empty()) {
      writer.key("params");
      writer.raw(params);
    }
  });
  return body;
}

std::string encode_request(const RequestId& id, std::string_view method, std::string_view params) {
  std::string body = begin_body(method.size() + params.size());
  JsonWriter writer(body);
  writer.object([&] {
    writer.member("jsonrpc", "2.0");
    write_id(writer, id);
    writer.member("method", method);
    if (!params.empty()) {
      writer.key("params");
      writer.raw(params);
    }
  });
  return body;
}

}  // namespace troupe::protocol
