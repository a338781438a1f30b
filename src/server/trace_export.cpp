// When a message was sent, no record says; but it waited in the mailbox from then on.
#include "server/trace_export.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/framing.hpp"
#include "protocol/json_writer.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::JsonWriter;
using protocol::trace::Delivery;
using protocol::trace::Session;
using Type = FrameSummary::Type;

bool is_inbound_frame(const Delivery& delivery) {
  return delivery.kind == "FrameArrived" && delivery.sender.empty();
}

std::uint64_t sent_at(const Delivery& delivery) {
  return delivery.at - std::min(delivery.at, delivery.waited);
}

/// Microseconds with three digits, which is what trace events count in.
std::string microseconds(std::uint64_t nanoseconds) {
  constexpr std::uint64_t thousand = 1000;
  std::string rest = std::to_string(nanoseconds % thousand);
  rest.insert(0, 3 - rest.size(), '0');
  return std::to_string(nanoseconds / thousand) + "." + rest;
}

/// Gives numbers to actors, in the order in which they appear.
class Tracks {
 public:
  std::size_t of(const std::string& path) {
    return numbers_.try_emplace(path, numbers_.size() + 1).first->second;
  }
  [[nodiscard]] const std::map<std::string, std::size_t>& all() const { return numbers_; }

 private:
  std::map<std::string, std::size_t> numbers_;
};

class PerfettoWriter {
 public:
  explicit PerfettoWriter(const Session& session) : session_(session) {}

  std::string write() {
    writer_.begin_object();
    writer_.member("displayTimeUnit", "ns");
    writer_.key("traceEvents");
    writer_.array([&] {
      for (const Delivery& delivery : session_.deliveries) {
        slice(delivery);
        if (!delivery.sender.empty()) {
          arrow("s", delivery.seq, tracks_.of(delivery.sender), sent_at(delivery));
          arrow("f", delivery.seq, tracks_.of(delivery.receiver), delivery.at);
        }
      }
      for (const auto& [path, track] : tracks_.all()) {
        name_track(path, track);
      }
    });
    writer_.end_object();
    return std::move(json_.append("\n"));
  }

 private:
  void common(const char* phase, std::size_t track) {
    writer_.member("ph", phase);
    writer_.member("pid", 1);
    writer_.member("tid", track);
  }
  void time(const char* name, std::uint64_t nanoseconds) {
    writer_.key(name);
    writer_.raw(microseconds(nanoseconds));
  }
  [[nodiscard]] std::uint64_t since_start(std::uint64_t at) const {
    return at - std::min(at, session_.header.started);
  }
  void slice(const Delivery& delivery) {
    writer_.object([&] {
      common("X", tracks_.of(delivery.receiver));
      const bool is_frame = is_inbound_frame(delivery);
      writer_.member("name", is_frame ? frame_words(delivery.details.text) : delivery.kind);
      writer_.member("cat", "message");
      time("ts", since_start(delivery.at));
      time("dur", delivery.ended.value_or(delivery.at) - delivery.at);
      writer_.key("args");
      writer_.object([&] {
        writer_.member("seq", delivery.seq);
        writer_.member("from", delivery.sender.empty() ? "outside" : delivery.sender);
        time("waited_us", delivery.waited);
        if (!is_frame && !delivery.details.text.empty()) {
          writer_.member("about", delivery.details.text);
        }
        if (delivery.details.job) {
          writer_.member("job", *delivery.details.job);
        }
        if (!delivery.ended) {
          writer_.member("ended", false);
        }
      });
    });
  }
  void arrow(const char* phase, std::uint64_t id, std::size_t track, std::uint64_t at) {
    writer_.object([&] {
      common(phase, track);
      writer_.member("name", "message");
      writer_.member("cat", "message");
      writer_.member("id", id);
      time("ts", since_start(at));
      if (*phase == 'f') {
        writer_.member("bp", "e");
      }
    });
  }
  void name_track(const std::string& path, std::size_t track) {
    writer_.object([&] {
      common("M", track);
      // Optional in the format, but some readers count on what Chrome writes.
      writer_.member("cat", "__metadata");
      time("ts", 0);
      writer_.member("name", "thread_name");
      writer_.key("args");
      writer_.object([&] { writer_.member("name", path); });
    });
  }

