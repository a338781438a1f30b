#include "server/trace_stats.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Outcome;
using protocol::trace::Session;

std::string pad(std::string text, std::size_t width, bool right = true) {
  const std::size_t missing = width - std::min(width, text.size());
  return text.insert(right ? 0 : text.size(), missing, ' ');
}

std::uint64_t between(std::uint64_t from, std::uint64_t to) {
  return from == 0 || to < from ? 0 : to - from;
}

/// How long requests of one method took, in all and by phase.
struct MethodTimes {
  std::vector<std::uint64_t> total;
  std::uint64_t queue = 0;
  std::uint64_t dispatch = 0;
  std::uint64_t compute = 0;
  std::uint64_t reply = 0;
  std::size_t errors = 0;
  std::size_t unanswered = 0;

  void add(const TracedRequest& request) {
    if (request.answered == 0) {
      ++unanswered;
      return;
    }
    total.push_back(between(request.arrived, request.answered));
    errors += request.error ? 1 : 0;
    queue += between(request.arrived, request.handled);
    if (request.started == 0 || request.computed == 0) {
      reply += between(request.handled, request.answered);
      return;
    }
    dispatch += between(request.handled, request.started);
    compute += between(request.started, request.computed);
    reply += between(request.computed, request.answered);
  }
};

constexpr std::size_t name_width = 36;
constexpr std::size_t count_width = 7;
constexpr std::size_t time_width = 12;

std::string row(const std::string& method, MethodTimes& times) {
  std::ranges::sort(times.total);
  const std::size_t count = times.total.size();
  std::string line =
      pad(method, name_width, false) + pad(std::to_string(count + times.unanswered), count_width);
  if (count > 0) {
    for (const std::uint64_t value :
         {times.total[count / 2], times.total[count * 99 / 100], times.queue / count,
          times.dispatch / count, times.compute / count, times.reply / count}) {
      line.append(pad(duration_words(value), time_width));
    }
  }
  if (times.errors > 0) {
    line.append("  ")
        .append(std::to_string(times.errors))
        .append(times.errors == 1 ? " error" : " errors");
  }
  if (times.unanswered > 0) {
    line.append("  ").append(std::to_string(times.unanswered)).append(" without an answer");
  }
  return line.append("\n");
}

std::string request_table(const Session& session) {
  std::map<std::string, MethodTimes> methods;
  for (const TracedRequest& request : traced_requests(session)) {
    methods[request.method].add(request);
  }
  std::string table = pad("requests", name_width, false) + pad("n", count_width);
  for (const char* column : {"p50", "p99", "queue", "dispatch", "compute", "reply"}) {
    table.append(pad(column, time_width));
  }
  table.append("\n");
  for (auto& [method, times] : methods) {
    table.append(row(method, times));
  }
  return table;
}

std::string slowest_messages(const Session& session) {
  constexpr std::size_t shown = 5;
  std::vector<const Delivery*> deliveries;
  deliveries.reserve(session.deliveries.size());
  for (const Delivery& delivery : session.deliveries) {
    if (delivery.ended) {
      deliveries.push_back(&delivery);
    }
  }
  const auto ran = [](const Delivery* delivery) { return *delivery->ended - delivery->at; };
  std::ranges::stable_sort(deliveries, std::greater(), ran);
  std::string text = "slowest messages\n";
  for (std::size_t index = 0; index < std::min(shown, deliveries.size()); ++index) {
    const std::string line = delivery_line(session, *deliveries[index]);
    text.append("  ").append(line, 0, line.find('\n') + 1);
  }
  return text;
}

std::string job_ends(const Session& session) {
  static constexpr std::array names{"finished", "cancelled", "failed", "overdue",
                                    "stopped as stale"};
  std::array<std::size_t, names.size()> counts{};
  for (const Delivery& delivery : session.deliveries) {
    if (delivery.kind == "JobFinished" &&
        delivery.details.outcome.value_or(counts.size()) < counts.size()) {
      ++counts.at(*delivery.details.outcome);
    }
  }
  std::string text = "jobs: ";
  for (std::size_t index = 0; index < counts.size(); ++index) {
    text.append(index == 0 ? "" : ", ")
        .append(std::to_string(counts.at(index)))
        .append(" ")
        .append(names.at(index));
  }
  return text.append("\n");
}

}  // namespace

std::string trace_statistics(const Session& session) {
  std::set<std::string_view> actors;
  std::size_t frames_in = 0;
  std::size_t frames_out = 0;
  for (const Delivery& delivery : session.deliveries) {
    actors.insert(delivery.receiver);
    frames_in += delivery.kind == "FrameArrived" ? 1 : 0;
    frames_out += delivery.written.size();
  }
  const std::uint64_t last =
      session.deliveries.empty() ? session.header.started : session.deliveries.back().at;
  std::string text = "troupe " + session.header.version + ", " +
                     duration_words(between(session.header.started, last)) + ", " +
                     std::to_string(session.deliveries.size()) + " messages to " +
                     std::to_string(actors.size()) + " actors, " + std::to_string(frames_in) +
                     " frames in, " + std::to_string(frames_out) + " out\n";
  return text.append(job_ends(session))
      .append("\n")
      .append(request_table(session))
      .append("\n")
      .append(slowest_messages(session));
}

}  // namespace troupe::server
