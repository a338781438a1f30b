#include "protocol/message_outline.hpp"

#include "base/check.hpp"

namespace troupe::protocol {

namespace {

bool take(std::string_view& rest, std::string_view prefix) {
  if (!rest.starts_with(prefix)) {
    return false;
  }
  rest.remove_prefix(prefix.size());
  return true;
}

/// The size of the scalar at the beginning of `text`, up to what ends it; 0 if nothing does.
std::size_t scalar_size(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with('"')) {
    at = 1;
    while (at < text.size() && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    ++at;
  } else {
    at = text.find_first_of(",}");
  }
  return at < text.size() ? at : 0;
}

std::string_view take_scalar(std::string_view& rest) {
  const std::string_view scalar = rest.substr(0, scalar_size(rest));
  rest.remove_prefix(scalar.size());
  return scalar;
}

}  // namespace

MessageOutline outline_message(std::string_view body) {
  using Kind = MessageOutline::Kind;
  MessageOutline outline;
  std::string_view rest = body;
  if (!take(rest, R"({"jsonrpc":"2.0",)")) {
    return outline;
  }
  if (take(rest, "\"id\":")) {
    outline.id = take_scalar(rest);
    if (outline.id.empty() || !take(rest, ",")) {
      return {};
    }
  }
  if (take(rest, "\"result\":")) {
    outline.kind = outline.id.empty() ? Kind::unknown : Kind::result;
  } else if (take(rest, "\"error\":")) {
    outline.kind = outline.id.empty() ? Kind::unknown : Kind::error;
  } else if (take(rest, "\"method\":")) {
    const std::string_view quoted = take_scalar(rest);
    if (quoted.size() < 2 || quoted.front() != '"') {
      return {};
    }
    outline.method = quoted.substr(1, quoted.size() - 2);
    outline.params = take(rest, ",\"params\":") ? rest : std::string_view();
    outline.kind = outline.id.empty() ? Kind::notification : Kind::request;
  }
  return outline;
}

std::string with_id(std::string_view body, const MessageOutline& outline, std::string_view id) {
  base::check(!outline.id.empty(), "the message has an id");
  const auto at = static_cast<std::size_t>(outline.id.data() - body.data());
  std::string changed;
  changed.reserve(body.size() + id.size());
  changed.append(body.substr(0, at)).append(id).append(body.substr(at + outline.id.size()));
  return changed;
}

}  // namespace troupe::protocol
