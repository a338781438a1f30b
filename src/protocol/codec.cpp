#include "protocol/codec.hpp"

#include "protocol/codec_fields.hpp"

namespace troupe::protocol {

bool Reading::fail(std::string_view message) {
  expected = message;
  return false;
}

bool Reading::inside(std::string_view member) {
  std::string longer = ".";
  path = std::move(longer.append(member).append(path));
  return false;
}

bool Reading::inside(std::size_t element) {
  std::string longer = "[";
  path = std::move(longer.append(std::to_string(element)).append("]").append(path));
  return false;
}

std::string Reading::message(std::string_view what) const {
  std::string text(what);
  text.append(path);
  // "params.textDocument is missing", but "params.position.line: expected an unsigned integer".
  return text.append(expected.starts_with("is ") ? " " : ": ").append(expected);
}

}  // namespace troupe::protocol
