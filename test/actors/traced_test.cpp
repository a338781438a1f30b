#include "actors/traced.hpp"

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/actors/stage_script.hpp"

namespace troupe::actors {

struct Count {
  int amount = 0;
};
struct Relay {
  int amount = 0;
};
struct Explode {};
struct Unheard {};

}  // namespace troupe::actors

TROUPE_ACTOR_MESSAGE(Count)
TROUPE_ACTOR_MESSAGE(Relay)
TROUPE_ACTOR_MESSAGE(Explode)
TROUPE_ACTOR_MESSAGE(Unheard)

namespace troupe::actors {
namespace {

class Counter {
 public:
  static constexpr const char* name = "counter";
  Counter(TracedActor*, int* total) : total_(total) {}
  caf::behavior make_behavior() {
    return {[this](const Count& message) { *total_ += message.amount; },
            [](const Explode&) { throw std::runtime_error("as it was told"); }};
  }

 private:
  int* total_;
};

class Parent {
 public:
  static constexpr const char* name = "parent";
  Parent(TracedActor* self, int* total, int* deaths) : self_(self), deaths_(deaths) {
    child_ = spawn_child<Counter, caf::monitored>(*self, total);
    self_->set_down_handler([this](caf::down_msg& down) {
      ++*deaths_;
      reason = compat::failure_text(down.reason);
    });
  }
  ~Parent() { compat::end_actor(child_); }
  Parent(const Parent&) = delete;
  Parent& operator=(const Parent&) = delete;
  caf::behavior make_behavior() {
    return {[this](const Relay& message) { self_->send(child_, Count{message.amount}); },
            [this](const Explode& message) { self_->send(child_, message); }};
  }
  std::string reason;

 private:
  TracedActor* self_;
  int* deaths_;
  caf::actor child_;
};

class Witness final : public MessageObserver {
 public:
  explicit Witness(Stage& stage) : stage_(stage) { stage.observer = this; }
  ~Witness() override { stage_.observer = nullptr; }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  void on_actor(caf::actor_id actor, const std::string& path) override { paths_[actor] = path; }
  void on_sent(const compat::MailboxElement&) override { ++sent; }
  void on_begin(std::uint64_t seq, caf::actor_id receiver,
                const compat::MailboxElement& element) override {
    seen.push_back(std::to_string(seq) + " " + stage_.path_of(element.sender) + " -> " +
                   paths_[receiver] + " " + compat::message_type(element));
  }
  void on_end(std::uint64_t seq) override { ended.push_back(seq); }
  std::vector<std::string> seen;
  std::vector<std::uint64_t> ended;
  std::size_t sent = 0;

 private:
  Stage& stage_;
  std::map<caf::actor_id, std::string> paths_;
};

TEST_CASE("an observer sees every message with its place, and paths are the same in each run") {
  for (int run = 0; run < 2; ++run) {
    StageScript script;
    Witness witness(script.stage());
    int total = 0;
    int deaths = 0;
    const caf::actor parent = script.keep(spawn_root<Parent>(script.system(), &total, &deaths));
    compat::post(parent, Relay{3});
    script.deliver_all();
    CHECK(total == 3);
    CHECK(witness.seen ==
          std::vector<std::string>{"1  -> /parent Relay", "2 /parent -> /parent/counter.1 Count"});
    CHECK(witness.ended == std::vector<std::uint64_t>{1, 2});
  }
}

TEST_CASE("nothing is delivered before the script says so") {
  StageScript script;
  int total = 0;
  const caf::actor counter = script.keep(spawn_root<Counter>(script.system(), &total));
  compat::post(counter, Count{1});
  compat::post(counter, Count{10});
  CHECK(total == 0);
  CHECK(script.mail() == std::vector<std::string>{" -> /counter: Count", " -> /counter: Count"});
  CHECK(script.deliver("Count"));
  CHECK(total == 1);
  CHECK(script.deliver_next());
  CHECK(total == 11);
  CHECK_FALSE(script.deliver_next());
}

TEST_CASE("an exception ends the actor, reaches its monitor with its text, and prints nothing") {
  StageScript script;
  Witness witness(script.stage());
  int total = 0;
  int deaths = 0;
  const caf::actor parent = script.keep(spawn_root<Parent>(script.system(), &total, &deaths));
  compat::post(parent, Explode{});
  script.deliver_all();
  CHECK(deaths == 1);
  CHECK(script.failures == std::vector<std::string>{"/parent/counter.1: as it was told"});
  REQUIRE(witness.seen.size() == 3);
  CHECK(witness.seen[1] == "2 /parent -> /parent/counter.1 Explode");
  CHECK(witness.seen[2].find("-> /parent down_msg") != std::string::npos);
  CHECK(witness.ended == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("a message that nobody understands is dropped and reported") {
  StageScript script;
  int total = 0;
  const caf::actor counter = script.keep(spawn_root<Counter>(script.system(), &total));
  compat::post(counter, Unheard{});
  compat::post(counter, Count{2});
  script.deliver_all();
  CHECK(total == 2);
  CHECK(script.failures ==
        std::vector<std::string>{"/counter: a message of an unexpected type was dropped"});
}

}  // namespace
}  // namespace troupe::actors
