#include "protocol/navigation_features.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

namespace {

constexpr Range range{{0, 1}, {0, 3}};
constexpr const char* range_json =
    R"({"start":{"line":0,"character":1},"end":{"line":0,"character":3}})";

}  // namespace

TEST_CASE("an item of the call hierarchy comes back as it was sent, whatever a client adds") {
  CallHierarchyItem item;
  item.name = "f";
  item.kind = SymbolKind::Module;
  item.tags = {SymbolTag::Deprecated};
  item.detail = "d";
  item.uri = "file:///a";
  item.range = range;
  item.selectionRange = range;
  const std::string json = to_json(item);
  CHECK(json == std::string(R"({"name":"f","kind":2,"tags":[1],"detail":"d","uri":"file:///a",)") +
                    R"("range":)" + range_json + R"(,"selectionRange":)" + range_json + "}");
  const auto params = decode_text<CallHierarchyCallsParams>(
      R"({"item":)" + json.substr(0, json.size() - 1) + R"(,"data":{"x":1}},"workDoneToken":1})");
  REQUIRE(params);
  CHECK(to_json(params->item) == json);
  CHECK(decode_error<CallHierarchyCallsParams>(R"({"item":{"name":"f"}})") ==
        "params.item.kind is missing");
}

TEST_CASE("selection ranges are asked for at several positions") {
  const auto params = decode_text<SelectionRangeParams>(
      R"({"textDocument":{"uri":"a"},"positions":[{"line":0,"character":1},)"
      R"({"line":2,"character":3}]})");
  REQUIRE(params);
  CHECK(params->positions == std::vector<Position>{{0, 1}, {2, 3}});
  CHECK(decode_error<SelectionRangeParams>(R"({"textDocument":{"uri":"a"},"positions":[7]})") ==
        "params.positions[0]: expected an object");
}

TEST_CASE("a lens has a command, a link a target, linked ranges only ranges") {
  CHECK(to_json(CodeLens{range, Command{"1 reference", "show", {{"\"u\""}, {"[]"}}}}) ==
        std::string(R"({"range":)") + range_json +
            R"(,"command":{"title":"1 reference","command":"show","arguments":["u",[]]}})");
  CHECK(to_json(DocumentLink{range, "file:///b", {}}) ==
        std::string(R"({"range":)") + range_json + R"(,"target":"file:///b"})");
  CHECK(to_json(LinkedEditingRanges{{range}}) == std::string(R"({"ranges":[)") + range_json + "]}");
}
