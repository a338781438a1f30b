#include "actors/database_actor.hpp"

#include <optional>
#include <utility>

#include "actors/database_core.hpp"
#include "actors/guard.hpp"
#include "actors/messages.hpp"

namespace troupe::actors {

namespace {

class Database {
 public:
  static constexpr const char* name = "database";

  Database(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_(config_->limits, config_->environment, [this](LogLevel level, std::string_view text) {
          self_->send(peers_.protocol, LogLine{level, std::string(text)});
        }) {}

  caf::behavior make_behavior() {
    return {
        [this](const Introduce& peers) { peers_ = peers; },
        [this](const ChangeBuffer& m) {
          guard(m.at, [&] {
            if (std::optional<Revision> revision = core_.change_buffer(*m.change, m.at)) {
              announce(std::move(*revision));
            }
          });
        },
        [this](const ChangeDisk& m) {
          guard(m.at, [&] { announce(core_.change_disk(*m.change, m.at)); });
        },
        [this](const SubmitJob& m) {
          self_->send(
              peers_.dispatcher,
              RunJob{m.job, std::make_shared<const engine::Snapshot>(core_.snapshot()), m.owner});
        },
        [this](const ListFiles& m) {
          self_->send(m.asker,
                      FilesLoaded{std::make_shared<const std::vector<std::string>>(core_.files())});
        },
    };
  }

 private:
  void announce(Revision revision) {
    const auto shared = std::make_shared<const Revision>(std::move(revision));
    self_->send(peers_.diagnostics, RevisionMade{shared});
    self_->send(peers_.workspace, RevisionMade{shared});
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
};

}  // namespace

caf::actor spawn_database(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Database, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
