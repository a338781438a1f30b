#include "handlers/configuration.hpp"

#include <array>
#include <utility>

#include "protocol/json.hpp"

namespace troupe::handlers {

namespace {

using protocol::JsonKind;
using protocol::JsonValue;

constexpr std::array<std::pair<LogLevel, std::string_view>, 5> level_names{
    {{LogLevel::debug, "debug"},
     {LogLevel::info, "info"},
     {LogLevel::warning, "warning"},
     {LogLevel::error, "error"},
     {LogLevel::off, "off"}}};

std::string_view kind_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "a boolean";
    case JsonKind::integer:
    case JsonKind::number:
      return "a number";
    case JsonKind::string:
      return "a string";
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      return "an object";
  }
  return "something else";
}

class SettingsDecoder {
 public:
  DecodedSettings run(JsonValue root) {
    JsonValue section = root;
    if (const auto nested = root.get("troupe")) {
      section = *nested;
    }
    if (section.is_null() || !expect_object(section, "troupe")) {
      return std::move(result_);
    }
    if (const auto diagnostics = group(section, "diagnostics")) {
      read_delay(*diagnostics);
    }
    if (const auto log = group(section, "log")) {
      read_level(*log);
    }
    return std::move(result_);
  }

 private:
  bool expect_object(JsonValue value, std::string_view name) {
    if (!value.is_object()) {
      complain(name, "an object", value);
    }
    return value.is_object();
  }

  std::optional<JsonValue> member(JsonValue object, std::string_view name) {
    const auto value = object.get(name);
    return value && !value->is_null() ? value : std::nullopt;
  }

  std::optional<JsonValue> group(JsonValue section, std::string_view name) {
    const auto value = member(section, name);
    return value && expect_object(*value, "troupe." + std::string(name)) ? value : std::nullopt;
  }

  void read_delay(JsonValue diagnostics) {
    const auto value = member(diagnostics, "delay");
    if (!value) {
      return;
    }
    const auto delay = value->as_int();
    if (delay && *delay >= 0 && *delay <= max_diagnostics_delay_ms) {
      result_.settings.diagnostics_delay_ms = static_cast<std::uint32_t>(*delay);
    } else {
      complain("troupe.diagnostics.delay",
               "milliseconds from 0 to " + std::to_string(max_diagnostics_delay_ms), *value);
    }
  }

  void read_level(JsonValue log) {
    const auto value = member(log, "level");
    if (!value) {
      return;
    }
    result_.settings.log_level = log_level_of_name(value->as_string().value_or(""));
    if (!result_.settings.log_level) {
      complain("troupe.log.level", "one of debug, info, warning, error and off", *value);
    }
  }

  void complain(std::string_view name, std::string_view expected, JsonValue found) {
    const bool is_scalar = !found.is_object() && !found.is_array();
    std::string problem = "configuration: ";
    problem += name;
    problem += ": expected ";
    problem += expected;
    problem += ", found ";
    problem += is_scalar ? found.to_json() : std::string(kind_name(found.kind()));
    result_.problems.push_back(std::move(problem));
  }

  DecodedSettings result_;
};

}  // namespace

DecodedSettings decode_settings(const protocol::RawJson& json) {
  protocol::JsonReader reader;
  const auto root = reader.parse(json.json);
  if (!root) {
    return {{}, {"configuration: " + root.error().message}};
  }
  return SettingsDecoder().run(*root);
}

std::string_view log_level_name(LogLevel level) {
  for (const auto& [value, name] : level_names) {
    if (value == level) {
      return name;
    }
  }
  return "info";
}

std::optional<LogLevel> log_level_of_name(std::string_view name) {
  for (const auto& [value, level_name] : level_names) {
    if (level_name == name) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace troupe::handlers
