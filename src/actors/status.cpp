#include "actors/status.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string_view>

#include <unistd.h>

#include "protocol/json_writer.hpp"

namespace troupe::actors {

namespace {

using protocol::JsonWriter;

double seconds(Duration time) {
  return std::chrono::duration<double>(time).count();
}

std::uint64_t whole(double value) {
  return value > 0 ? static_cast<std::uint64_t>(std::llround(value)) : 0;
}

/// Of a worker's time, what it worked, in percent.
std::uint64_t saturation(const SessionMetrics& metrics, Instant now) {
  const double available =
      seconds(now - metrics.began_at) * static_cast<double>(metrics.workers.load());
  const double busy = static_cast<double>(metrics.busy_us.load()) / 1e6;
  return available > 0 ? whole(100 * busy / available) : 0;
}

std::uint64_t coalesced(const SessionMetrics& metrics) {
  const std::uint64_t changes = metrics.changes.load();
  const std::uint64_t runs = metrics.diagnostic_runs.load();
  return changes > runs ? changes - runs : 0;
}

void write_latency(JsonWriter& writer, const LatencyHistogram::Counts& counts) {
  writer.object([&] {
    writer.member("count", counts.count);
    writer.member("p50_us", whole(counts.quantile_us(0.5)));
    writer.member("p99_us", whole(counts.quantile_us(0.99)));
    writer.member("mean_us", counts.count > 0 ? counts.sum_us / counts.count : 0);
  });
}

void write_memory(JsonWriter& writer, const engine::MemoryReport& memory) {
  writer.object([&] {
    writer.member("total_bytes", memory.total_bytes());
    writer.member("live_snapshots", memory.live_snapshots);
    writer.member("retired_items", memory.retired_items);
    writer.key("queries");
    writer.array([&] {
      for (const engine::MemoryUse& use : memory.by_type) {
        if (use.slots == 0) {
          continue;
        }
        writer.object([&] {
          writer.member("name", use.name);
          writer.member("input", use.is_input);
          writer.member("slots", use.slots);
          writer.member("values", use.values);
          writer.member("bytes", use.engine_bytes + use.value_bytes);
        });
      }
    });
  });
}

std::size_t recordings(const ProcessStatus& status) {
  std::size_t bytes = 0;
  for (const SessionStatus& session : status.sessions) {
    bytes += session.recording_bytes;
  }
  return bytes;
}

/// By what sessions have just said, or said last.
std::size_t memory_used(const ProcessStatus& status) {
  std::size_t bytes = status.shared->bases.bytes;
  for (const SessionStatus& session : status.sessions) {
    bytes += session.memory ? session.memory->total_bytes() : 0;
  }
  return std::max(bytes, status.shared->memory_used) + recordings(status);
}

void write_shared(JsonWriter& writer, const ProcessStatus& status) {
  const SharedStatus& shared = *status.shared;
  writer.member("memory_limit_bytes", shared.memory_limit);
  writer.member("memory_used_bytes", memory_used(status));
  writer.member("recordings_bytes", recordings(status));
  writer.member("recording_limit_bytes", shared.recording_limit);
  writer.key("shared_texts");
  writer.object([&] {
    writer.member("texts", shared.texts.texts);
    writer.member("bytes", shared.texts.bytes);
    writer.member("derivations_made", shared.texts.derivations_made);
    writer.member("derivations_found", shared.texts.derivations_found);
  });
  writer.key("warm_bases");
  writer.object([&] {
    writer.member("kept", shared.bases.kept);
    writer.member("bytes", shared.bases.bytes);
    writer.member("taken", shared.bases.taken);
    writer.member("dropped", shared.bases.dropped);
  });
}

void write_session(JsonWriter& writer, const SessionStatus& session, Instant now) {
  const SessionMetrics& metrics = *session.metrics;
  const double age = seconds(now - metrics.began_at);
  writer.object([&] {
    writer.member("number", metrics.number);
    writer.member("uptime_s", whole(age));
    writer.member("frames_in", metrics.frames_in.load());
    writer.member("bytes_in", metrics.bytes_in.load());
    writer.member("frames_out", metrics.frames_out.load());
    writer.member("bytes_out", metrics.bytes_out.load());
    writer.member("changes", metrics.changes.load());
    writer.member("changes_coalesced", coalesced(metrics));
    writer.member("diagnostic_runs", metrics.diagnostic_runs.load());
    writer.member("snapshots", metrics.snapshots.load());
    writer.member("snapshots_per_s",
                  age > 0 ? whole(static_cast<double>(metrics.snapshots.load()) / age) : 0);
    writer.member("requests_in_flight", metrics.requests_in_flight.load());
    writer.member("requests_failed", metrics.requests_failed.load());
    writer.member("jobs_queued", metrics.jobs_queued.load());
    writer.member("jobs_running", metrics.jobs_running.load());
    writer.member("workers", metrics.workers.load());
    writer.member("workers_busy_percent", saturation(metrics, now));
    writer.member("processor_ms", metrics.processor_us.load() / 1000);
    writer.member("stands_behind", metrics.stands_behind.load() != 0);
    writer.member("fell_behind", metrics.fell_behind.load());
    writer.member("recording_bytes", session.recording_bytes);
    writer.key("writer_wait");
    write_latency(writer, metrics.writer_wait.counts());
    writer.key("stopping");
    write_latency(writer, metrics.stopping.counts());
    writer.key("latency");
    writer.object([&] {
      for (const auto& [method, counts] : metrics.latencies()) {
        writer.key(method);
        write_latency(writer, counts);
      }
    });
    if (session.memory) {
      writer.key("memory");
      write_memory(writer, *session.memory);
    }
  });
}

/// One metric family after another, as the format demands: all sessions' samples of a name stand
/// together.
class MetricsText {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help,
              std::string_view unit = {}) {
    name_ = "troupe_" + std::string(name);
    text_.append("# TYPE ").append(name_).append(" ").append(type).append("\n");
    if (!unit.empty()) {
      text_.append("# UNIT ").append(name_).append(" ").append(unit).append("\n");
    }
    text_.append("# HELP ").append(name_).append(" ").append(help).append("\n");
  }
  void sample(std::string_view suffix, std::string_view labels, std::string_view value) {
    text_.append(name_).append(suffix);
    if (!labels.empty()) {
      text_.append("{").append(labels).append("}");
    }
    text_.append(" ").append(value).append("\n");
  }
  void sample(std::string_view suffix, std::string_view labels, std::uint64_t value) {
    sample(suffix, labels, std::to_string(value));
  }
  [[nodiscard]] std::string finish() {
    text_.append("# EOF\n");
    return std::move(text_);
  }

