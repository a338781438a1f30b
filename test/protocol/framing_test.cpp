#include "protocol/framing.hpp"

#include <array>
#include <random>

#include <doctest/doctest.h>

using namespace troupe::protocol;

namespace {

constexpr std::string_view garbage_kind = "bad_header";

std::string_view name_of(FrameErrorKind kind) {
  constexpr std::array<std::string_view, 6> names = {
      garbage_kind, "header_too_long", "body_too_long", "bad_charset", "wrong_length", "truncated"};
  return names[static_cast<std::size_t>(kind)];
}

/// Bodies as they are, errors as `!kind`.
std::vector<std::string> shown(const std::vector<FrameEvent>& events) {
  std::vector<std::string> lines;
  for (const FrameEvent& event : events) {
    if (const auto* frame = std::get_if<Frame>(&event)) {
      lines.push_back(*frame->body);
    } else {
      lines.emplace_back("!").append(name_of(std::get<FrameError>(event).kind));
    }
  }
  return lines;
}

constexpr FrameLimits small_limits{.header_block = 128, .body = 200};

/// What comes out of `bytes` in chunks of `chunk`, end of input included.
std::vector<std::string> decoded(std::string_view bytes, std::size_t chunk,
                                 FrameLimits limits = small_limits) {
  FrameDecoder decoder(limits);
  std::vector<FrameEvent> events;
  for (std::size_t at = 0; at < bytes.size(); at += chunk) {
    decoder.feed(bytes.substr(at, chunk), events);
  }
  decoder.finish(events);
  return shown(events);
}

using Lines = std::vector<std::string>;

/// Checks what comes out of `bytes`: whole, in two chunks cut at every place, and byte by byte.
void check_frames(std::string_view bytes, const Lines& expected,
                  FrameLimits limits = small_limits) {
  CAPTURE(bytes);
  CHECK(decoded(bytes, bytes.size() + 1, limits) == expected);
  CHECK(decoded(bytes, 1, limits) == expected);
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    CAPTURE(cut);
    FrameDecoder decoder(limits);
    std::vector<FrameEvent> events;
    decoder.feed(bytes.substr(0, cut), events);
    decoder.feed(bytes.substr(cut), events);
    decoder.finish(events);
    REQUIRE(shown(events) == expected);
  }
}

/// A frame whose header says `length`.
std::string lying(std::size_t length, std::string_view body) {
  return "Content-Length: " + std::to_string(length) + "\r\n\r\n" + std::string(body);
}

const std::string a = R"({"a":1})";
const std::string b = R"({"b":[2]})";

}  // namespace

TEST_CASE("frames come out whole, however the bytes arrive") {
  check_frames("", {});
  check_frames(encode_frame(a), {a});
  check_frames(encode_frame(a) + encode_frame(b) + encode_frame("[]"), {a, b, "[]"});
}

TEST_CASE("an encoded frame is a header and the body") {
  CHECK(encode_frame("{}") == "Content-Length: 2\r\n\r\n{}");
  CHECK(encode_frame("") == "Content-Length: 0\r\n\r\n");
}

TEST_CASE("a body has room behind it for the parser") {
  FrameDecoder decoder;
  std::vector<FrameEvent> events;
  decoder.feed(encode_frame(a), events);
  const auto& body = *std::get<Frame>(events.at(0)).body;
  CHECK(body.capacity() - body.size() >= frame_padding);
}

TEST_CASE("header names are compared without case and other headers are ignored") {
  check_frames("content-length: 7\r\n\r\n" + a, {a});
  check_frames("CONTENT-LENGTH:7\r\n\r\n" + a, {a});
  check_frames("X-Other: 1\r\nContent-Length:  007 \r\nY: \r\n\r\n" + a, {a});
}

TEST_CASE("every spelling of UTF-8 is accepted as a charset") {
  for (const char* type :
       {"application/vscode-jsonrpc; charset=utf-8", "application/vscode-jsonrpc; charset=utf8",
        "application/vim-jsonrpc; charset=utf-8", "application/json;charset=\"UTF-8\"; x=y",
        "application/vscode-jsonrpc", ""}) {
    const std::string header = "Content-Length: 7\r\nContent-Type: " + std::string(type);
    check_frames(header + "\r\n\r\n" + a + encode_frame(b), {a, b});
    check_frames("Content-Type: " + std::string(type) + "\r\n" + encode_frame(a), {a});
  }
}

TEST_CASE("a body in another charset is refused and skipped") {
  check_frames(
      "Content-Length: 7\r\nContent-Type: x/y; charset=utf-16\r\n\r\n" + a + encode_frame(b),
      {"!bad_charset", b});
}

TEST_CASE("blank space between frames is ignored") {
  check_frames("\r\n\n " + encode_frame(a) + "\n" + encode_frame(b) + "\r\n", {a, b});
}

