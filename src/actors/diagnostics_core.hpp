// When documents are checked, and what of it is published: the diagnostics actor's mind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actors/documents.hpp"
#include "actors/job.hpp"
#include "actors/time.hpp"

namespace troupe::actors {

/// A document to be checked.
struct CheckOrder {
  JobId job;
  std::string path;
  std::string uri;
  engine::CancellationSource cancel;
  engine::OnStale on_stale = engine::OnStale::finish;
  Instant at{};
};

class DiagnosticsPort {
 public:
  DiagnosticsPort() = default;
  DiagnosticsPort(const DiagnosticsPort&) = delete;
  DiagnosticsPort& operator=(const DiagnosticsPort&) = delete;
  virtual ~DiagnosticsPort() = default;

  virtual void check(const CheckOrder& order) = 0;
  virtual void cancel(JobId job) = 0;
  virtual void publish(std::shared_ptr<const DocumentReport> report) = 0;
  /// Asks a client that pulls to do so again.
  virtual void refresh() = 0;
  virtual void arm_timer(Instant due) = 0;
};

/// Checks every open document, and configuration files, after each revision: an edit of one may
/// change what is wrong in another, and the engine makes checking the unaffected ones cheap.
///
/// At most one check of a document runs and at most one is due. The first change after a pause is
/// checked at once; while changes go on a document rests after each check as long as that took
/// (within limits), so that checking never takes more than half of a worker, and typing is never
/// further behind than the configured delay plus one check. A check of text that is already old
/// gives up, unless the document has been waiting for longer than the delay: in a storm of edits
/// something is finished all the same.
///
/// Of what is due at the same time the edited document comes first, unless it takes long: then the
/// quick ones go before it, as many as take no longer than it does. So an edit of a large schema is
/// seen in the small documents on top of it at once.
class DiagnosticsCore {
 public:
  /// `is_configuration` tells files (by their names) whose problems are shown although they are not
  /// open.
  DiagnosticsCore(std::function<bool(std::string_view path)> is_configuration,
                  DiagnosticsPort& port);

  void set_mode(bool pulled, Duration delay);
  void on_revision(const Revision& revision);
  void on_job_finished(JobId job, const JobOutcome& outcome, Instant at);
  void on_timer(Instant at);
  /// What was published about these documents (URIs) did not arrive.
  void republish(const std::vector<std::string>& documents);
  /// Forgets what runs and checks everything again.
  void restart(Instant at);

 private:
  struct Document {
    std::string uri;
    bool is_open = false;
    bool too_large = false;
    std::size_t file_limit = 0;  ///< beyond which it is
    std::optional<JobId> running;
    engine::CancellationSource cancel;  ///< of `running`
    Instant started_at{};
    Instant waiting_since{};             ///< what `dirty_since` was when the check was started
    std::optional<Instant> dirty_since;  ///< a check is due
    bool edited = false;                 ///< itself, since the last check was started
    bool edited_when_started = false;    ///< what `edited` was then
    Instant rests_until{};
    std::optional<Duration> took;  ///< the last check, without waiting for its turn
    std::shared_ptr<const DocumentReport> published;
  };
  using Documents = std::map<std::string, Document>;  ///< by path

  void open(const BufferNews& news, Instant at);
  void close(const BufferNews& news, Instant at);
  void track(const Revision::DiskNews& news, Instant at);
  void stop(Document& document);
  void clear(Document& document);
  void start_due(Instant at);
  [[nodiscard]] static std::vector<Documents::iterator> in_order(
      std::vector<Documents::iterator> due);
  void start(const std::string& path, Document& document, Instant at);
  void take_report(Document& document, const DocumentReport& report);
  void report_too_large(Document& document);
  void arm_for(Instant due);

  std::function<bool(std::string_view)> is_configuration_;
  DiagnosticsPort& port_;
  bool pulled_ = false;
  Duration delay_ = std::chrono::milliseconds(150);
  Documents documents_;
  std::map<std::uint64_t, std::string> running_;  ///< job -> path
  JobIds job_ids_{JobIds::Owner::diagnostics};
  std::optional<Instant> armed_for_;
  Instant last_finished_{};
};

}  // namespace troupe::actors
