#include "actors/diagnostics_core.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/seeded_defects.hpp"
#include "base/uri.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::actors {

namespace {

// A document that is being typed in rests less than one that is only re-checked with it.
constexpr Duration rest_of_edited = std::chrono::milliseconds(10);
constexpr Duration rest_of_others = std::chrono::milliseconds(50);
// Checks shorter than this are always finished: giving up would not save anything.
constexpr Duration worth_stopping = std::chrono::milliseconds(20);

std::string too_large_items(std::size_t limit) {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.array([&] {
    writer.object([&] {
      writer.key("range");
      writer.raw(R"({"start":{"line":0,"character":0},"end":{"line":0,"character":0}})");
      writer.member("severity", 3);
      writer.member("source", "troupe");
      writer.member("code", "troupe/file-too-large");
      writer.member("message", "This file is larger than " +
                                   std::to_string(limit / (std::size_t{1} << 20U)) +
                                   " MiB and is not analysed.");
    });
  });
  return json;
}

}  // namespace

DiagnosticsCore::DiagnosticsCore(std::function<bool(std::string_view path)> is_configuration,
                                 DiagnosticsPort& port)
    : is_configuration_(std::move(is_configuration)), port_(port) {}

void DiagnosticsCore::set_mode(bool pulled, Duration delay) {
  pulled_ = pulled;
  delay_ = delay;
}

void DiagnosticsCore::on_revision(const Revision& revision) {
  for (const BufferNews& news : revision.buffers) {
    if (news.kind == BufferNews::Kind::closed) {
      close(news, revision.at);
    } else {
      open(news, revision.at);
    }
  }
  for (const Revision::DiskNews& news : revision.disk) {
    track(news, revision.at);
  }
  for (auto& [path, document] : documents_) {
    const bool is_forgotten = base::has_seeded_defects && document.is_open &&
                              !revision.buffers.empty() && !document.edited &&
                              !document.dirty_since && base::defect_strikes("others-not-checked");
    if (!document.dirty_since && !is_forgotten) {
      document.dirty_since = revision.at;
    }
  }
  start_due(revision.at);
}

void DiagnosticsCore::open(const BufferNews& news, Instant at) {
  Document& document = documents_[news.path];
  if (news.kind == BufferNews::Kind::opened) {
    stop(document);
    document.published.reset();
    document.rests_until = {};
  }
  document.uri = news.uri;
  document.is_open = true;
  document.too_large = news.too_large;
  document.file_limit = news.file_limit;
  document.edited = true;
  if (!document.dirty_since) {
    document.dirty_since = at;
  }
}

void DiagnosticsCore::close(const BufferNews& news, Instant at) {
  const auto found = documents_.find(news.path);
  if (found == documents_.end()) {
    return;
  }
  stop(found->second);
  clear(found->second);
  documents_.erase(found);
  if (is_configuration_(news.path)) {
    // The disk actor tells again if it is still there; the engine has its text meanwhile.
    track({.path = news.path, .present = true}, at);
  }
}

/// Configuration files are checked although they are not open.
void DiagnosticsCore::track(const Revision::DiskNews& news, Instant at) {
  if (!is_configuration_(news.path)) {
    return;
  }
  const auto found = documents_.find(news.path);
  if (!news.present) {
    if (found != documents_.end() && !found->second.is_open) {
      stop(found->second);
      clear(found->second);
      documents_.erase(found);
    }
    return;
  }
  if (found == documents_.end() && !base::defect_strikes("configuration-unchecked")) {
    Document& document = documents_[news.path];
    document.uri = base::uri_of_path(news.path);
    document.dirty_since = at;
  }
}

void DiagnosticsCore::stop(Document& document) {
  if (document.running) {
    document.cancel.cancel();
    port_.cancel(*document.running);
    running_.erase(document.running->value);
    document.running.reset();
  }
}

/// Takes back what is shown about a document.
void DiagnosticsCore::clear(Document& document) {
  if (!pulled_ && document.published && document.published->items != "[]" &&
      !base::defect_strikes("diagnostics-not-cleared")) {
    DocumentReport empty;
    empty.uri = document.published->uri;
    port_.publish(std::make_shared<const DocumentReport>(std::move(empty)));
  }
  document.published.reset();
}

void DiagnosticsCore::start_due(Instant at) {
  std::optional<Instant> next;
  std::vector<Documents::iterator> ready;
  for (auto entry = documents_.begin(); entry != documents_.end(); ++entry) {
    const Document& document = entry->second;
    if (!document.dirty_since || document.running) {
      continue;
    }
    // Nothing rests for longer than it may be behind.
    const Instant due = std::min(document.rests_until, *document.dirty_since + delay_);
    if (due <= at) {
      ready.push_back(entry);
    } else {
      next = next ? std::min(*next, due) : due;
    }
  }
  for (const Documents::iterator entry : in_order(std::move(ready))) {
    start(entry->first, entry->second, at);
  }
  if (next) {
    arm_for(*next);
  }
}

