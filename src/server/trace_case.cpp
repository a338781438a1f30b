#include "server/trace_case.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "actors/limit_names.hpp"
#include "actors/session_config.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::server {

namespace {

using actors::DiskFile;
using actors::FileState;
using actors::Instant;
using actors::Rehearsal;
using protocol::JsonKind;
using protocol::JsonValue;
using protocol::JsonWriter;
using Disk = std::map<std::string, DiskFile>;
using Step = Rehearsal::Step;

constexpr std::int64_t version = 1;
/// By FileState.
constexpr std::array<std::string_view, 5> state_names{"present", "missing", "unreadable",
                                                      "too large", "binary"};

std::int64_t microseconds(Instant at, Instant from) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::max(at, from) - from).count();
}

/// What recorded_config takes where nothing is said.
std::map<std::string, std::uint64_t, std::less<>> usual_settings() {
  const actors::SessionConfig config;
  std::map<std::string, std::uint64_t, std::less<>> usual{
      {"interactive_workers", config.interactive_workers},
      {"batch_workers", config.batch_workers},
      {"watch_files", config.watch_files ? 1 : 0}};
  actors::visit_limits(config.limits, [&](const char* name, const auto& limit) {
    usual.emplace(name, static_cast<std::uint64_t>(limit));
  });
  return usual;
}

/// One member or element to a line.
class Lines {
 public:
  Lines(std::string& out, std::string_view name, char open, char close) : out_(out), close_(close) {
    out_.append("  ");
    JsonWriter(out_).string(name);
    out_.append(": ").push_back(open);
  }
  template <typename Write>
  void add(const Write& write) {
    out_.append(is_empty_ ? "\n    " : ",\n    ");
    is_empty_ = false;
    write(out_);
  }
  void end(std::string_view behind) {
    out_.append(is_empty_ ? "" : "\n  ").push_back(close_);
    out_.append(behind);
  }

 private:
  std::string& out_;
  char close_;
  bool is_empty_ = true;
};

void append_member(std::string& out, std::string_view name, std::string_view json) {
  JsonWriter(out).string(name);
  out.append(": ").append(json);
}

std::string string_json(std::string_view text) {
  std::string json;
  JsonWriter(json).string(text);
  return json;
}

/// A file that is there is its text; another one is its state.
std::string file_json(const DiskFile& file) {
  if (file.state == FileState::present) {
    return string_json(file.text.view());
  }
  std::string json;
  JsonWriter writer(json);
  writer.object(
      [&] { writer.member("state", state_names.at(static_cast<std::size_t>(file.state))); });
  return json;
}

std::string step_json(const Step& step, Instant start) {
  std::string json;
  JsonWriter writer(json);
  writer.object([&] {
    writer.member("at", microseconds(step.at, start));
    if (!step.disk.empty()) {
      writer.key("files");
      writer.object([&] {
        for (const auto& [path, file] : step.disk) {
          writer.key(path);
          writer.raw(file_json(file));
        }
      });
    }
    switch (step.type) {
      case Step::Type::frame: {
        protocol::JsonReader reader;
        const bool is_json = reader.parse(step.body).has_value() &&
                             step.body.find_first_of("\r\n") == std::string::npos &&
                             !reader.repaired();
        writer.key(is_json ? "message" : "body");
        is_json ? writer.raw(step.body) : writer.string(step.body);
        if (!step.answers.empty()) {
          writer.member("answers", step.answers);
        }
        break;
      }
      case Step::Type::paths_changed:
        writer.key("changed");
        writer.array([&] {
          for (const std::string& path : step.paths) {
            writer.string(path);
          }
        });
        break;
      case Step::Type::input_ended:
        writer.member("ended", true);
        break;
      case Step::Type::listed:  // Of a course, which is no input.
      case Step::Type::read:
      case Step::Type::timers:
        break;
    }
  });
  return json;
}

DiskFile file_of(std::string path, JsonValue value) {
  DiskFile file{.path = std::move(path), .state = FileState::present, .text = {}};
  if (const auto text = value.as_string()) {
    file.text = base::SourceText(std::string(*text));
    return file;
  }
  const auto* const name =
      std::ranges::find(state_names, value.find("state").as_string().value_or("missing"));
  file.state = name == state_names.end() ? FileState::missing
                                         : static_cast<FileState>(name - state_names.begin());
  return file;
}

Disk disk_of(JsonValue files) {
  Disk disk;
  for (const protocol::JsonMember member : files.members()) {
    disk.emplace(member.key, file_of(std::string(member.key), member.value));
  }
  return disk;
}

