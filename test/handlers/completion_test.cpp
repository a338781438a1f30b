#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* at_2 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":2}})";

ide::CompletionItem item(std::string label) {
  ide::CompletionItem made;
  made.label = label;
  made.insert_text = std::move(label);
  made.kind = ide::SymbolKind::field;
  made.replaced = {0, 2};
  return made;
}

/// A session whose language offers exactly these, cursor behind "ab" of "abcd".
struct Offering : FakeSession {
  explicit Offering(std::vector<ide::CompletionItem> items, bool is_incomplete = false)
      : FakeSession("//- /a.fake\nabcd\n") {
    language->on_complete = [items = std::move(items), is_incomplete](FakeLanguage::Place) {
      return ide::CompletionList{items, is_incomplete};
    };
  }
  std::string complete() { return ask("textDocument/completion", at_2); }
  auto& item_capabilities() { return capabilities().textDocument.completion.completionItem; }
  auto& list_capabilities() { return capabilities().textDocument.completion.completionList; }
};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a client that declares nothing gets labels, kinds, details and plain edits") {
  ide::CompletionItem rich = item("name");
  rich.detail = "String!";
  rich.description = "Hero";
  rich.snippet = "name($1)";
  rich.insert_text = "name()";
  rich.filter_text = "namefilter";
  rich.is_deprecated = true;
  Offering session({rich});
  CHECK(session.complete() ==
        R"({"isIncomplete":false,"items":[{"label":"name","kind":5,"detail":"String!",)"
        R"("filterText":"namefilter","textEdit":{"range":{"start":{"line":0,"character":0},)"
        R"x("end":{"line":0,"character":2}},"newText":"name()"}}]})x");
}

TEST_CASE("snippets go to clients that take them") {
  ide::CompletionItem call = item("call");
  call.snippet = "call($1)";
  Offering session({call, item("plain")});
  session.item_capabilities().snippetSupport = true;
  const std::string answer = session.complete();
  CHECK(contains(answer, R"("label":"call","kind":5,"insertTextFormat":2,)"));
  CHECK(contains(answer, R"x("newText":"call($1)")x"));
  CHECK(contains(answer, R"("label":"plain","kind":5,"textEdit")"));
}

TEST_CASE("label details carry type and origin where declared") {
  ide::CompletionItem typed = item("name");
  typed.detail = "String!";
  typed.description = "Hero";
  ide::CompletionItem called = item("search");
  called.detail = "(text: String): [Hero]";
  Offering session({typed, called});
  session.item_capabilities().labelDetailsSupport = true;
  const std::string answer = session.complete();
  CHECK(contains(answer, R"("labelDetails":{"detail":" String!","description":"Hero"})"));
  CHECK(contains(answer, R"x("labelDetails":{"detail":"(text: String): [Hero]"})x"));
}

TEST_CASE("deprecation is a tag, the older member, or nothing") {
  ide::CompletionItem old = item("old");
  old.is_deprecated = true;
  Offering session({old});
  CHECK_FALSE(contains(session.complete(), "eprecated"));
  session.item_capabilities().deprecatedSupport = true;
  CHECK(contains(session.complete(), R"("deprecated":true)"));
  session.item_capabilities().tagSupport = protocol::ValueSet{{1}};
  CHECK(contains(session.complete(), R"("tags":[1])"));
  CHECK_FALSE(contains(session.complete(), "deprecated"));
}

TEST_CASE("what all items share is said once where the client knows the member") {
  ide::CompletionItem one = item("one");
  ide::CompletionItem two = item("two");
  two.insert_text = "two: ";
  Offering session({one, two});
  session.list_capabilities().itemDefaults = {"editRange"};
  CHECK(session.complete() ==
        R"({"isIncomplete":false,"itemDefaults":{"editRange":{"start":{"line":0,"character":0},)"
        R"("end":{"line":0,"character":2}}},"items":[{"label":"one","kind":5},)"
        R"({"label":"two","kind":5,"textEditText":"two: "}]})");
}

TEST_CASE("items that replace different ranges have no default range") {
  ide::CompletionItem wide = item("wide");
  wide.replaced = {0, 3};
  Offering session({item("one"), wide});
  session.list_capabilities().itemDefaults = {"editRange"};
  const std::string answer = session.complete();
  CHECK_FALSE(contains(answer, "itemDefaults"));
  CHECK(contains(answer, R"("end":{"line":0,"character":3}},"newText":"wide")"));
}

TEST_CASE("the snippet format is a default only if every item is a snippet") {
  ide::CompletionItem call = item("call");
  call.snippet = "call($1)";
  Offering all({call});
  all.item_capabilities().snippetSupport = true;
  all.list_capabilities().itemDefaults = {"insertTextFormat"};
  CHECK(contains(all.complete(), R"("itemDefaults":{"insertTextFormat":2})"));
  Offering some({call, item("plain")});
  some.item_capabilities().snippetSupport = true;
  some.list_capabilities().itemDefaults = {"insertTextFormat"};
  CHECK_FALSE(contains(some.complete(), "itemDefaults"));
}