TEST_CASE("an empty body is a body") {
  check_frames("Content-Length: 0\r\n\r\n" + encode_frame(a), {"", a});
}

TEST_CASE("after garbage the next frame is found, with one error for each loss") {
  check_frames("garbage" + encode_frame(a), {"!bad_header", a});
  check_frames("garbage " + encode_frame(a), {"!bad_header", a});
  check_frames("garbage\n\nmore\r\n\r\ngarbage\r\n" + encode_frame(a), {"!bad_header", a});
  check_frames(encode_frame(a) + "\x01\xff\xfe" + encode_frame(b) + "{}" + encode_frame(a),
               {a, "!bad_header", b, "!bad_header", a});
}

TEST_CASE("garbage at the end is told, too") {
  check_frames("{\"no\": \"header\"}", {"!bad_header"});
}

TEST_CASE("garbage is told as soon as it cannot be a header") {
  for (const char* bytes : {"{", "GET / HTTP", "Content-Length: 7\n", "Content-Length: x\r\n\r\n",
                            "Content-Length: -7\r\n\r\n", "Content-Length:\r\n\r\n",
                            "Content-Type: x\r\n\r\n", ": 7\r\n"}) {
    CAPTURE(bytes);
    FrameDecoder decoder;
    std::vector<FrameEvent> events;
    decoder.feed(bytes, events);
    CHECK(shown(events) == Lines{"!bad_header"});
  }
}

