#include "server/supervisor_leftovers.hpp"

#include <cstdint>
#include <utility>

#include "protocol/codec.hpp"
#include "protocol/lifecycle.hpp"

namespace troupe::server {

namespace {

using protocol::JsonValue;

std::string text_of(JsonValue object, std::string_view key) {
  return std::string(object.find(key).as_string().value_or(""));
}

std::string progress(const protocol::ProgressToken& token, std::string value) {
  return protocol::encode_notification(
      "$/progress",
      protocol::to_json(protocol::ProgressParams{.token = token, .value = {std::move(value)}}));
}

}  // namespace

std::vector<HeldRegistration> Leftovers::registrations_in(JsonValue params) {
  std::vector<HeldRegistration> registrations;
  for (const JsonValue each : params.find("registrations").items()) {
    const JsonValue options = each.find("registerOptions");
    registrations.push_back({.id = text_of(each, "id"),
                             .method = text_of(each, "method"),
                             .options = options.exists() ? options.to_json() : std::string()});
  }
  return registrations;
}

bool Leftovers::holds(const HeldRegistration& registration) const {
  const HeldRegistration* const known = held(registration.id);
  return known != nullptr && *known == registration;
}

const HeldRegistration* Leftovers::held(const std::string& id) const {
  const auto found = registrations_.find(id);
  return found == registrations_.end() ? nullptr : &found->second;
}

void Leftovers::hold(HeldRegistration registration) {
  std::string id = registration.id;
  registrations_.insert_or_assign(std::move(id), std::move(registration));
}

void Leftovers::note_unregistration(JsonValue params) {
  for (const JsonValue each : params.find("unregisterations").items()) {
    release(text_of(each, "id"));
  }
}

void Leftovers::note_progress(JsonValue params) {
  const auto token = protocol::decode_id(params.find("token"));
  const std::string kind = text_of(params.find("value"), "kind");
  if (!token) {
    return;
  }
  if (kind == "begin") {
    progress_[*token] = Progress::begun;
  } else if (kind == "end") {
    progress_.erase(*token);
  }
}

std::vector<std::string> Leftovers::end_progress() {
  std::vector<std::string> bodies;
  const auto known = progress_;
  for (const auto& [token, state] : known) {
    if (state != Progress::asked) {
      const std::vector<std::string> ending = end_progress(token);
      bodies.insert(bodies.end(), ending.begin(), ending.end());
    }
  }
  return bodies;
}

/// A token that was created but never begun is begun and ended: there is no other way to give it
/// back.
std::vector<std::string> Leftovers::end_progress(const protocol::ProgressToken& token) {
  std::vector<std::string> bodies;
  const auto found = progress_.find(token);
  if (found != progress_.end()) {
    if (found->second != Progress::begun) {
      bodies.push_back(progress(
          token,
          protocol::to_json(protocol::WorkDoneProgressBegin{
              .title = "Restarting", .cancellable = false, .message = {}, .percentage = {}})));
    }
    bodies.push_back(progress(token, R"({"kind":"end"})"));
    progress_.erase(found);
  }
  return bodies;
}

/// Diagnostics may be long: of them only the URI is read, which comes first, and whether there is
/// anything in the list, which comes last.
void Leftovers::note_diagnostics(std::string_view params) {
  constexpr std::string_view beginning = R"({"uri":")";
  if (!params.starts_with(beginning)) {
    return;
  }
  std::size_t end = beginning.size();
  while (end < params.size() && params[end] != '"') {
    end += params[end] == '\\' ? 2 : 1;
  }
  const std::size_t quote = beginning.size() - 1;
  const auto quoted = reader_.parse(std::string(params.substr(quote, end + 1 - quote)));
  if (!quoted) {
    return;
  }
  std::string uri(quoted->as_string().value_or(""));
  constexpr std::string_view list = R"("diagnostics":[)";
  const std::size_t at = params.find(list, end);
  if (at == std::string_view::npos || params.substr(at + list.size()).starts_with(']')) {
    shown_.erase(uri);
  } else {
    shown_.insert(std::move(uri));
  }
}

}  // namespace troupe::server
