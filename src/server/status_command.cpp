#include "server/status_command.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/server_endpoint.hpp"

namespace troupe::server {

namespace {

using protocol::JsonValue;

constexpr auto patience = std::chrono::seconds(10);
constexpr std::size_t queries_shown = 8;

std::uint64_t number(JsonValue object, std::string_view name) {
  return object.find(name).as_uint().value_or(0);
}

/// `1 234 567`.
std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, 1, ' ');
  }
  return digits;
}

std::string with_unit(double value, std::string_view unit) {
  std::array<char, 32> digits{};
  const int length =
      std::snprintf(digits.data(), digits.size(), value < 10 ? "%.1f" : "%.0f", value);
  return std::string(digits.data(), static_cast<std::size_t>(length)) + " " + std::string(unit);
}

std::string bytes(std::uint64_t count) {
  const auto value = static_cast<double>(count);
  return count < 10'000       ? grouped(count) + " B"
         : count < 10'000'000 ? with_unit(value / 1e3, "kB")
                              : with_unit(value / 1e6, "MB");
}

std::string microseconds(std::uint64_t count) {
  const auto value = static_cast<double>(count);
  return count < 1000        ? grouped(count) + " us"
         : count < 1'000'000 ? with_unit(value / 1e3, "ms")
                             : with_unit(value / 1e6, "s");
}