TEST_CASE("a word that goes on behind the cursor can be inserted before or replaced") {
  ide::CompletionItem whole = item("abxx");
  whole.replaced = {0, 4};
  Offering session({whole});
  CHECK(contains(session.complete(), R"("textEdit":{"range":{"start":{"line":0,"character":0},)"
                                     R"("end":{"line":0,"character":4}},"newText":"abxx"})"));
  session.item_capabilities().insertReplaceSupport = true;
  CHECK(contains(session.complete(),
                 R"("insert":{"start":{"line":0,"character":0},"end":{"line":0,"character":2}},)"
                 R"("replace":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}})"));
  session.list_capabilities().itemDefaults = {"editRange"};
  CHECK(contains(
      session.complete(),
      R"("editRange":{"insert":{"start":{"line":0,"character":0},"end":{"line":0,"character":2}},)"
      R"("replace":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}}})"));
}

TEST_CASE("items come in order of sort key and label, and say so") {
  ide::CompletionItem last = item("a");
  last.sort_key = "2";
  ide::CompletionItem first = item("z");
  first.sort_key = "1";
  ide::CompletionItem unkeyed = item("m");
  Offering session({last, first, unkeyed});
  const std::string answer = session.complete();
  CHECK(contains(answer, R"("label":"m","kind":5,"sortText":"0000")"));
  CHECK(contains(answer, R"("label":"z","kind":5,"sortText":"0001")"));
  CHECK(contains(answer, R"("label":"a","kind":5,"sortText":"0002")"));
  CHECK(answer.find("\"m\"") < answer.find("\"z\""));
  CHECK(answer.find("\"z\"") < answer.find("\"a\""));
  Offering same_key({item("b"), item("a")});
  CHECK_FALSE(contains(same_key.complete(), "sortText"));
}

TEST_CASE("kinds of newer specifications are sent only to who knows them") {
  ide::CompletionItem value = item("EMPIRE");
  value.kind = ide::SymbolKind::enum_member;
  Offering session({value});
  CHECK(contains(session.complete(), R"("kind":12)"));
  session.capabilities().textDocument.completion.completionItemKind.valueSet = {1, 20};
  CHECK(contains(session.complete(), R"("kind":20)"));
}

TEST_CASE("a list that is not complete says so, and so does one with no items") {
  Offering incomplete({}, true);
  CHECK(incomplete.complete() == R"({"isIncomplete":true,"items":[]})");
  FakeSession unclaimed("//- /a.fake2\nabc\n");
  CHECK(unclaimed.ask("textDocument/completion", R"({"textDocument":{"uri":"file:///a.fake2"},)"
                                                 R"("position":{"line":0,"character":0}})") ==
        R"({"isIncomplete":false,"items":[]})");
}

TEST_CASE("an item that wants completion again says so to clients that know the command") {
  ide::CompletionItem again = item("again");
  again.retrigger = true;
  Offering session({again, item("once")});
  CHECK_FALSE(contains(session.complete(), "command"));
  session.session->client_commands = {"editor.action.triggerSuggest"};
  const std::string answer = session.complete();
  const std::string_view command =
      R"("command":{"title":"Suggest","command":"editor.action.triggerSuggest"}})";
  CHECK(contains(answer, command));
  CHECK(answer.find(command) == answer.rfind(command));
}

TEST_CASE("documentation comes with resolving, and the item keeps what it had") {
  ide::CompletionItem documented = item("name");
  documented.resolve_key = "Hero.name";
  Offering session({documented});
  session.language->on_resolve = [](std::string_view key) {
    return ide::Documentation{
        {ide::DocumentationBlock::Kind::markdown, "", "About *" + std::string(key) + "*"}};
  };
  CHECK(contains(session.complete(), R"("data":["fake","/a.fake","Hero.name"])"));
  const char* const asked =
      R"({"label":"name","x":[1,{"y":null}],"documentation":"stale","data":["fake","/a.fake","Hero.name"]})";
  CHECK(session.ask("completionItem/resolve", asked) ==
        R"({"label":"name","x":[1,{"y":null}],"data":["fake","/a.fake","Hero.name"],)"
        R"("documentation":{"kind":"plaintext","value":"About *Hero.name*"}})");
  session.item_capabilities().documentationFormat = {protocol::MarkupKind::Markdown};
  CHECK(contains(session.ask("completionItem/resolve", asked), R"("kind":"markdown")"));
}

TEST_CASE("an item that is not ours or has no documentation comes back as it is") {
  Offering session({});
  for (const char* const asked :
       {R"({"label":"x"})", R"({"label":"x","data":7})", R"({"label":"x","data":["fake","/a"]})",
        R"({"label":"x","data":["fake","/a","b","c"]})",
        R"({"label":"x","data":["nobody","/a.fake","k"]})",
        R"({"label":"x","documentation":"d","data":["fake","/a.fake","k"]})"}) {
    CHECK(session.ask("completionItem/resolve", asked) == asked);
  }
  CHECK(session.ask("completionItem/resolve", "[]") == "-32602: params: expected an object");
  CHECK(session.ask("completionItem/resolve", "{}") == "-32602: params.label is missing");
  CHECK(session.ask("completionItem/resolve", R"({"label":1})") ==
        "-32602: params.label: expected a string");
}

}  // namespace
}  // namespace troupe::handlers