  const Session& session_;
  std::string json_;
  JsonWriter writer_{json_};
  Tracks tracks_;
};

const char* inspector_type(Type type, bool from_client) {
  switch (type) {
    case Type::request:
      return from_client ? "send-request" : "receive-request";
    case Type::notification:
      return from_client ? "send-notification" : "receive-notification";
    default:
      return from_client ? "send-response" : "receive-response";
  }
}

void append_inspector_line(std::string& out, const std::string& body, bool from_client,
                           std::uint64_t unix_ms) {
  const FrameSummary frame = summarize_frame(body);
  if (frame.type == Type::invalid) {
    return;  // Lines hold messages; this is none.
  }
  JsonWriter writer(out);
  writer.object([&] {
    writer.member("isLSPMessage", true);
    writer.member("type", inspector_type(frame.type, from_client));
    writer.key("message");
    writer.raw(body);
    writer.member("timestamp", unix_ms);
  });
  out.push_back('\n');
}

}  // namespace

std::string export_text(const Session& session) {
  std::string text;
  for (const Delivery& delivery : session.deliveries) {
    text.append(delivery_line(session, delivery));
  }
  return text;
}

std::string export_frames(const Session& session) {
  std::string frames;
  for (const Delivery& delivery : session.deliveries) {
    if (is_inbound_frame(delivery)) {
      frames.append(protocol::encode_frame(delivery.details.text));
    }
  }
  return frames;
}

std::string export_inspector(const Session& session) {
  constexpr std::uint64_t nanoseconds_in_ms = 1'000'000;
  const auto unix_ms = [&](std::uint64_t at) {
    return session.header.started_unix_ms +
           (at - std::min(at, session.header.started)) / nanoseconds_in_ms;
  };
  std::string lines;
  for (const Delivery& delivery : session.deliveries) {
    if (is_inbound_frame(delivery)) {
      append_inspector_line(lines, delivery.details.text, true,
                            unix_ms(delivery.details.stamp.value_or(delivery.at)));
    }
    for (const std::string& body : delivery.written) {
      append_inspector_line(lines, body, false, unix_ms(delivery.ended.value_or(delivery.at)));
    }
  }
  return lines;
}

std::string export_perfetto(const Session& session) {
  return PerfettoWriter(session).write();
}

std::string export_shiviz(const Session& session) {
  using Clock = std::map<std::string_view, std::uint64_t>;
  struct Past {
    std::uint64_t at = 0;
    Clock clock;
  };
  std::map<std::string_view, std::vector<Past>> pasts;
  std::string log;
  for (const Delivery& delivery : session.deliveries) {
    std::vector<Past>& own = pasts[delivery.receiver];
    Clock clock = own.empty() ? Clock() : own.back().clock;
    const std::vector<Past>& sender = pasts[delivery.sender];
    const auto sending = std::ranges::find_if(
        sender.rbegin(), sender.rend(),
        [sent = sent_at(delivery)](const Past& past) { return past.at <= sent; });
    if (sending != sender.rend()) {
      for (const auto& [host, count] : sending->clock) {
        clock[host] = std::max(clock[host], count);
      }
    }
    ++clock[delivery.receiver];
    log.append(delivery.kind);
    if (is_inbound_frame(delivery)) {
      log.append(" ").append(frame_words(delivery.details.text));
    }
    log.append("\n").append(delivery.receiver).append(" ");
    JsonWriter writer(log);
    writer.object([&] {
      for (const auto& [host, count] : clock) {
        writer.member(host, count);
      }
    });
    log.push_back('\n');
    pasts[delivery.receiver].push_back({.at = delivery.at, .clock = std::move(clock)});
  }
  return log;
}

}  // namespace troupe::server