TEST_CASE("an error says what it is about, in printable characters") {
  FrameDecoder decoder;
  std::vector<FrameEvent> events;
  decoder.feed("{\n\x01", events);
  CHECK(std::get<FrameError>(events.at(0)).message == R"(no header: "{\x0a\x01")");
}

TEST_CASE("half a header in the garbage leads nowhere") {
  check_frames("!Content-Length: 5\r\n" + encode_frame(a), {"!bad_header", a});
  check_frames("!Content-Length: 5\r\n\r\nx" + encode_frame(a), {"!bad_header", a});
  check_frames("!Content-Length: \r\n\r\n{" + encode_frame(a), {"!bad_header", a});
  check_frames("!Content-Length: 99999999999999999999\r\n\r\n{" + encode_frame(a),
               {"!bad_header", "!body_too_long", a});
}

TEST_CASE("in garbage a length of a hundred digits is garbage, too") {
  const std::string digits(100, '2');
  check_frames("!Content-Length: " + digits + "\r\n\r\n{" + encode_frame(a), {"!bad_header", a});
}

TEST_CASE("a header block over its limit is refused") {
  check_frames("X: " + std::string(130, 'x') + "\r\n" + encode_frame(a), {"!header_too_long", a});
  check_frames(std::string(200, 'x') + "\r\n" + encode_frame(a), {"!header_too_long", a});
}

TEST_CASE("a header block just within its limit is read") {
  const std::string header = "Content-Length: 7\r\nX: ";
  check_frames(header + std::string(128 - header.size() - 4, 'x') + "\r\n\r\n" + a, {a});
}

TEST_CASE("a body over the limit is skipped without being kept") {
  const std::string large = "{\"x\":\"" + std::string(300, 'x') + "\"}";
  check_frames(encode_frame(large) + encode_frame(a), {"!body_too_long", a});
  check_frames(lying(18446744073709551615ULL, "{}") + encode_frame(a), {"!body_too_long", a});
  check_frames("Content-Length: 123456789012345678901234567890\r\n\r\n{}" + encode_frame(a),
               {"!body_too_long", a});
}

TEST_CASE("a skipped body that swallows the beginning of the next header costs no other message") {
  for (std::size_t more = 1; more < 60; ++more) {
    CAPTURE(more);
    const std::string header = "Content-Type: x; charset=latin1\r\n";
    check_frames(header + lying(a.size() + more, a) + encode_frame(b), {"!bad_charset", b});
  }
}

TEST_CASE("a body of exactly the limit is read") {
  const std::string body = "{\"x\":\"" + std::string(200 - 8, 'x') + "\"}";
  check_frames(encode_frame(body), {body});
}

TEST_CASE("a length that is too large costs nothing when the body is whole") {
  for (std::size_t more = 1; more < 60; ++more) {
    CAPTURE(more);
    check_frames(lying(a.size() + more, a) + encode_frame(b) + encode_frame(a),
                 {"!wrong_length", a, b, a});
  }
}

TEST_CASE(
    "a length that is too large is noticed with the next header, not with the next megabytes") {
  FrameDecoder decoder;
  std::vector<FrameEvent> events;
  decoder.feed(lying(16 << 20, a) + encode_frame(b), events);
  CHECK(shown(events) == Lines{"!wrong_length", a, b});
}

TEST_CASE("a length that is too large before a header that begins with its type") {
  const std::string next =
      "Content-Type: application/vim-jsonrpc; charset=utf-8\r\n" + encode_frame(b);
  for (const std::size_t more : {60UL, 75UL, 90UL}) {
    check_frames(lying(a.size() + more, a) + next, {"!wrong_length", a, b});
  }
}

TEST_CASE("a length that is too small loses its message and no other") {
  for (std::size_t length = 1; length < a.size(); ++length) {
    CAPTURE(length);
    // The part that is delivered is refused by the JSON parser: that is the one error.
    check_frames(lying(length, a) + encode_frame(b), {a.substr(0, length), b});
  }
}

TEST_CASE("a frame that was cut off is dropped and the next one is read") {
  const std::string body = "{\"x\":\"" + std::string(100, 'x') + "\"}";
  const std::string frame = encode_frame(body);
  for (std::size_t cut = frame.size() - body.size() + 1; cut < frame.size() - 20; ++cut) {
    CAPTURE(cut);
    check_frames(frame.substr(0, cut) + encode_frame(a) + encode_frame(b), {"!wrong_length", a, b});
  }
}

TEST_CASE("a cut frame that swallows the beginning of the next header costs its own message only") {
  const std::string frame = encode_frame(b);
  const std::string next = encode_frame(a);
  const std::size_t header = frame.size() - b.size();
  for (std::size_t left = 1; left < b.size(); ++left) {
    CAPTURE(left);
    const std::string broken = b.substr(0, left) + next.substr(0, b.size() - left);
    check_frames(frame.substr(0, header + left) + next + frame, {broken, a, b});
  }
}

TEST_CASE("a header that was cut off is dropped and the next frame is read") {
  check_frames("Content-Len" + encode_frame(a), {"!bad_header", a});
  check_frames("Content-Length: 9\r\n" + encode_frame(a), {a});
  check_frames("Content-Length: 9\r\n\r\n" + encode_frame(a) + encode_frame(b),
               {"Content-L", a, b});
}

TEST_CASE("a body that is no JSON is delivered as it is and is the only loss") {
  check_frames(encode_frame("abc") + encode_frame(a), {"abc", a});
  check_frames(encode_frame("Content-Length: 7") + encode_frame(a), {"Content-Length: 7", a});
}

TEST_CASE("what a string can hold never looks like a header") {
  const std::string body = R"({"x":"Content-Length: 5\r\n\r\n{}"})";
  check_frames(encode_frame(body) + encode_frame(a), {body, a});
}

TEST_CASE("raw line ends between the tokens of a body do no harm") {
  const std::string body = "{\r\n  \"a\": 1,\r\n\r\n  \"b\":\r\n2\r\n}\r\n";
  check_frames(encode_frame(body) + encode_frame(a), {body, a});
}

TEST_CASE("the end of the input inside a frame is told") {
  check_frames("Content-Len", {"!truncated"});
  check_frames("Content-Length: 9\r\n\r\n{\"b\":", {"!truncated"});
  check_frames(lying(50, a), {"!truncated", a});
}

TEST_CASE("a decoder can be used again after the end of the input") {
  FrameDecoder decoder;
  std::vector<FrameEvent> events;
  decoder.feed("Content-Length: 9\r\n\r\n{", events);
  decoder.finish(events);
  decoder.feed(encode_frame(a), events);
  CHECK(shown(events) == Lines{"!truncated", a});
}

TEST_CASE("limits can grow between frames") {
  FrameDecoder decoder({.header_block = 64, .body = 4});
  std::vector<FrameEvent> events;
  decoder.feed(encode_frame(a), events);
  decoder.set_limits({.header_block = 64, .body = 100});
  decoder.feed(encode_frame(a), events);
  CHECK(shown(events) == Lines{"!body_too_long", a});
}

TEST_CASE("large frames and many frames in one chunk come out whole") {
  const std::string large = "{\"text\":\"" + std::string(300'000, 'x') + "\"}";
  std::string bytes;
  Lines expected;
  for (int i = 0; i < 20; ++i) {
    for (const std::string* body : {&large, &a}) {
      bytes += encode_frame(*body);
      expected.push_back(*body);
    }
  }
  CHECK(decoded(bytes, bytes.size(), {}) == expected);
  CHECK(decoded(bytes, 4096, {}) == expected);
}

TEST_CASE("how bytes are cut into chunks never changes what comes out") {
  std::mt19937 random(42);
  const std::array<std::string, 9> pieces = {
      encode_frame(a), encode_frame(b), lying(3, a), lying(30, b), "Content-Length: ",
      "12\r\n",        "\r\n",          "{}",        "}x"};
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 6; ++i) {
      bytes += pieces[random() % pieces.size()];
    }
    CAPTURE(bytes);
    const Lines whole = decoded(bytes, bytes.size() + 1);
    REQUIRE(decoded(bytes, 1) == whole);
    REQUIRE(decoded(bytes, 1 + random() % 20) == whole);
  }
}