 private:
  std::string name_;
  std::string text_;
};

std::string decimal(double value) {
  std::array<char, 32> digits{};
  const int length = std::snprintf(digits.data(), digits.size(), "%.6f", value);
  return {digits.data(), static_cast<std::size_t>(length)};
}

/// A label's value, with what the format escapes.
std::string label(std::string_view name, std::string_view value) {
  std::string text = std::string(name) + "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') {
      text += '\\';
    }
    text.append(c == '\n' ? "\\n" : std::string(1, c));
  }
  text += '"';
  return text;
}

std::string label_of(const SessionStatus& session) {
  return label("session", std::to_string(session.metrics->number));
}

void write_histogram(MetricsText& text, const std::string& labels,
                     const LatencyHistogram::Counts& counts) {
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i + 1 < LatencyHistogram::buckets; ++i) {
    so_far += counts.by_bucket[i];
    text.sample("_bucket",
                labels + "," + label("le", decimal(std::ldexp(1e-6, static_cast<int>(i)))), so_far);
  }
  text.sample("_bucket", labels + "," + label("le", "+Inf"), counts.count);
  text.sample("_sum", labels, decimal(static_cast<double>(counts.sum_us) / 1e6));
  text.sample("_count", labels, counts.count);
}

void write_shared(MetricsText& text, const ProcessStatus& status) {
  struct Row {
    std::string_view name;
    std::uint64_t value;
    std::string_view help;
    std::string_view unit = {};
  };
  const auto write = [&](std::string_view type, std::string_view suffix, const Row& row) {
    text.family(row.name, type, row.help, row.unit);
    text.sample(suffix, "", row.value);
  };
  const auto& [limit, last_used, recording_limit, texts, bases] = *status.shared;
  for (const Row& row : std::to_array<Row>({
           {"memory_limit_bytes", limit, "What engines and recordings may hold together.", "bytes"},
           {"memory_used_bytes", memory_used(status), "What they hold.", "bytes"},
           {"recordings_bytes", recordings(status), "What recordings hold of it.", "bytes"},
           {"recording_limit_bytes", recording_limit, "What each of these may hold.", "bytes"},
           {"shared_texts", texts.texts, "Different texts that sessions have read from disk."},
           {"shared_text_bytes", texts.bytes, "Bytes of these texts.", "bytes"},
           {"warm_bases", bases.kept, "Engines of ended sessions that wait for a client."},
           {"warm_base_bytes", bases.bytes, "What these hold.", "bytes"},
       })) {
    write("gauge", "", row);
  }
  for (const Row& row : std::to_array<Row>({
           {"derivations_made", texts.derivations_made, "Parses and parts of shared texts."},
           {"derivations_found", texts.derivations_found, "The same, taken over from another."},
           {"warm_bases_taken", bases.taken, "Engines that a session went on with."},
           {"warm_bases_dropped", bases.dropped, "Engines that nobody came back for."},
       })) {
    write("counter", "_total", row);
  }
}

using Counter = std::atomic<std::uint64_t> SessionMetrics::*;
struct Family {
  std::string_view name;
  Counter counter;
  std::string_view help;
};

