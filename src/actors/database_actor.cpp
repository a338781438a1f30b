#include "actors/database_actor.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "actors/database_core.hpp"
#include "actors/guard.hpp"
#include "actors/memory_budget.hpp"
#include "actors/messages.hpp"
#include "base/seeded_defects.hpp"

namespace troupe::actors {

namespace {

// When texts change no more for a while, or after very many changes, what belongs to old texts
// goes.
constexpr Duration tidy_delay = std::chrono::seconds(1);
constexpr std::uint64_t worth_tidying = 16;
constexpr Duration memory_interval = std::chrono::seconds(2);
constexpr std::uint64_t tidied_anyway = 256;

class Database {
 public:
  static constexpr const char* name = "database";

  Database(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_(
            config_->limits, config_->environment,
            [this](LogLevel level, std::string_view text) {
              self_->send(peers_.protocol, LogLine{level, std::string(text)});
            },
            config_->engine_listener) {}

  ~Database() {
    try {
      std::optional<WarmBase> base = config_->bases ? core_.leave_behind() : std::nullopt;
      if (base) {
        config_->bases->keep(std::move(*base), config_->now());
      }
    } catch (const std::exception& exception) {
      config_->log(LogLevel::error,
                   std::string("nothing is left for another session: ") + exception.what());
    }
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  caf::behavior make_behavior() {
    return {
        [this](const Introduce& peers) { peers_ = peers; },
        [this](const ChangeBuffer& m) {
          if (held_.empty()) {
            carry_out(m);
          } else {
            held_.emplace_back(m);
          }
        },
        [this](const ChangeDisk& m) {
          const bool was_listed = core_.is_listed();
          guard(m.at, [&] {
            Revision revision = core_.change_disk(*m.change, m.at);
            if (!was_listed) {
              take_over_base();
            }
            announce(std::move(revision));
          });
          if (core_.is_listed()) {
            release();
          }
        },
        [this](const SubmitJob& m) {
          if (core_.is_listed() || is_impatient_ || m.owner != peers_.protocol ||
              base::defect_strikes("answers-half-loaded")) {
            carry_out(m);
          } else {
            hold(m);
          }
        },
        [this](const TimerFired& m) { on_timer(m.at); },
        [this](const ReportMemory& m) { (*m.tell)(core_.memory()); },
        [this](const ShareMemory& m) {
          if (core_.set_memory_share(m.bytes)) {
            guard(last_change_, [this] { measure_memory(); });
          }
        },
        [this](const ListFiles& m) {
          self_->send(m.asker,
                      FilesLoaded{std::make_shared<const std::vector<std::string>>(core_.files())});
        },
    };
  }

 private:
  void carry_out(const ChangeBuffer& m) {
    if (config_->metrics) {
      config_->metrics->changes.fetch_add(1, std::memory_order_relaxed);
      config_->metrics->writer_wait.record(monotonic_now() - m.at);
    }
    guard(m.at, [&] {
      if (std::optional<Revision> revision = core_.change_buffer(*m.change, m.at)) {
        announce(std::move(*revision));
      }
    });
  }
  void carry_out(const SubmitJob& m) {
    if (config_->metrics) {
      config_->metrics->snapshots.fetch_add(1, std::memory_order_relaxed);
    }
    if (m.job->lane == handlers::Lane::batch) {  // Of those that look at everything.
      guard(m.job->received_at, [&] { watch_memory(m.job->received_at); });
    }
    self_->send(peers_.dispatcher,
                RunJob{m.job, std::make_shared<const engine::Snapshot>(core_.snapshot()), m.owner});
  }

  // A request that arrives before the workspace has been loaded would be answered from half of it:
  // no schema, no completion. So it waits, and what the client changes after it waits behind it,
  // for its answer must not see that. Not for long, however large the workspace is.
  void hold(const SubmitJob& m) {
    if (held_.empty()) {
      impatient_at_ =
          m.job->received_at + std::chrono::milliseconds(config_->limits.startup_patience_ms);
      arm_timer(impatient_at_);
    }
    held_.emplace_back(m);
  }
  void release() {
    for (const auto& message : std::exchange(held_, {})) {
      std::visit([this](const auto& m) { carry_out(m); }, message);
    }
  }

  void take_over_base() {
    const std::optional<WarmBaseKey> key = config_->bases ? core_.base_key() : std::nullopt;
    if (auto engine = key ? config_->bases->take(*key, config_->now()) : nullptr) {
      core_.take_over(std::move(engine));
    }
  }

  void announce(Revision revision) {
    const auto shared = std::make_shared<const Revision>(std::move(revision));
    self_->send(peers_.diagnostics, RevisionMade{shared});
    self_->send(peers_.workspace, RevisionMade{shared});
    last_change_ = shared->at;
    core_.reclaim();
    watch_memory(last_change_);
    if (core_.untidied_revisions() >= tidied_anyway) {
      core_.tidy();
    } else if (!tidy_due_ && core_.untidied_revisions() >= worth_tidying) {
      arm_tidying(last_change_ + tidy_delay);
    }
  }
  /// Now and then, for it takes its time.
  void watch_memory(Instant now) {
    if (now < memory_due_) {
      return;
    }
    memory_due_ = now + memory_interval;
    measure_memory();
  }
  void measure_memory() {
    if (const std::optional<std::string> news = core_.keep_in_budget()) {
      give_back_memory();
      self_->send(peers_.protocol, LogLine{LogLevel::warning, *news});
    }
    config_->memory_used(core_.measured_bytes());
    if (core_.needs_rebuilding()) {
      announce(core_.rebuild(last_change_));
    }
  }
  void on_timer(Instant at) {
    if (!held_.empty() && at >= impatient_at_) {
      is_impatient_ = true;
      release();
    }
    if (!tidy_due_ || at < *tidy_due_) {
      return;
    }
    tidy_due_.reset();
    if (at >= last_change_ + tidy_delay) {
      core_.tidy();
      give_back_memory();
    } else {
      arm_tidying(last_change_ + tidy_delay);
    }
  }
  void arm_tidying(Instant due) {
    tidy_due_ = due;
    arm_timer(due);
  }
  void arm_timer(Instant due) {
    config_->timers->arm(due, [to = caf::actor_cast<caf::actor>(self_)](Instant now) {
      compat::post(to, TimerFired{now});
    });
  }
  template <typename Handle>
  void guard(Instant at, Handle&& handle) {
    guarded(*config_, name, std::forward<Handle>(handle),
            [&](std::string_view) { announce(core_.rebuild(at)); });
  }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  Introduce peers_;
  DatabaseCore core_;
  std::vector<std::variant<SubmitJob, ChangeBuffer>> held_;  ///< begins with a job
  Instant impatient_at_{};     ///< when `held_` is released at the latest
  bool is_impatient_ = false;  ///< requests have waited long enough for the workspace
  Instant last_change_{};
  Instant memory_due_{};             ///< when memory is measured again, with the next change
  std::optional<Instant> tidy_due_;  ///< a timer is armed
};

}  // namespace

caf::actor spawn_database(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Database, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
