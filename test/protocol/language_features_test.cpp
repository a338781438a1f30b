#include "protocol/language_features.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

namespace {

constexpr Range range{{0, 1}, {2, 3}};
constexpr std::string_view range_json =
    R"({"start":{"line":0,"character":1},"end":{"line":2,"character":3}})";

std::string with_range(std::string json) {
  for (std::size_t at = json.find('@'); at != std::string::npos; at = json.find('@', at)) {
    json.replace(at, 1, range_json);
  }
  return json;
}

}  // namespace

TEST_CASE("a request for a place names the document, the place and its tokens") {
  const auto params = decode_text<HoverParams>(
      R"({"textDocument":{"uri":"file:///a"},"position":{"line":3,"character":4},
          "workDoneToken":5,"partialResultToken":"p"})");
  REQUIRE(params);
  CHECK(params->textDocument.uri == "file:///a");
  CHECK(params->position == Position{3, 4});
  CHECK(params->workDoneToken == ProgressToken(5));
  CHECK(params->partialResultToken == ProgressToken("p"));
  CHECK_FALSE(
      decode_text<HoverParams>(
          R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0},"workDoneToken":null})")
          ->workDoneToken);
  CHECK(decode_error<HoverParams>(R"({"textDocument":{"uri":"a"}})") ==
        "params.position is missing");
  CHECK(decode_error<HoverParams>(
            R"({"textDocument":{"uri":"a"},"position":{"line":"0","character":0}})") ==
        "params.position.line: expected an unsigned integer");
}

TEST_CASE("references say whether the declaration is wanted") {
  CHECK(decode_text<ReferenceParams>(
            R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0},
                "context":{"includeDeclaration":true}})")
            ->context.includeDeclaration);
  CHECK_FALSE(decode_text<ReferenceParams>(
                  R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0}})")
                  ->context.includeDeclaration);
}

TEST_CASE("completion says what triggered it, and an odd context is no reason to refuse") {
  const auto completion = [](const std::string& context) {
    return decode_text<CompletionParams>(
        R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0},"context":)" + context +
        "}");
  };
  CHECK(completion(R"({"triggerKind":1})")->context->triggerKind == CompletionTriggerKind::Invoked);
  CHECK(completion(R"({"triggerKind":2,"triggerCharacter":"@"})")->context->triggerCharacter ==
        "@");
  CHECK(completion(R"({"triggerKind":3})")->context->triggerKind ==
        CompletionTriggerKind::TriggerForIncompleteCompletions);
  CHECK_FALSE(completion("null")->context);
  CHECK_FALSE(completion(R"({"triggerKind":9})")->context);
}

TEST_CASE("hover is written with its format") {
  CHECK(to_json(Hover{{MarkupKind::Markdown, "**x**"}, range}) ==
        with_range(R"({"contents":{"kind":"markdown","value":"**x**"},"range":@})"));
  CHECK(to_json(Hover{{MarkupKind::PlainText, "x"}}) ==
        R"({"contents":{"kind":"plaintext","value":"x"}})");
  CHECK(to_json(std::optional<Hover>()) == "null");
}

