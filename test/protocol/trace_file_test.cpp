#include "protocol/trace_file.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::protocol::trace {
namespace {

/// One record of each kind, and some more.
std::vector<Record> sample() {
  std::vector<Record> records;
  records.emplace_back(Header{.version = "1.2.3",
                              .languages = {"graphql", "other"},
                              .started_unix_ms = 1'700'000'000'000,
                              .started = 5,
                              .settings = {{"frame_bytes", 1024}, {"batch_workers", 1}}});
  records.emplace_back(Actor{7, "/session/protocol.1"});
  records.emplace_back(Kind{1, "FrameArrived"});
  records.emplace_back(Variable{"HOST", "example"});
  records.emplace_back(Blob{content_hash("type Query"), "type Query"});
  Details details;
  details.stamp = 0;
  details.job = 1;
  details.number = 2;
  details.flag = 1;
  details.outcome = 3;
  details.hash = ~std::uint64_t{0};
  details.text = "{}";
  details.paths = {"/a", "/b"};
  details.problems = {"/c: unreadable"};
  details.files = {{"/a", 0, 77}, {"/b", 1, 0}};
  records.emplace_back(Begin{
      .seq = 1, .receiver = 7, .sender = 0, .kind = 1, .at = 9, .waited = 4, .details = details});
  records.emplace_back(Armed{1, 1000});
  records.emplace_back(Written{1, std::string("a\0b", 3)});
  records.emplace_back(Logged{1, 2, "hm"});
  records.emplace_back(End{1, 12});
  records.emplace_back(Finish{1});
  return records;
}

TEST_CASE("what is written is read again") {
  const auto contents = decode_file(encode_file(sample()));
  REQUIRE(contents);
  CHECK(contents->damage.empty());
  CHECK(contents->records == sample());
}

TEST_CASE("a block that was made quickly is read like any other") {
  std::string records;
  for (const Record& record : sample()) {
    encode(records, record);
  }
  const auto contents =
      decode_file(std::string(file_magic()) + encode_block(records, Packing::stored));
  REQUIRE(contents);
  CHECK(contents->records == sample());
}

TEST_CASE("a file that is cut off at any byte loses its last blocks and nothing else") {
  std::string file(file_magic());
  std::vector<std::size_t> ends{file.size()};
  for (const Record& record : sample()) {
    std::string bytes;
    encode(bytes, record);
    file.append(encode_block(bytes));
    ends.push_back(file.size());
  }
  for (std::size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    const auto contents = decode_file(std::string_view(file).substr(0, size));
    if (size < ends.front()) {
      CHECK_FALSE(contents);
      continue;
    }
    REQUIRE(contents);
    std::size_t whole = 0;
    while (ends[whole + 1] <= size) {
      ++whole;
    }
    const std::vector<Record> all = sample();
    CHECK(contents->records ==
          std::vector<Record>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(whole)));
    CHECK(contents->damage == (ends[whole] == size ? "" : "the last block is cut off"));
  }
}

TEST_CASE("a changed byte anywhere is noticed, and what stands before it is read") {
  const std::string file = encode_file(sample());
  for (std::size_t at = file_magic().size(); at < file.size(); ++at) {
    CAPTURE(at);
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    const auto contents = decode_file(changed);
    REQUIRE(contents);
    CHECK(contents->records.empty());
    CHECK_FALSE(contents->damage.empty());
  }
}

TEST_CASE("what is no trace, and a trace of a later format, is refused") {
  CHECK(decode_file("").error().message == "this is no trace of Troupe's");
  CHECK(decode_file("Content-Length: 7").error().message == "this is no trace of Troupe's");
  std::string later(file_magic());
  later.back() = 2;
  CHECK(decode_file(later).error().message ==
        "the trace has a format that this version cannot read");
}

TEST_CASE("records and fields of later versions are passed over") {
  std::string bytes;
  encode(bytes, Actor{1, "/a"});
  bytes += std::string("\x7f\x03xyz", 5);          // An unknown tag.
  bytes += std::string("\x03\x05\x01\x01kzz", 7);  // A Kind with two bytes more than we know.
  encode(bytes, Finish{0});
  std::vector<Record> records;
  REQUIRE(decode(bytes, records));
  CHECK(records == std::vector<Record>{Actor{1, "/a"}, Kind{1, "k"}, Finish{0}});
}

TEST_CASE("records that are not whole are no records") {
  std::string bytes;
  encode(bytes, sample()[5]);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    std::vector<Record> records;
    CHECK_FALSE(decode(std::string_view(bytes).substr(0, size), records));
    CHECK(records.empty());
  }
}

TEST_CASE("the hash of a content depends on every byte and on the length") {
  const std::string text = "query { a b c d e f g h }";
  const std::uint64_t hash = content_hash(text);
  CHECK(hash == content_hash(text));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    ++changed[at];
    CHECK(content_hash(changed) != hash);
  }
  CHECK(content_hash(std::string(1, '\0')) != content_hash(""));
  CHECK(content_hash(std::string(8, '\0')) != content_hash(std::string(16, '\0')));
}

}  // namespace
}  // namespace troupe::protocol::trace
