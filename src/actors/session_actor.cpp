#include "actors/session_actor.hpp"

#include <utility>

#include "actors/database_actor.hpp"
#include "actors/diagnostics_actor.hpp"
#include "actors/dispatcher_actor.hpp"
#include "actors/messages.hpp"
#include "actors/protocol_actor.hpp"
#include "actors/traced.hpp"
#include "actors/workspace_actor.hpp"

namespace troupe::actors {

namespace {

class Session {
 public:
  static constexpr const char* name = "session";

  Session(TracedActor* self, std::shared_ptr<const SessionConfig> config, SessionActors* actors)
      : self_(self), config_(std::move(config)) {
    cast_.session = caf::actor_cast<caf::actor>(self);
    cast_.protocol = spawn_protocol(*self, config_);
    cast_.database = spawn_database(*self, config_);
    cast_.dispatcher = spawn_dispatcher(*self, config_);
    cast_.diagnostics = spawn_diagnostics(*self, config_);
    cast_.workspace = spawn_workspace(*self, config_);
    for (const caf::actor& actor : everybody()) {
      self_->send(actor, cast_);
    }
    *actors = {.session = cast_.session,
               .protocol = cast_.protocol,
               .database = cast_.database,
               .dispatcher = cast_.dispatcher,
               .workspace = cast_.workspace};
    // Kept handles to itself would keep this actor alive for ever.
    cast_.session = nullptr;
    self_->set_down_handler([this](caf::down_msg& down) {
      config_->log(LogLevel::error, "the session ends: " + compat::failure_text(down.reason));
      end(1);
    });
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    for (const caf::actor& actor : everybody()) {
      compat::end_actor(actor);
    }
  }

  caf::behavior make_behavior() {
    return {[this](const SessionEnded& m) { end(m.exit_code); }};
  }

 private:
  [[nodiscard]] std::vector<caf::actor> everybody() const {
    return {cast_.protocol, cast_.database, cast_.dispatcher, cast_.diagnostics, cast_.workspace};
  }
  void end(int exit_code) {
    if (!std::exchange(ended_, true)) {
      config_->on_end(exit_code);
    }
  }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  Introduce cast_;
  bool ended_ = false;
};

}  // namespace

SessionActors spawn_session(caf::actor_system& system,
                            std::shared_ptr<const SessionConfig> config) {
  SessionActors actors;
  spawn_root<Session>(system, std::move(config), &actors);
  return actors;
}

}  // namespace troupe::actors
