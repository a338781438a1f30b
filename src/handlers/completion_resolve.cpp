// completionItem/resolve: gives the item back as it came, with its documentation. An item without
// data of ours (a client may ask about anything in its list) comes back as it is.
#include <array>
#include <string>
#include <utility>

#include "handlers/completion_data.hpp"
#include "handlers/documentation.hpp"
#include "handlers/methods.hpp"
#include "handlers/string_array.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

/// An item to be resolved.
struct ItemToResolve {
  std::string json;           ///< as it came
  std::string without_brace;  ///< the same but for its documentation and the closing brace
  std::optional<CompletionData> data;
};

ItemToResolve read_item(protocol::JsonValue item) {
  ItemToResolve read;
  protocol::JsonWriter writer(read.without_brace);
  writer.begin_object();
  for (const protocol::JsonMember member : item.members()) {
    if (member.key == "data") {
      read.data = decode_completion_data(member.value);
    }
    if (member.key != "documentation") {
      writer.key(member.key);
      writer.raw(member.value.to_json());
    }
  }
  read.json = item.to_json();
  return read;
}

Response resolve(engine::Context& context, const Session& session, const ItemToResolve& item) {
  if (!item.data) {
    return item.json;
  }
  for (const auto& language : session.languages->all()) {
    if (language->id() != item.data->language) {
      continue;
    }
    const ide::FileId file = context.intern(ide::FilePath{item.data->path});
    const ide::Documentation found = language->resolve_completion(context, file, item.data->key);
    if (found.empty()) {
      break;
    }
    const auto kind = protocol::preferred_markup(
        session.capabilities.textDocument.completion.completionItem.documentationFormat);
    return item.without_brace + R"(,"documentation":)" +
           protocol::to_json(render_documentation(found, kind)) + "}";
  }
  return item.json;
}

protocol::ResponseError invalid(std::string message) {
  return {protocol::ErrorCode::InvalidParams, std::move(message), {}};
}

}  // namespace

std::string encode_completion_data(const CompletionData& data) {
  return encode_strings({data.language, data.path, data.key});
}

std::optional<CompletionData> decode_completion_data(protocol::JsonValue json) {
  CompletionData data;
  const std::array places{&data.language, &data.path, &data.key};
  return decode_strings(json, places) ? std::optional(std::move(data)) : std::nullopt;
}

DecodedWork decode_completion_resolve(Params params, SharedSession session) {
  if (!params || !params->is_object()) {
    return std::unexpected(invalid("params: expected an object"));
  }
  const auto label = params->get("label");
  if (!label || !label->as_string()) {
    return std::unexpected(
        invalid(label ? "params.label: expected a string" : "params.label is missing"));
  }
  return Work(
      [session = std::move(session), item = read_item(*params)](
          engine::Context& context, Reporter&) { return resolve(context, *session, item); });
}

}  // namespace troupe::handlers
