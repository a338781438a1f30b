#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

using ide::DocumentationBlock;

constexpr const char* at_2 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":2}})";

/// Says of every place the byte offset it was asked about.
std::optional<ide::Hover> say_offset(FakeLanguage::Place place) {
  return ide::Hover{{place.second, place.second},
                    {{DocumentationBlock::Kind::code, "x", std::to_string(place.second)},
                     {DocumentationBlock::Kind::markdown, "", "*text*"}}};
}

TEST_CASE("hover is null where nothing is to be said, and in files that no language claims") {
  FakeSession session("//- /a.fake\nabc\n//- /a.unclaimed\nabc\n");
  CHECK(session.ask("textDocument/hover", at_2) == "null");
  session.language->on_hover = say_offset;
  CHECK(session.ask("textDocument/hover", R"({"textDocument":{"uri":"file:///a.unclaimed"},)"
                                          R"("position":{"line":0,"character":0}})") == "null");
  CHECK(session.ask("textDocument/hover", R"({"textDocument":{"uri":"untitled:1"},)"
                                          R"("position":{"line":0,"character":0}})") == "null");
}

TEST_CASE("hover comes as markdown or plain text, as the client prefers") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_hover = say_offset;
  CHECK(session.ask("textDocument/hover", at_2) ==
        R"({"contents":{"kind":"plaintext","value":"2\n\n*text*"},)"
        R"("range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}}})");
  session.capabilities().textDocument.hover.contentFormat = {protocol::MarkupKind::Markdown,
                                                             protocol::MarkupKind::PlainText};
  CHECK(session.ask("textDocument/hover", at_2) ==
        R"({"contents":{"kind":"markdown","value":"```x\n2\n```\n\n*text*"},)"
        R"("range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}}})");
}

TEST_CASE("a fence is longer than any run of backticks in the code") {
  FakeSession session("//- /a.fake\nabc\n");
  session.capabilities().textDocument.hover.contentFormat = {protocol::MarkupKind::Markdown};
  session.language->on_hover = [](FakeLanguage::Place) {
    return ide::Hover{{2, 2}, {{DocumentationBlock::Kind::code, "", "a ```` b"}}};
  };
  CHECK(session.ask("textDocument/hover", at_2).find(R"("value":"`````\na ```` b\n`````")") !=
        std::string::npos);
}

TEST_CASE("positions are read and written in the negotiated encoding") {
  FakeSession session("//- /a.fake\n\xC3\xA9\xF0\x9F\x98\x80x\n");  // e acute, a smiley, x
  session.language->on_hover = say_offset;
  const auto ask = [&](base::PositionEncoding encoding, unsigned character) {
    session.session->encoding = encoding;
    return session.ask("textDocument/hover",
                       R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,)"
                       R"("character":)" +
                           std::to_string(character) + "}}");
  };
  const auto says = [](const std::string& answer, unsigned offset, unsigned character) {
    return answer.find("\"" + std::to_string(offset) + "\\n") != std::string::npos &&
           answer.find("\"start\":{\"line\":0,\"character\":" + std::to_string(character) + "}") !=
               std::string::npos;
  };
  CHECK(says(ask(base::PositionEncoding::utf8, 6), 6, 6));
  CHECK(says(ask(base::PositionEncoding::utf16, 3), 6, 3));
  CHECK(says(ask(base::PositionEncoding::utf32, 2), 6, 2));
  // Half a surrogate pair is the pair's start; what is past the line is its end.
  CHECK(says(ask(base::PositionEncoding::utf16, 2), 2, 1));
  CHECK(says(ask(base::PositionEncoding::utf16, 99), 7, 4));
}

TEST_CASE("of two languages in one file the first with an answer gives it") {
  FakeSession session("//- /a.fake other\nabc\n");
  session.other->on_hover = [](FakeLanguage::Place) {
    return ide::Hover{{2, 2}, {{DocumentationBlock::Kind::markdown, "", "from other"}}};
  };
  CHECK(session.ask("textDocument/hover", at_2).find("from other") != std::string::npos);
  session.language->on_hover = say_offset;
  CHECK(session.ask("textDocument/hover", at_2).find("from other") == std::string::npos);
}

TEST_CASE("a range outside the text fails the request and nothing else") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_hover = [](FakeLanguage::Place) {
    return ide::Hover{{2, 200}, {{DocumentationBlock::Kind::markdown, "", "text"}}};
  };
  CHECK_THROWS_AS(session.ask("textDocument/hover", at_2), base::CheckFailed);
}

TEST_CASE("parameters that do not fit are InvalidParams and name the member at fault") {
  FakeSession session("//- /a.fake\nabc\n");
  const auto ask = [&](std::string_view params) {
    return session.ask("textDocument/hover", params);
  };
  CHECK(ask("{}") == "-32602: params.textDocument is missing");
  CHECK(ask("[]") == "-32602: params: expected an object");
  CHECK(ask("null") == "-32602: params.textDocument is missing");
  CHECK(ask(R"({"textDocument":{"uri":3},"position":{"line":0,"character":0}})") ==
        "-32602: params.textDocument.uri: expected a string");
  CHECK(ask(R"({"textDocument":{"uri":"file:///a"},"position":{"line":"x","character":0}})") ==
        "-32602: params.position.line: expected an unsigned integer");
}

}  // namespace
}  // namespace troupe::handlers