std::vector<std::string> strings_of(JsonValue list) {
  std::vector<std::string> strings;
  for (const JsonValue item : list.items()) {
    strings.emplace_back(item.as_string().value_or(""));
  }
  return strings;
}

std::optional<Step> step_of(JsonValue value) {
  Step step;
  constexpr std::int64_t day_us = 86'400'000'000;
  step.at = Instant(std::chrono::microseconds(
      std::clamp<std::int64_t>(value.find("at").as_int().value_or(0), 0, day_us)));
  step.disk = disk_of(value.find("files"));
  step.answers = value.find("answers").as_string().value_or("");
  if (const JsonValue message = value.find("message"); message.exists()) {
    step.body = message.to_json();
  } else if (const auto body = value.find("body").as_string()) {
    step.body = *body;
  } else if (const JsonValue changed = value.find("changed"); changed.is_array()) {
    step.type = Step::Type::paths_changed;
    step.paths = strings_of(changed);
  } else if (value.find("ended").as_bool().value_or(false)) {
    step.type = Step::Type::input_ended;
  } else {
    return std::nullopt;
  }
  return step;
}

}  // namespace

std::string case_text(const TraceCase& test_case) {
  const Rehearsal& rehearsal = test_case.rehearsal;
  const auto& header = rehearsal.setup.header;
  std::string text = "{\n  \"troupe_case\": " + std::to_string(version) + ",\n  ";
  append_member(text, "fails_when", string_json(test_case.fails_when));
  text.append(",\n");
  if (test_case.order) {
    text.append("  ");
    append_member(text, "order", std::to_string(*test_case.order));
    text.append(",\n");
  }
  Lines settings(text, "settings", '{', '}');
  const auto usual = usual_settings();
  for (const auto& [name, value] : header.settings) {
    if (const auto found = usual.find(name); found != usual.end() && found->second == value) {
      continue;
    }
    settings.add([&](std::string& out) { append_member(out, name, std::to_string(value)); });
  }
  settings.end(",\n");
  Lines environment(text, "environment", '{', '}');
  for (const auto& [name, value] : rehearsal.setup.environment) {
    environment.add([&](std::string& out) { append_member(out, name, string_json(value)); });
  }
  environment.end(",\n");
  Lines listed(text, "listed", '[', ']');
  for (const std::string& path : rehearsal.listed) {
    listed.add([&](std::string& out) { out.append(string_json(path)); });
  }
  listed.end(",\n");
  Lines files(text, "files", '{', '}');
  for (const auto& [path, file] : rehearsal.disk) {
    files.add([&](std::string& out) { append_member(out, path, file_json(file)); });
  }
  files.end(",\n");
  const Instant start = rehearsal.steps.empty() ? Instant{} : rehearsal.steps.front().at;
  Lines steps(text, "steps", '[', ']');
  for (const Step& step : rehearsal.steps) {
    steps.add([&](std::string& out) { out.append(step_json(step, start)); });
  }
  steps.end("\n}\n");
  return text;
}

base::Result<TraceCase> parse_case(const std::string& json) {
  protocol::JsonReader reader;
  const auto root = reader.parse(json);
  if (!root || root->find("troupe_case").as_int() != version) {
    return base::failure(root ? "this is no test case of a version that is known"
                              : "this is no test case: " + root.error().message);
  }
  TraceCase test_case;
  test_case.fails_when = root->find("fails_when").as_string().value_or("");
  if (const auto order = root->find("order").as_uint()) {
    test_case.order = static_cast<std::uint32_t>(*order);
  }
  Rehearsal& rehearsal = test_case.rehearsal;
  for (const protocol::JsonMember member : root->find("settings").members()) {
    rehearsal.setup.header.settings.emplace_back(member.key, member.value.as_uint().value_or(0));
  }
  for (const protocol::JsonMember member : root->find("environment").members()) {
    rehearsal.setup.environment.emplace(member.key, member.value.as_string().value_or(""));
  }
  rehearsal.listed = strings_of(root->find("listed"));
  std::ranges::sort(rehearsal.listed);
  rehearsal.disk = disk_of(root->find("files"));
  for (const JsonValue value : root->find("steps").items()) {
    std::optional<Step> step = step_of(value);
    if (!step) {
      return base::failure("step " + std::to_string(rehearsal.steps.size() + 1) +
                           " has neither message nor body, changed or ended");
    }
    rehearsal.steps.push_back(std::move(*step));
  }
  return test_case;
}

}  // namespace troupe::server
