#include "actors/admission.hpp"

#include <string_view>
#include <utility>
#include <variant>

#include "protocol/framing.hpp"
#include "protocol/rpc.hpp"
#include "transport/token.hpp"

namespace troupe::actors {

namespace {

using protocol::ErrorCode;

constexpr std::string_view status_method = "$/troupe/status";
constexpr std::string_view trace_method = "$/troupe/trace";

std::string_view token_of(const protocol::RequestMessage& request) {
  if (!request.params) {
    return {};
  }
  const bool is_question = request.method == status_method || request.method == trace_method;
  const protocol::JsonValue holder =
      is_question ? *request.params : request.params->find("initializationOptions");
  return is_question || request.method == "initialize"
             ? holder.find("token").as_string().value_or(std::string_view())
             : std::string_view();
}

/// The same message with the token struck out, so that no log and no trace ever holds it. A client
/// that wrote it with escapes keeps them.
std::shared_ptr<const std::string> without(const std::string& message, std::string_view token) {
  auto copy = std::make_shared<std::string>();
  copy->reserve(message.size() + protocol::frame_padding);
  *copy = message;
  for (std::size_t at = copy->find(token); at != std::string::npos; at = copy->find(token, at)) {
    copy->replace(at, token.size(), token.size(), '*');
  }
  return copy;
}

}  // namespace

Admission::Verdict Admission::judge(std::shared_ptr<const std::string> message) {
  const protocol::Message read = protocol::read_message(reader_, *message);
  const auto* request = std::get_if<protocol::RequestMessage>(&read);
  Verdict verdict;
  if (token_ && (request == nullptr || !transport::same_token(token_of(*request), *token_))) {
    verdict.answer = refusal(*message,
                             "this server asks for a token in 'initialize' "
                             "(initializationOptions.token), and that was not it; "
                             "'troupe connect --token-file FILE' adds it");
  } else if (request != nullptr && request->method == status_method) {
    verdict.status_for = request->id;
  } else if (request != nullptr && request->method == trace_method) {
    verdict.trace_for = {
        .id = request->id,
        .session = request->params ? request->params->find("session").as_uint() : std::nullopt};
  } else {
    verdict.message = token_ ? without(*message, *token_) : std::move(message);
  }
  return verdict;
}

std::string Admission::refusal(const std::string& message, const std::string& why) {
  const protocol::Message read = protocol::read_message(reader_, message);
  const auto* request = std::get_if<protocol::RequestMessage>(&read);
  return protocol::encode_error(request != nullptr ? std::optional(request->id) : std::nullopt,
                                ErrorCode::RequestFailed, why);
}

}  // namespace troupe::actors
