#include "actors/trace_ring.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "protocol/trace_file.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::actors {
namespace {

namespace trace = protocol::trace;

constexpr std::uint64_t noise_bytes = 4000;

/// Text that deflating makes little smaller, another one for each seed.
std::string noise(std::uint64_t seed) {
  std::string text;
  for (std::uint64_t i = 0; i < noise_bytes; ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    text.push_back(static_cast<char>('!' + (seed >> 33U) % 90));
  }
  return text;
}

std::string encoded(const std::vector<trace::Record>& records) {
  std::string bytes;
  for (const trace::Record& record : records) {
    trace::encode(bytes, record);
  }
  return bytes;
}

const std::vector<trace::Record>& beginning() {
  static const std::vector<trace::Record> records = [] {
    trace::Header header;
    header.version = "1";
    return std::vector<trace::Record>{std::move(header), trace::Actor{1, "/session"},
                                      trace::Kind{1, "FilesRead"}};
  }();
  return records;
}

TraceRing::Facts facts(std::uint64_t last_seq, std::vector<std::uint64_t> blobs = {},
                       std::vector<std::uint64_t> uses = {}) {
  return {.last_seq = last_seq, .blobs = std::move(blobs), .uses = std::move(uses)};
}

/// A message that tells of a file.
trace::Begin message(std::uint64_t seq, std::uint64_t blob = 0) {
  trace::Begin begin;
  begin.seq = seq;
  begin.receiver = 1;
  begin.kind = 1;
  if (blob != 0) {
    begin.details.files.push_back({.path = "/f", .state = 0, .blob = blob});
  } else {
    begin.details.text = noise(seq);
  }
  return begin;
}

TraceRing ring_of(std::size_t capacity) {
  TraceRing ring(capacity);
  ring.keep_always(encoded(beginning()));
  ring.append(trace::encode_block(encoded(beginning())), {});
  return ring;
}

trace::Session session_of(const TraceRing& ring) {
  auto session = trace::read_session(ring.file());
  REQUIRE(session);
  CHECK(session->damage.empty());
  return std::move(*session);
}

TEST_CASE("a ring that holds everything is the whole trace") {
  TraceRing ring = ring_of(1U << 20U);
  for (std::uint64_t seq = 1; seq <= 10; ++seq) {
    ring.append(trace::encode_block(encoded({message(seq)})), facts(seq));
  }
  CHECK(ring.is_whole());
  const trace::Session session = session_of(ring);
  CHECK(session.has_beginning());
  CHECK(session.deliveries.size() == 10);
}

TEST_CASE(
    "a ring that is full has the newest messages, names and all, and says that others are gone") {
  constexpr std::size_t capacity = 20'000;
  TraceRing ring = ring_of(capacity);
  for (std::uint64_t seq = 1; seq <= 100; ++seq) {
    ring.append(trace::encode_block(encoded({message(seq)})), facts(seq));
    CHECK(ring.bytes() <= capacity);
  }
  CHECK_FALSE(ring.is_whole());
  const trace::Session session = session_of(ring);
  CHECK_FALSE(session.has_beginning());
  REQUIRE(session.deliveries.size() >= 3);
  CHECK(session.deliveries.back().seq == 100);
  CHECK(session.deliveries.front().seq == 101 - session.deliveries.size());
  CHECK(session.deliveries.front().receiver == "/session");
  CHECK(session.deliveries.front().kind == "FilesRead");
  CHECK(session.header.version == "1");
}

TEST_CASE(
    "a ring that is made smaller drops its oldest part, and fills up again when it may grow") {
  TraceRing ring = ring_of(100'000);
  std::uint64_t seq = 1;
  const auto fill = [&](std::uint64_t until) {
    for (; seq <= until; ++seq) {
      ring.append(trace::encode_block(encoded({trace::Blob{seq, noise(seq)}, message(seq, seq)})),
                  facts(seq, {seq}, {seq}));
    }
  };
  fill(20);
  CHECK(ring.is_whole());
  const std::size_t all = ring.bytes();
  ring.set_capacity(all / 4);
  CHECK(ring.bytes() <= all / 4);
  CHECK_FALSE(ring.is_whole());
  CHECK(session_of(ring).deliveries.back().seq == 20);
  ring.set_capacity(100'000);
  fill(30);
  CHECK(ring.bytes() > all / 2);
  CHECK(session_of(ring).deliveries.front().seq > 10);
}

TEST_CASE("a text outlives its block as long as messages that stay refer to it") {
  constexpr std::uint64_t used = 7;
  constexpr std::uint64_t unused = 8;
  TraceRing ring = ring_of(20'000);
  ring.append(trace::encode_block(encoded({trace::Blob{used, "the text"},
                                           trace::Blob{unused, noise(1)}, message(1, used)})),
              facts(1, {used, unused}, {used, unused}));
  std::uint64_t seq = 1;
  for (; seq < 30; ++seq) {
    ring.append(trace::encode_block(encoded({message(seq + 1), message(seq + 1, used)})),
                facts(seq + 1, {}, {used}));
  }
  CHECK_FALSE(ring.is_whole());
  CHECK(ring.has_blob(used));
  CHECK_FALSE(ring.has_blob(unused));
  CHECK(session_of(ring).blobs.at(used) == "the text");
  // Once a message has told another text of the file, the last one to refer to the old one goes.
  constexpr std::uint64_t newer = 9;
  ++seq;
  ring.append(trace::encode_block(encoded({trace::Blob{newer, "newer"}, message(seq, newer)})),
              facts(seq, {newer}, {newer}));
  for (; seq < 60; ++seq) {
    ring.append(trace::encode_block(encoded({message(seq + 1)})), facts(seq + 1));
  }
  CHECK_FALSE(ring.has_blob(used));
  CHECK(ring.has_blob(newer));
  const trace::Session session = session_of(ring);
  CHECK(session.blobs == std::map<std::uint64_t, std::string>{{newer, "newer"}});
  REQUIRE(session.can_resume());
  CHECK(session.resumption->world.files ==
        std::vector<trace::FileEntry>{{.path = "/f", .state = 0, .blob = newer}});
}

TEST_CASE("a past that takes most of the room is given up, and the file says so") {
  TraceRing ring = ring_of(40'000);
  for (std::uint64_t seq = 1; seq <= 30; ++seq) {
    const std::string text = noise(seq);
    trace::Begin begin = message(seq, seq);
    begin.details.files.front().path = "/f" + std::to_string(seq);
    ring.append(trace::encode_block(encoded({trace::Blob{seq, text}, begin})),
                facts(seq, {seq}, {seq}));
    CHECK(ring.bytes() <= 40'000);
  }
  const trace::Session session = session_of(ring);
  CHECK_FALSE(session.can_resume());
  REQUIRE(session.resumption);
  CHECK(session.resumption->checkpoint.obstacle.contains("too large for --trace-memory"));
  CHECK(session.deliveries.back().seq == 30);
}

TEST_CASE("what came before a loss is of no use") {
  TraceRing ring = ring_of(1U << 20U);
  ring.append(trace::encode_block(encoded({message(1)})), facts(1));
  ring.begin_after(4);
  CHECK_FALSE(ring.is_whole());
  ring.append(trace::encode_block(encoded({message(3), message(5), message(6)})), facts(6));
  const trace::Session session = session_of(ring);
  REQUIRE(session.deliveries.size() == 2);
  CHECK(session.deliveries.front().seq == 5);
  REQUIRE(session.resumption);
  CHECK(session.resumption->checkpoint.obstacle == "messages were lost while it was recorded");
}

TEST_CASE("a file with a loss in it is read as far as it is whole, and says so") {
  std::vector<trace::Record> records = beginning();
  records.insert(records.end(), {message(1), message(2), trace::Gap{4}, message(5)});
  const auto session = trace::read_session(trace::encode_file(records));
  REQUIRE(session);
  CHECK(session->deliveries.size() == 2);
  CHECK(session->damage == "messages were lost while it was recorded");
}

}  // namespace
}  // namespace troupe::actors