TEST_CASE("places are written as locations or as links") {
  CHECK(to_json(std::vector<Location>{{"file:///a", range}}) ==
        with_range(R"([{"uri":"file:///a","range":@}])"));
  CHECK(to_json(LocationLink{range, "file:///a", range, range}) ==
        with_range(R"({"originSelectionRange":@,"targetUri":"file:///a","targetRange":@,)"
                   R"("targetSelectionRange":@})"));
  CHECK(to_json(LocationLink{{}, "a", range, range}) ==
        with_range(R"({"targetUri":"a","targetRange":@,"targetSelectionRange":@})"));
  CHECK(to_json(std::vector<LocationLink>()) == "[]");
  CHECK(to_json(DocumentHighlight{range, DocumentHighlightKind::Write}) ==
        with_range(R"({"range":@,"kind":3})"));
}

TEST_CASE("a completion item is written without what it does not have") {
  CHECK(to_json(CompletionItem{.label = "x"}) == R"({"label":"x"})");
  CompletionItem item{.label = "name"};
  item.labelDetails = CompletionItemLabelDetails{.detail = ": String!", .description = "User"};
  item.kind = CompletionItemKind::Field;
  item.tags = {CompletionItemTag::Deprecated};
  item.detail = "String!";
  item.documentation = MarkupContent{MarkupKind::Markdown, "doc"};
  item.deprecated = true;
  item.preselect = true;
  item.sortText = "1";
  item.filterText = "f";
  item.insertText = "name { $0 }";
  item.insertTextFormat = InsertTextFormat::Snippet;
  item.insertTextMode = InsertTextMode::adjustIndentation;
  item.textEdit = InsertReplaceEdit{"t", range, range};
  item.textEditText = "tt";
  item.additionalTextEdits = {{range, "e"}};
  item.commitCharacters = {"("};
  item.command = Command{.title = "T", .command = "c", .arguments = {RawJson{"1"}}};
  item.data = RawJson{R"({"d":1})"};
  const std::string json = to_json(item);
  CHECK(json ==
        with_range(R"({"label":"name","labelDetails":{"detail":": String!","description":"User"},)"
                   R"("kind":5,"tags":[1],"detail":"String!",)"
                   R"("documentation":{"kind":"markdown","value":"doc"},"deprecated":true,)"
                   R"("preselect":true,"sortText":"1","filterText":"f","insertText":"name { $0 }",)"
                   R"("insertTextFormat":2,"insertTextMode":2,)"
                   R"("textEdit":{"newText":"t","insert":@,"replace":@},"textEditText":"tt",)"
                   R"("additionalTextEdits":[{"range":@,"newText":"e"}],"commitCharacters":["("],)"
                   R"("command":{"title":"T","command":"c","arguments":[1]},"data":{"d":1}})"));
  SUBCASE("and comes back from the client as it was, to be resolved") {
    const auto resolved = decode_text<CompletionItem>(json);
    REQUIRE(resolved);
    CHECK(to_json(*resolved) == json);
  }
}

TEST_CASE("an item to resolve may come with plain documentation and a plain edit") {
  const auto item = decode_text<CompletionItem>(with_range(
      R"({"label":"x","documentation":"d","textEdit":{"range":@,"newText":"n"},"data":[7]})"));
  REQUIRE(item);
  CHECK(std::get<std::string>(*item->documentation) == "d");
  CHECK(std::get<TextEdit>(*item->textEdit) == TextEdit{range, "n"});
  CHECK(item->data == RawJson{"[7]"});
  CHECK(decode_error<CompletionItem>(R"({"label":"x","documentation":7})") ==
        "params.documentation: expected another kind of value");
  CHECK(decode_error<CompletionItem>(R"({"label":"x","kind":99})") ==
        "params.kind: expected one of the numbers that the specification lists");
}

TEST_CASE("a completion list carries the defaults of its items") {
  CHECK(to_json(CompletionList{}) == R"({"isIncomplete":false,"items":[]})");
  CompletionList list{.isIncomplete = true, .items = {{.label = "x"}}};
  list.itemDefaults = CompletionItemDefaults{.commitCharacters = {"."},
                                             .editRange = range,
                                             .insertTextFormat = InsertTextFormat::PlainText,
                                             .insertTextMode = InsertTextMode::asIs,
                                             .data = RawJson{"7"}};
  CHECK(
      to_json(list) ==
      with_range(R"({"isIncomplete":true,"itemDefaults":{"commitCharacters":["."],"editRange":@,)"
                 R"("insertTextFormat":1,"insertTextMode":1,"data":7},"items":[{"label":"x"}]})"));
  list.itemDefaults = CompletionItemDefaults{.editRange = InsertReplaceRange{range, range}};
  list.items.clear();
  CHECK(to_json(list) ==
        with_range(R"({"isIncomplete":true,"itemDefaults":{"editRange":{"insert":@,"replace":@}},)"
                   R"("items":[]})"));
}

TEST_CASE("symbols are written as a tree or as a list") {
  DocumentSymbol type{
      .name = "User", .kind = SymbolKind::Class, .range = range, .selectionRange = range};
  type.children.push_back({.name = "id",
                           .detail = "ID!",
                           .kind = SymbolKind::Field,
                           .tags = {SymbolTag::Deprecated},
                           .deprecated = true,
                           .range = range,
                           .selectionRange = range});
  CHECK(to_json(std::vector<DocumentSymbol>{type}) ==
        with_range(R"([{"name":"User","kind":5,"range":@,"selectionRange":@,"children":[)"
                   R"({"name":"id","detail":"ID!","kind":8,"tags":[1],"deprecated":true,"range":@,)"
                   R"("selectionRange":@}]}])"));
  CHECK(to_json(SymbolInformation{.name = "id",
                                  .kind = SymbolKind::TypeParameter,
                                  .containerName = "User",
                                  .location = {"a", range}}) ==
        with_range(
            R"({"name":"id","kind":26,"containerName":"User","location":{"uri":"a","range":@}})"));
}

TEST_CASE("folding ranges are written with the kinds of the specification") {
  CHECK(to_json(FoldingRange{.startLine = 1, .endLine = 2}) == R"({"startLine":1,"endLine":2})");
  CHECK(to_json(FoldingRange{1, 2, 3, 4, FoldingRangeKind::Comment, "..."}) ==
        R"({"startLine":1,"startCharacter":2,"endLine":3,"endCharacter":4,"kind":"comment",)"
        R"("collapsedText":"..."})");
  CHECK(to_json(FoldingRange{.kind = FoldingRangeKind::Imports}) ==
        R"({"startLine":0,"endLine":0,"kind":"imports"})");
  CHECK(to_json(FoldingRange{.kind = FoldingRangeKind::Region}) ==
        R"({"startLine":0,"endLine":0,"kind":"region"})");
}

TEST_CASE("semantic tokens are numbers") {
  CHECK(to_json(SemanticTokens{"r", {0, 1, 2, 3, 4294967295}}) ==
        R"({"resultId":"r","data":[0,1,2,3,4294967295]})");
  CHECK(to_json(SemanticTokens{}) == R"({"data":[]})");
  CHECK(decode_text<SemanticTokensRangeParams>(
            with_range(R"({"textDocument":{"uri":"a"},"range":@})"))
            ->range == range);
  CHECK(decode_text<DocumentParams>(R"({"textDocument":{"uri":"a"},"partialResultToken":1})")
            ->partialResultToken == ProgressToken(1));
}
