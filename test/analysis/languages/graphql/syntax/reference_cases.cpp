#include "test/analysis/languages/graphql/syntax/reference_cases.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <simdjson.h>

namespace troupe::graphql::reference {

namespace {

using simdjson::dom::element;

/// Where lone surrogates are put while the file goes through a JSON parser that refuses them: the
/// last plane for private use, which no case uses otherwise but for its very end.
constexpr std::uint32_t surrogate_plane = 0x100000;

std::uint32_t hexadecimal(std::string_view digits) {
  return static_cast<std::uint32_t>(std::stoul(std::string(digits), nullptr, 16));
}

std::string escaped(std::uint32_t code_point) {
  std::ostringstream text;
  text << std::hex << "\\u" << (0xD800 + ((code_point - 0x10000) >> 10U)) << "\\u"
       << (0xDC00 + ((code_point - 0x10000) & 0x3FFU));
  return text.str();
}

std::string with_surrogates_hidden(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    if (json[at] != '\\' || json[at + 1] != 'u') {
      const std::size_t length = json[at] == '\\' ? 2 : 1;
      result += json.substr(at, length);
      at += length;
      continue;
    }
    const std::uint32_t unit = hexadecimal(json.substr(at + 2, 4));
    const bool is_lead = unit >= 0xD800 && unit <= 0xDBFF;
    const bool is_trail = unit >= 0xDC00 && unit <= 0xDFFF;
    std::uint32_t next = 0;
    if (is_lead && json.substr(at + 6, 2) == "\\u") {
      next = hexadecimal(json.substr(at + 8, 4));
    }
    if (next >= 0xDC00 && next <= 0xDFFF) {
      result += json.substr(at, 12);
      at += 12;
    } else {
      result += is_lead || is_trail ? escaped(surrogate_plane + unit) : json.substr(at, 6);
      at += 6;
    }
  }
  return result;
}

/// The opposite, on the decoded text: U+10D8xx to U+10DFxx become three bytes each.
std::string with_surrogates(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (byte(0) == 0xF4 && at + 3 < text.size()) {
      const std::uint32_t value = ((byte(0) & 7U) << 18U) | ((byte(1) & 63U) << 12U) |
                                  ((byte(2) & 63U) << 6U) | (byte(3) & 63U);
      const std::uint32_t unit = value - surrogate_plane;
      if (unit >= 0xD800 && unit <= 0xDFFF) {
        result += static_cast<char>(0xE0U | (unit >> 12U));
        result += static_cast<char>(0x80U | ((unit >> 6U) & 63U));
        result += static_cast<char>(0x80U | (unit & 63U));
        at += 3;
        continue;
      }
    }
    result += text[at];
  }
  return result;
}

std::string string_of(element value) {
  return with_surrogates(std::string_view(value));
}

std::uint32_t number_of(element value) {
  return static_cast<std::uint32_t>(std::uint64_t(value));
}

bool has(element object, std::string_view key) {
  return !object[key].error();
}

/// What an outline says of a node beyond its kind and place.
std::string attributes_of(element node) {
  std::string text;
  if (has(node, "operation")) {
    text += " " + string_of(node["operation"]);
  }
  if (has(node, "repeatable") && bool(node["repeatable"])) {
    text += " repeatable";
  }
  if (has(node, "value")) {
    if (element value = node["value"]; value.is_string()) {
      text += " '" + string_of(value) + "'";
    } else if (value.is_bool()) {
      text += bool(value) ? " 'true'" : " 'false'";
    }
  }
  if (has(node, "block") && bool(node["block"])) {
    text += " block";
  }
  return text;
}

void add_outline(element value, std::vector<std::string>& outline) {
  if (value.is_array()) {
    for (element item : simdjson::dom::array(value)) {
      add_outline(item, outline);
    }
    return;
  }
  if (!value.is_object()) {
    return;
  }
  if (has(value, "kind")) {
    std::string line = string_of(value["kind"]);
    if (has(value, "loc")) {
      line += " " + std::to_string(number_of(value["loc"]["start"])) + "-" +
              std::to_string(number_of(value["loc"]["end"]));
    }
    outline.push_back(line + attributes_of(value));
  }
  for (const auto& [key, member] : simdjson::dom::object(value)) {
    if (key != "loc") {
      add_outline(member, outline);
    }
  }
}

std::vector<std::string> token_outline(element tokens) {
  std::vector<std::string> outline;
  for (element token : simdjson::dom::array(tokens)) {
    const simdjson::dom::array parts(token);
    std::string line = string_of(parts.at(0));
    for (std::size_t i = 1; i < 5; ++i) {
      line += " " + std::to_string(number_of(parts.at(i)));
    }
    if (parts.size() > 5) {
      line += " '" + string_of(parts.at(5)) + "'";
    }
    outline.push_back(line);
  }
  return outline;
}

Error error_from(element error) {
  element location = error["locations"].at(0);
  return {.message = string_of(error["message"]),
          .line = number_of(location["line"]),
          .column = number_of(location["column"]),
          .offset = number_of(error["offset"])};
}

Case case_from(element object) {
  Case result;
  result.id = string_of(object["id"]);
  result.function = string_of(object["fn"]);
  result.source = string_of(object["source"]);
  if (has(object, "options")) {
    const element options = object["options"];
    result.needs_fragment_arguments = has(options, "experimentalFragmentArguments");
    result.has_locations = !has(options, "noLocation");
    result.needs_token_limit = has(options, "maxTokens");
  }
  // Without its option for fragment arguments, 17.1 decides as 16 does, which has none.
  const char* version = result.needs_fragment_arguments ? "result16" : "result17";
  const element verdict = has(object, "result") ? object["result"] : object[version];
  if (has(verdict, "error")) {
    result.error = error_from(verdict["error"]);
  }
  if (has(verdict, "ast")) {
    result.has_tree = true;
    add_outline(verdict["ast"], result.outline);
  }
  if (has(verdict, "tokens")) {
    result.outline = token_outline(verdict["tokens"]);
  }
  return result;
}

}  // namespace

std::vector<Case> load_cases() {
  const char* directory = std::getenv("TROUPE_CONFORMANCE");
  if (directory == nullptr) {
    return {};
  }
  std::ifstream file(std::string(directory) + "/graphql/syntax-cases.json");
  std::stringstream text;
  text << file.rdbuf();
  simdjson::dom::parser parser;
  const std::string json = with_surrogates_hidden(text.str());
  const element document = parser.parse(json);
  std::vector<Case> cases;
  for (element object : simdjson::dom::array(document["cases"])) {
    cases.push_back(case_from(object));
  }
  return cases;
}

}  // namespace troupe::graphql::reference
