#include <doctest/doctest.h>

#include "handlers/token_data.hpp"
#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* document = R"({"textDocument":{"uri":"file:///a.fake"}})";
using Type = ide::SemanticTokenType;

/// The numbers of an answer to semanticTokens/full, without its id.
std::string full(FakeSession& session) {
  const std::string answer = session.ask("textDocument/semanticTokens/full", document);
  return answer.substr(answer.find("\"data\":") + 7);
}

TEST_CASE("tokens are relative to the token before, with types and modifiers by number") {
  FakeSession session("//- /a.fake\nabc def\n\n  ghi\n");
  session.language->on_tokens = [](ide::TextRange range) {
    CHECK(range == ide::TextRange{0, 15});
    return std::vector<ide::SemanticToken>{{{0, 3}, Type::type, 0},
                                           {{4, 7}, Type::keyword, ide::deprecated},
                                           {{11, 14}, Type::macro, 3}};
  };
  CHECK(full(session) == "[0,0,3,0,0,0,4,3,9,8,2,2,3,16,3]}");
}

TEST_CASE("columns and lengths are in the negotiated encoding") {
  FakeSession session(
      "//- /a.fake\n\xF0\x9F\x98\x80 \xC3\xA9"
      "a b\n");
  session.language->on_tokens = [](ide::TextRange) {
    return std::vector<ide::SemanticToken>{{{5, 8}, Type::type, 0}, {{9, 10}, Type::type, 0}};
  };
  CHECK(full(session) == "[0,3,2,0,0,0,3,1,0,0]}");
  session.session->encoding = base::PositionEncoding::utf8;
  CHECK(full(session) == "[0,5,3,0,0,0,4,1,0,0]}");
  session.session->encoding = base::PositionEncoding::utf32;
  CHECK(full(session) == "[0,2,2,0,0,0,3,1,0,0]}");
}

TEST_CASE("a token of several lines becomes one for each line that has any of it") {
  FakeSession session("//- /a.fake crlf\nab\n\n cd\ne\n");
  session.language->on_tokens = [](ide::TextRange) {
    // From the b to the e, line ends and the empty line between.
    return std::vector<ide::SemanticToken>{{{1, 12}, Type::string, 0}};
  };
  CHECK(full(session) == "[0,1,1,12,0,2,0,3,12,0,1,0,1,12,0]}");
}

TEST_CASE("tokens of two languages are merged, and where they overlap the first stays") {
  FakeSession session("//- /a.fake other\nabcdef\n");
  session.language->on_tokens = [](ide::TextRange) {
    return std::vector<ide::SemanticToken>{{{2, 4}, Type::type, 0}};
  };
  session.other->on_tokens = [](ide::TextRange) {
    return std::vector<ide::SemanticToken>{
        {{0, 1}, Type::keyword, 0}, {{2, 4}, Type::keyword, 0}, {{4, 6}, Type::keyword, 0}};
  };
  CHECK(full(session) == "[0,0,1,9,0,0,2,2,0,0,0,2,2,9,0]}");
}

TEST_CASE("a range gets the tokens that touch it, and no id") {
  FakeSession session("//- /a.fake\nab cd ef\n");
  session.language->on_tokens = [](ide::TextRange range) {
    CHECK(range == ide::TextRange{3, 5});
    return std::vector<ide::SemanticToken>{
        {{0, 2}, Type::type, 0}, {{3, 5}, Type::type, 0}, {{6, 8}, Type::type, 0}};
  };
  CHECK(session.ask("textDocument/semanticTokens/range",
                    R"({"textDocument":{"uri":"file:///a.fake"},"range":)"
                    R"({"start":{"line":0,"character":3},"end":{"line":0,"character":5}}})") ==
        R"({"data":[0,3,2,0,0]})");
}

TEST_CASE("a delta needs nothing but the id, and an unknown one gives all tokens") {
  FakeSession session("//- /a.fake\n" + std::string(200, 'a') + "\n");
  std::uint8_t modifiers = 0;
  session.language->on_tokens = [&](ide::TextRange) {
    std::vector<ide::SemanticToken> tokens;
    for (std::uint32_t i = 0; i < 20; ++i) {
      tokens.push_back({{i * 2, i * 2 + 1}, Type::type, i == 10 ? modifiers : std::uint8_t{0}});
    }
    return tokens;
  };
  const std::string first = session.ask("textDocument/semanticTokens/full", document);
  const std::string id = first.substr(13, first.find("\",\"data\"") - 13);
  const auto delta = [&](const std::string& previous) {
    return session.ask(
        "textDocument/semanticTokens/full/delta",
        R"({"textDocument":{"uri":"file:///a.fake"},"previousResultId":")" + previous + "\"}");
  };
  CHECK(delta(id) == R"({"resultId":")" + id + R"(","edits":[]})");
  modifiers = 1;
  const std::string changed = delta(id);
  CHECK(changed.find(R"("edits":[{"start":40,"deleteCount":40,"data":[0,2,1,0,0,0,2,1,0,0,)"
                     R"(0,2,1,0,1,)") != std::string::npos);
  CHECK(delta("elsewhere") == session.ask("textDocument/semanticTokens/full", document));
}

TEST_CASE("the legend calls what the client is too old for by an older name") {
  protocol::ClientCapabilities client;
  CHECK(semantic_tokens_legend(client).tokenTypes[15] == "decorator");
  client.textDocument.semanticTokens.emplace();
  client.textDocument.semanticTokens->tokenTypes = {"type", "macro"};
  CHECK(semantic_tokens_legend(client).tokenTypes[15] == "macro");
  client.textDocument.semanticTokens->tokenTypes = {"type", "macro", "decorator"};
  CHECK(semantic_tokens_legend(client).tokenTypes[15] == "decorator");
  CHECK(semantic_tokens_legend(client).tokenModifiers.size() == 6);
}

TEST_CASE("one line of a megabyte is encoded in one go") {
  FakeSession session("//- /a.fake\n" + std::string(1 << 20, 'a') + "\n");
  session.language->on_tokens = [](ide::TextRange range) {
    std::vector<ide::SemanticToken> tokens;
    for (std::uint32_t at = 0; at + 8 <= range.end; at += 8) {
      tokens.push_back({{at, at + 4}, Type::type, 0});
    }
    return tokens;
  };
  // Counted from the line's beginning each time this takes minutes, and the test's time limit.
  const std::string answer = full(session);
  CHECK(answer.starts_with("[0,0,4,0,0,0,8,4,0,0,"));
  CHECK(std::ranges::count(answer, ',') == (1 << 20) / 8 * 5 - 1);
}

}  // namespace
}  // namespace troupe::handlers