std::string duration(std::uint64_t seconds) {
  if (seconds < 120) {
    return std::to_string(seconds) + " s";
  }
  const std::uint64_t minutes = seconds / 60;
  return minutes < 120
             ? std::to_string(minutes) + " min"
             : std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

/// Text in a column of its own.
std::string right(std::string text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + std::move(text);
}
std::string left(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

void add_latencies(std::string& text, JsonValue latency) {
  if (latency.members().empty()) {
    return;
  }
  text +=
      "  " + left("request", 36) + right("count", 9) + right("p50", 10) + right("p99", 10) + "\n";
  for (const auto& [method, counts] : latency.members()) {
    text += "  " + left(std::string(method), 36) + right(grouped(number(counts, "count")), 9) +
            right(microseconds(number(counts, "p50_us")), 10) +
            right(microseconds(number(counts, "p99_us")), 10) + "\n";
  }
}

void add_memory(std::string& text, JsonValue memory) {
  if (!memory.exists()) {
    text += "  its engine was too busy to say what it remembers\n";
    return;
  }
  struct Query {
    std::string name;
    std::uint64_t bytes;
    std::uint64_t values;
  };
  std::vector<Query> queries;
  for (const JsonValue query : memory.find("queries").items()) {
    queries.push_back({.name = std::string(query.find("name").as_string().value_or("")),
                       .bytes = number(query, "bytes"),
                       .values = number(query, "values")});
  }
  std::ranges::stable_sort(queries, std::ranges::greater(), &Query::bytes);
  text += "  remembers " + bytes(number(memory, "total_bytes")) + " in " +
          grouped(number(memory, "live_snapshots")) + " live revisions, most of it in\n";
  for (const Query& query : queries) {
    if (&query - queries.data() == queries_shown) {
      break;
    }
    text += "    " + left(query.name, 34) + right(grouped(query.values), 9) +
            right(bytes(query.bytes), 10) + "\n";
  }
}

/// What sessions have in common; nothing where the server does not say.
void add_shared(std::string& text, JsonValue status) {
  const JsonValue texts = status.find("shared_texts");
  const JsonValue bases = status.find("warm_bases");
  if (!texts.exists() || !bases.exists()) {
    return;
  }
  text += "  engines hold " +
          bytes(number(status, "memory_used_bytes") - number(status, "recordings_bytes")) +
          " and recordings " + bytes(number(status, "recordings_bytes")) + " of " +
          bytes(number(status, "memory_limit_bytes")) + "; " + grouped(number(texts, "texts")) +
          " texts of files (" + bytes(number(texts, "bytes")) + ") parsed " +
          grouped(number(texts, "derivations_made")) + " times, found parsed " +
          grouped(number(texts, "derivations_found")) + " times\n  " +
          grouped(number(bases, "kept")) + " engines of ended sessions are kept (" +
          bytes(number(bases, "bytes")) + "), " + grouped(number(bases, "taken")) +
          " were taken over, " + grouped(number(bases, "dropped")) + " dropped\n";
}

void add_session(std::string& text, JsonValue session) {
  text += "\nsession " + grouped(number(session, "number")) + ", " +
          duration(number(session, "uptime_s")) + "\n  received " +
          grouped(number(session, "frames_in")) + " messages (" +
          bytes(number(session, "bytes_in")) + "), sent " + grouped(number(session, "frames_out")) +
          " (" + bytes(number(session, "bytes_out")) + "); " +
          grouped(number(session, "requests_in_flight")) + " requests in flight, " +
          grouped(number(session, "requests_failed")) + " failed\n";
  const JsonValue wait = session.find("writer_wait");
  text += "  " + grouped(number(session, "changes")) + " changes, waited for the writer " +
          microseconds(number(wait, "p50_us")) + " (p99 " + microseconds(number(wait, "p99_us")) +
          "), " + grouped(number(session, "changes_coalesced")) + " coalesced into " +
          grouped(number(session, "diagnostic_runs")) + " runs of diagnostics\n";
  text += "  " + grouped(number(session, "snapshots")) + " snapshots (" +
          grouped(number(session, "snapshots_per_s")) + "/s); " +
          grouped(number(session, "workers")) + " workers, " +
          grouped(number(session, "workers_busy_percent")) + " % busy, " +
          grouped(number(session, "jobs_running")) + " jobs running, " +
          grouped(number(session, "jobs_queued")) + " queued\n";
  const std::uint64_t fell_behind = number(session, "fell_behind");
  text +=
      "  took " + microseconds(number(session, "processor_ms") * 1000) +
      " of the processors' time; " +
      (session.find("stands_behind").as_bool().value_or(false) ? "stands behind the others now; "
                                                               : "") +
      (fell_behind > 0 ? "was put behind them " + grouped(fell_behind) + " times; " : "") +
      "its recording holds " + bytes(number(session, "recording_bytes")) + "\n";
  add_latencies(text, session.find("latency"));
  add_memory(text, session.find("memory"));
}

std::string status_request(const std::string& token) {
  std::string params;
  protocol::JsonWriter writer(params);
  writer.object([&] {
    if (!token.empty()) {
      writer.member("token", token);
    }
  });
  return protocol::encode_request(1, "$/troupe/status", params);
}

int unreachable(const std::string& why) {
  std::fprintf(stderr, "troupe: %s\n", why.c_str());
  return exit_code::errors_found;
}

}  // namespace

std::string status_text(JsonValue status) {
  const JsonValue sessions = status.find("sessions");
  const auto count = std::ranges::distance(sessions.items().begin(), sessions.items().end());
  std::string text = "troupe " + std::string(status.find("version").as_string().value_or("?")) +
                     ", up " + duration(number(status, "uptime_s")) + ", " +
                     bytes(number(status, "resident_bytes")) + ", " + std::to_string(count) +
                     (count == 1 ? " session\n" : " sessions\n");
  add_shared(text, status);
  for (const JsonValue session : sessions.items()) {
    add_session(text, session);
  }
  return text;
}

int run_status(const StatusCommand& command) {
  const auto endpoint = resolve(command.server);
  if (!endpoint) {
    return fail(endpoint.error().message);
  }
  const auto answer =
      transport::ask(endpoint->address, endpoint->tls, status_request(endpoint->token), patience);
  if (!answer) {
    return unreachable(answer.error().message);
  }
  protocol::JsonReader reader;
  const auto root = reader.parse(*answer);
  if (!root || !root->find("result").is_object()) {
    const auto refusal = root ? root->find("error").find("message").as_string() : std::nullopt;
    return unreachable(std::string(refusal.value_or("the server said something else")));
  }
  const JsonValue status = root->find("result");
  const bool is_written = write_out(command.json ? status.to_json() + "\n" : status_text(status));
  return is_written ? exit_code::clean : fail("standard output cannot be written");
}

}  // namespace troupe::server