/// The order in which to check these: see the class. Stable, so by path where nothing else decides.
std::vector<DiagnosticsCore::Documents::iterator> DiagnosticsCore::in_order(
    std::vector<Documents::iterator> due) {
  const auto others = std::ranges::stable_partition(
      due, [](Documents::iterator entry) { return entry->second.edited; });
  Duration budget{};
  for (auto edited = due.begin(); edited != others.begin(); ++edited) {
    budget += (*edited)->second.took.value_or(Duration{});
  }
  // Those that were never checked may take any time.
  std::ranges::stable_sort(others, {}, [](Documents::iterator entry) {
    return entry->second.took.value_or(Duration::max());
  });
  auto quick_end = others.begin();
  while (quick_end != others.end() && (*quick_end)->second.took &&
         *(*quick_end)->second.took <= budget) {
    budget -= *(*quick_end)->second.took;
    ++quick_end;
  }
  std::ranges::rotate(due.begin(), others.begin(), quick_end);
  return due;
}

void DiagnosticsCore::start(const std::string& path, Document& document, Instant at) {
  document.waiting_since = *std::exchange(document.dirty_since, std::nullopt);
  document.edited_when_started = std::exchange(document.edited, false);
  if (document.too_large) {
    report_too_large(document);
    return;
  }
  document.running = job_ids_.next();
  document.cancel = {};
  document.started_at = at;
  running_[document.running->value] = path;
  const bool may_stop =
      document.took.value_or(Duration{}) > worth_stopping && at - document.waiting_since < delay_;
  port_.check({.job = *document.running,
               .path = path,
               .uri = document.uri,
               .cancel = document.cancel,
               .on_stale = may_stop ? engine::OnStale::cancel : engine::OnStale::finish,
               .at = at});
}

void DiagnosticsCore::on_job_finished(JobId job, const JobOutcome& outcome, Instant at) {
  const Instant idle_since = std::exchange(last_finished_, at);
  const auto running = running_.find(job.value);
  if (running == running_.end()) {
    return;
  }
  const auto found = documents_.find(running->second);
  running_.erase(running);
  if (found == documents_.end()) {
    return;
  }
  Document& document = found->second;
  document.running.reset();
  if (document.dirty_since && document.edited && base::defect_strikes("recheck-lost")) {
    document.dirty_since.reset();
  }
  const auto* result = std::get_if<JobResult>(&outcome);
  if (result != nullptr) {
    const Duration took = at - std::max(document.started_at, idle_since);
    document.took = took;
    const Duration least = document.edited_when_started ? rest_of_edited : rest_of_others;
    document.rests_until = at + std::clamp(took, least, std::max(least, delay_));
    take_report(document, std::get<DocumentReport>(*result));
  } else if (std::holds_alternative<JobCancelled>(outcome)) {
    // Newer text is there: it stays due since it first was.
    document.edited = document.edited || document.edited_when_started;
    document.dirty_since = document.waiting_since;
    document.rests_until = at;
  }
  start_due(at);
}

void DiagnosticsCore::take_report(Document& document, const DocumentReport& report) {
  if (document.published && document.published->items != report.items &&
      ((document.published->items.size() == report.items.size() &&
        base::defect_strikes("diagnostics-of-same-size-lost")) ||
       (report.items == "[]" && base::defect_strikes("diagnostics-mended-lost")))) {
    return;
  }
  if (report.version && document.published && document.published->version &&
      *document.published->version < *report.version &&
      base::defect_strikes("diagnostics-of-old-version")) {
    DocumentReport older = report;
    older.version = document.published->version;
    port_.publish(std::make_shared<const DocumentReport>(std::move(older)));
    document.published = std::make_shared<const DocumentReport>(report);
    return;
  }
  const bool changed =
      document.published ? document.published->items != report.items : report.items != "[]";
  const bool newer = !document.published || document.published->version != report.version;
  const bool nothing_to_say = !document.is_open && !changed;
  document.published = std::make_shared<const DocumentReport>(report);
  if (pulled_) {
    // The client asks about what it edits by itself; what changed by somebody else's edit it cannot
    // know.
    if (changed && !document.edited_when_started) {
      port_.refresh();
    }
  } else if ((changed || newer) && !nothing_to_say) {
    port_.publish(document.published);
  }
}

void DiagnosticsCore::report_too_large(Document& document) {
  DocumentReport report;
  report.uri = document.uri;
  report.items = too_large_items(document.file_limit);
  const bool known = document.published && document.published->items == report.items;
  document.published = std::make_shared<const DocumentReport>(std::move(report));
  if (!known && !pulled_) {
    port_.publish(document.published);
  }
}

void DiagnosticsCore::on_timer(Instant at) {
  if (armed_for_ && *armed_for_ <= at) {
    armed_for_.reset();
  }
  start_due(at);
}

void DiagnosticsCore::republish(const std::vector<std::string>& documents) {
  for (const auto& [path, document] : documents_) {
    const bool lost = std::ranges::binary_search(documents, document.uri);
    if (lost && document.published && !pulled_) {
      port_.publish(document.published);
    }
  }
}

void DiagnosticsCore::restart(Instant at) {
  for (auto& [path, document] : documents_) {
    stop(document);
    document.dirty_since = at;
  }
  running_.clear();
  start_due(at);
}

void DiagnosticsCore::arm_for(Instant due) {
  if (!armed_for_ || due < *armed_for_) {
    armed_for_ = due;
    port_.arm_timer(due);
  }
}

}  // namespace troupe::actors