constexpr std::array counters = std::to_array<Family>({
    {"received_frames", &SessionMetrics::frames_in, "Messages from the client."},
    {"sent_frames", &SessionMetrics::frames_out, "Messages to the client."},
    {"changes", &SessionMetrics::changes, "Changes of open documents."},
    {"diagnostic_runs", &SessionMetrics::diagnostic_runs,
     "Runs of diagnostics; changes beyond them were coalesced."},
    {"snapshots", &SessionMetrics::snapshots, "Snapshots handed to workers."},
    {"fell_behind", &SessionMetrics::fell_behind,
     "How often the session's jobs were put behind those of others."},
    {"failed_requests", &SessionMetrics::requests_failed, "Requests answered by an error."},
});
constexpr std::array gauges = std::to_array<Family>({
    {"requests_in_flight", &SessionMetrics::requests_in_flight, "Requests without an answer yet."},
    {"jobs_queued", &SessionMetrics::jobs_queued, "Jobs that wait for a worker."},
    {"jobs_running", &SessionMetrics::jobs_running, "Jobs that a worker runs."},
    {"stands_behind", &SessionMetrics::stands_behind,
     "1 while the session's jobs get only what others leave of the processors."},
    {"workers", &SessionMetrics::workers, "Workers of the session."},
});

/// Counted in microseconds.
constexpr std::array times = std::to_array<Family>({
    {"busy_seconds", &SessionMetrics::busy_us, "Time that workers worked."},
    {"processor_seconds", &SessionMetrics::processor_us, "Processor time of the session."},
});

void write_counts(MetricsText& text, const ProcessStatus& status) {
  for (const Family& family : counters) {
    text.family(family.name, "counter", family.help);
    for (const SessionStatus& session : status.sessions) {
      text.sample("_total", label_of(session), ((*session.metrics).*family.counter).load());
    }
  }
  for (const Family& family : gauges) {
    text.family(family.name, "gauge", family.help);
    for (const SessionStatus& session : status.sessions) {
      text.sample("", label_of(session), ((*session.metrics).*family.counter).load());
    }
  }
  for (const Family& family : times) {
    text.family(family.name, "counter", family.help, "seconds");
    for (const SessionStatus& session : status.sessions) {
      const std::uint64_t us = ((*session.metrics).*family.counter).load();
      text.sample("_total", label_of(session), decimal(static_cast<double>(us) / 1e6));
    }
  }
}

void write_histograms(MetricsText& text, const ProcessStatus& status) {
  text.family("writer_wait_seconds", "histogram",
              "From a change's arrival until the database took it up.", "seconds");
  for (const SessionStatus& session : status.sessions) {
    write_histogram(text, label_of(session), session.metrics->writer_wait.counts());
  }
  text.family("stopping_seconds", "histogram",
              "From the cancellation of a job that ran until its worker was free.", "seconds");
  for (const SessionStatus& session : status.sessions) {
    write_histogram(text, label_of(session), session.metrics->stopping.counts());
  }
  text.family("request_seconds", "histogram", "From a request's arrival to its answer.", "seconds");
  for (const SessionStatus& session : status.sessions) {
    for (const auto& [method, counts] : session.metrics->latencies()) {
      write_histogram(text, label_of(session) + "," + label("method", method), counts);
    }
  }
  text.family("live_snapshots", "gauge", "Revisions that somebody still looks at.");
  for (const SessionStatus& session : status.sessions) {
    if (session.memory) {
      text.sample("", label_of(session), session.memory->live_snapshots);
    }
  }
  text.family("engine_bytes", "gauge", "What the engine holds, by input and query.", "bytes");
  for (const SessionStatus& session : status.sessions) {
    for (const engine::MemoryUse& use :
         session.memory ? session.memory->by_type : std::vector<engine::MemoryUse>()) {
      if (use.slots > 0) {
        text.sample("", label_of(session) + "," + label("query", use.name),
                    use.engine_bytes + use.value_bytes);
      }
    }
  }
}

}  // namespace

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string status_json(const ProcessStatus& status) {
  std::string json;
  JsonWriter writer(json);
  writer.object([&] {
    writer.member("version", status.version);
    writer.member("uptime_s", whole(seconds(status.now - status.began_at)));
    writer.member("resident_bytes", status.resident_bytes);
    if (status.shared) {
      write_shared(writer, status);
    }
    writer.key("sessions");
    writer.array([&] {
      for (const SessionStatus& session : status.sessions) {
        write_session(writer, session, status.now);
      }
    });
  });
  return json;
}

std::string status_openmetrics(const ProcessStatus& status) {
  MetricsText text;
  text.family("build", "info", "The program.");
  text.sample("_info", label("version", status.version), std::uint64_t{1});
  text.family("uptime_seconds", "gauge", "Since the program began.", "seconds");
  text.sample("", "", decimal(seconds(status.now - status.began_at)));
  text.family("resident_bytes", "gauge", "Memory that the process holds.", "bytes");
  text.sample("", "", status.resident_bytes);
  if (status.shared) {
    write_shared(text, status);
  }
  text.family("sessions", "gauge", "Sessions there are.");
  text.sample("", "", status.sessions.size());
  write_counts(text, status);
  write_histograms(text, status);
  return text.finish();
}

}  // namespace troupe::actors
