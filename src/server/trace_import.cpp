// The time at which a line was logged is the time of its message, to the millisecond. Frames carry
// no times: each comes a moment after the one before it.
//
// A log may have been written by either side. The client's says that it sent `initialize`, the
// server's that it received it.
#include "server/trace_import.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "actors/tree_walk.hpp"
#include "base/sort_unique.hpp"
#include "protocol/framing.hpp"
#include "protocol/json_reader.hpp"
#include "server/trace_case.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Instant;
using actors::Rehearsal;
using protocol::JsonValue;
using Step = Rehearsal::Step;

/// One logged message.
struct Logged {
  bool is_sent = false;  ///< by whoever wrote the log
  std::string body;
  std::optional<std::int64_t> unix_ms;
};

std::optional<Logged> logged_in(const std::string& line, protocol::JsonReader& reader) {
  const std::size_t begin = line.find('{');  // Channels of editors put the time before it.
  if (begin == std::string::npos) {
    return std::nullopt;
  }
  const auto value = reader.parse(line.substr(begin));
  if (!value || !value->find("message").is_object()) {
    return std::nullopt;
  }
  const std::string_view type = value->find("type").as_string().value_or("");
  const bool is_sent = type.starts_with("send-");
  if (!is_sent && !type.starts_with("receive-")) {
    return std::nullopt;
  }
  return Logged{.is_sent = is_sent,
                .body = value->find("message").to_json(),
                .unix_ms = value->find("timestamp").as_int()};
}

std::vector<Logged> logged_messages(std::string_view bytes) {
  std::vector<Logged> messages;
  protocol::JsonReader reader;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    if (auto message = logged_in(std::string(bytes.substr(0, end)), reader)) {
      messages.push_back(std::move(*message));
    }
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return messages;
}

void add_step(Rehearsal& rehearsal, std::string body, std::optional<Instant> at) {
  constexpr actors::Duration moment = std::chrono::milliseconds(1);
  const Instant last = rehearsal.steps.empty() ? Instant{} : rehearsal.steps.back().at;
  Step step;
  step.at = std::max(last, at.value_or(last + moment));
  step.body = std::move(body);
  rehearsal.steps.push_back(std::move(step));
}

Rehearsal import_inspector(std::string_view bytes) {
  std::vector<Logged> messages = logged_messages(bytes);
  const auto first = std::ranges::find_if(messages, [](const Logged& message) {
    return summarize_frame(message.body).method == "initialize";
  });
  const bool is_client_sender = first == messages.end() || first->is_sent;
  Rehearsal rehearsal;
  std::optional<std::int64_t> began_ms;
  for (Logged& message : messages) {
    if (message.is_sent != is_client_sender) {
      continue;
    }
    std::optional<Instant> at;
    if (message.unix_ms) {
      constexpr std::int64_t day_ms = 86'400'000;
      began_ms = began_ms.value_or(*message.unix_ms);
      const std::int64_t since = *message.unix_ms < *began_ms ? 0 : *message.unix_ms - *began_ms;
      at = Instant(std::chrono::milliseconds(std::min(since, day_ms)));
    }
    add_step(rehearsal, std::move(message.body), at);
  }
  return rehearsal;
}

Rehearsal import_frames(std::string_view bytes) {
  protocol::FrameDecoder decoder;
  std::vector<protocol::FrameEvent> events;
  decoder.feed(bytes, events);
  decoder.finish(events);
  Rehearsal rehearsal;
  for (const protocol::FrameEvent& event : events) {
    if (const auto* frame = std::get_if<protocol::Frame>(&event)) {
      add_step(rehearsal, *frame->body, std::nullopt);
    }
  }
  return rehearsal;
}

}  // namespace

base::Result<Rehearsal> import_session(ImportFormat format, const std::string& bytes) {
  if (format == ImportFormat::test_case) {
    auto test_case = parse_case(bytes);
    if (!test_case) {
      return std::unexpected(test_case.error());
    }
    return std::move(test_case->rehearsal);
  }
  Rehearsal rehearsal =
      format == ImportFormat::inspector ? import_inspector(bytes) : import_frames(bytes);
  if (rehearsal.steps.empty()) {
    return base::failure("there is no message of a client in it");
  }
  return rehearsal;
}

void add_workspace(Rehearsal& rehearsal, const std::string& folder,
                   const ide::LanguageSet& languages) {
  const std::string root = std::filesystem::absolute(folder).lexically_normal().string();
  std::vector<std::string> files = actors::walk_tree({root}, {}, [] { return false; }).files;
  const auto is_claimed = [&](const std::string& path) {
    return std::ranges::any_of(languages.all(),
                               [&](const auto& language) { return language->claims(path, {}); });
  };
  constexpr std::size_t largest = std::size_t{4} << 20U;
  for (const std::string& path : files) {
    if (is_claimed(path)) {
      rehearsal.disk.insert_or_assign(path, actors::read_disk_file(path, largest));
    }
  }
  rehearsal.listed.insert(rehearsal.listed.end(), std::make_move_iterator(files.begin()),
                          std::make_move_iterator(files.end()));
  base::sort_unique(rehearsal.listed);
}

}  // namespace troupe::server
