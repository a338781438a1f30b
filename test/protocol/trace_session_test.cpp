#include "protocol/trace_session.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::protocol::trace {
namespace {

Begin begin(std::uint64_t seq, std::uint64_t receiver, std::uint64_t sender) {
  return {.seq = seq,
          .receiver = receiver,
          .sender = sender,
          .kind = 1,
          .at = seq * 10,
          .waited = 0,
          .details = {}};
}

std::vector<Record> sample() {
  return {Header{.version = "1",
                 .languages = {},
                 .started_unix_ms = 0,
                 .started = 0,
                 .settings = {{"batch_workers", 3}}},
          Actor{4, "/a"},
          Actor{5, "/b"},
          Kind{1, "Ping"},
          begin(2, 5, 4),
          Written{2, "two"},
          End{2, 25},
          begin(1, 4, 0),
          End{1, 30},
          begin(3, 4, 5),
          Finish{0}};
}

TEST_CASE("messages come in the order of their beginnings, with what came of them") {
  const Session session = assemble({sample(), ""});
  REQUIRE(session.deliveries.size() == 3);
  CHECK(describe(session.deliveries[0]) == "1 /a Ping");
  CHECK(session.deliveries[0].sender.empty());
  CHECK(session.deliveries[0].ended == 30);
  CHECK(describe(session.deliveries[1]) == "2 /b Ping");
  CHECK(session.deliveries[1].sender == "/a");
  CHECK(session.deliveries[1].written == std::vector<std::string>{"two"});
  CHECK_FALSE(session.deliveries[2].ended);
  CHECK(session.exit_code == 0);
  CHECK(session.setting("batch_workers", 1) == 3);
  CHECK(session.setting("other", 1) == 1);
}

TEST_CASE("a session ends before the first message that was lost") {
  std::vector<Record> records = sample();
  std::erase(records, Record(begin(2, 5, 4)));
  const Session session = assemble({records, "the last block is cut off"});
  CHECK(session.deliveries.size() == 1);
  CHECK_FALSE(session.exit_code);
  CHECK(session.damage == "the last block is cut off");
}

TEST_CASE("a session can be written again") {
  const Session session = assemble({sample(), ""});
  const Session again = assemble({records_of(session), ""});
  CHECK(records_of(again) == records_of(session));
  CHECK(again.deliveries.size() == 3);
  CHECK(again.exit_code == 0);
}

TEST_CASE("a session that begins behind a gap can be written again") {
  std::vector<Record> records = sample();
  std::erase(records, Record(begin(1, 4, 0)));
  records.insert(records.begin() + 1, Gap{1});
  const Session session = assemble({records, ""});
  REQUIRE(session.deliveries.size() == 2);
  const Session again = assemble({records_of(session), ""});
  CHECK(records_of(again) == records_of(session));
  CHECK(again.deliveries.size() == 2);
  CHECK_FALSE(again.has_beginning());
}

std::vector<Record> resumed_sample() {
  World world{.listed = {"/f"}, .files = {{.path = "/f", .state = 0, .blob = 7}}};
  Checkpoint checkpoint{
      .seq = 2, .at = 20, .frames = {"{}"}, .asked = {{"a/request", 3}}, .obstacle = {}};
  return {Header{},        Actor{4, "/a"}, Actor{5, "/b"}, Kind{1, "Ping"}, Gap{5},
          Blob{7, "text"}, world,          begin(3, 4, 0), begin(4, 5, 4),  begin(5, 4, 0),
          checkpoint,      begin(6, 4, 0), begin(7, 5, 4)};
}

TEST_CASE("a session that begins in the middle is taken up at its checkpoint") {
  const Session session = assemble({resumed_sample(), ""});
  CHECK_FALSE(session.has_beginning());
  REQUIRE(session.can_resume());
  CHECK(session.resumption->checkpoint.frames == std::vector<std::string>{"{}"});
  CHECK(session.resumption->world.listed == std::vector<std::string>{"/f"});
  // What came from outside between the checkpoint and the gap; the rest of it is not needed.
  REQUIRE(session.resumption->prelude.size() == 2);
  CHECK(describe(session.resumption->prelude.front()) == "3 /a Ping");
  REQUIRE(session.deliveries.size() == 2);
  CHECK(session.deliveries.front().seq == 6);
  const Session again = assemble({records_of(session), ""});
  CHECK(records_of(again) == records_of(session));
  CHECK(again.can_resume());
  CHECK(again.resumption->prelude.size() == 2);
}

TEST_CASE("what is cut off before its checkpoint, or has none for a reason, is not taken up") {
  std::vector<Record> records = resumed_sample();
  std::erase_if(records,
                [](const Record& record) { return std::holds_alternative<Checkpoint>(record); });
  CHECK_FALSE(assemble({records, ""}).can_resume());
  Checkpoint none;
  none.obstacle = "too large";
  records.emplace_back(none);
  const Session session = assemble({records, ""});
  CHECK_FALSE(session.can_resume());
  CHECK(session.resumption->checkpoint.obstacle == "too large");
  const auto bytes = decode_file(encode_file(resumed_sample()));
  REQUIRE(bytes);
  CHECK(bytes->records == resumed_sample());
}

TEST_CASE("a file without a header is no session") {
  CHECK(read_session(file_magic()).error().message ==
        "the trace holds nothing: it is cut off before its first record");
  CHECK(read_session(encode_file(sample()))->deliveries.size() == 3);
}

}  // namespace
}  // namespace troupe::protocol::trace
