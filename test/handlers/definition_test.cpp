#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* at_0 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":0}})";

TEST_CASE("definitions are links where the client takes them, else locations") {
  FakeSession session(
      "//- /a.fake\nabc\n//- /with\xC3\xA9"
      "/b.fake\none\ntwo\n");
  session.language->on_definition = [&](FakeLanguage::Place) {
    return std::vector<ide::DefinitionTarget>{{{session.file("/with\xC3\xA9"
                                                             "/b.fake"),
                                                {4, 7}},
                                               {0, 7},
                                               ide::TextRange{0, 3}}};
  };
  CHECK(session.ask("textDocument/definition", at_0) ==
        R"([{"uri":"file:///with%C3%A9/b.fake",)"
        R"("range":{"start":{"line":1,"character":0},"end":{"line":1,"character":3}}}])");
  session.capabilities().textDocument.definition.linkSupport = true;
  CHECK(
      session.ask("textDocument/definition", at_0) ==
      R"([{"originSelectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":3}},)"
      R"("targetUri":"file:///with%C3%A9/b.fake",)"
      R"("targetRange":{"start":{"line":0,"character":0},"end":{"line":1,"character":3}},)"
      R"("targetSelectionRange":{"start":{"line":1,"character":0},"end":{"line":1,"character":3}}}])");
}

TEST_CASE("no definition is an empty list") {
  FakeSession session("//- /a.fake\nabc\n");
  CHECK(session.ask("textDocument/definition", at_0) == "[]");
}

TEST_CASE("an open document is named as the client spells it") {
  FakeSession session("//- /a.fake\nabc\n//- /b.fake fake\nabc\n");
  const ide::FileId target = session.file("/b.fake");
  engine::ChangeSet changes;
  changes.set<ide::OpenDocumentInput>(target, {"file:///%62.fake", "fake"});
  session.workspace.database().apply(std::move(changes));
  session.language->on_definition = [&](FakeLanguage::Place) {
    return std::vector<ide::DefinitionTarget>{{{target, {0, 1}}, {0, 1}, {}}};
  };
  CHECK(session.ask("textDocument/definition", at_0).find(R"("uri":"file:///%62.fake")") !=
        std::string::npos);
}

TEST_CASE("all languages of a file are asked") {
  FakeSession session("//- /a.fake other\nabc\n");
  const auto here = [&](FakeLanguage::Place place) {
    return std::vector<ide::DefinitionTarget>{{{place.first, {0, 1}}, {0, 1}, {}}};
  };
  session.language->on_definition = here;
  session.other->on_definition = here;
  const std::string one =
      R"({"uri":"file:///a.fake",)"
      R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}}})";
  CHECK(session.ask("textDocument/definition", at_0) == "[" + one + "," + one + "]");
}

}  // namespace
}  // namespace troupe::handlers
