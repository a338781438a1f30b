#include "handlers/session_memory.hpp"

#include <doctest/doctest.h>

namespace troupe::handlers {
namespace {

/// Notes one notification, given as JSON.
class Notes {
 public:
  explicit Notes(const std::string& capabilities = "{}") {
    with("{\"capabilities\":" + capabilities + "}",
         [this](protocol::JsonValue params) { memory.note_initialize(params); });
  }
  void note(std::string_view method, const std::string& params) {
    with(params, [&](protocol::JsonValue value) { memory.note(method, value); });
  }
  void open(const std::string& uri, const std::string& text) {
    note("textDocument/didOpen", R"({"textDocument":{"uri":")" + uri +
                                     R"(","languageId":"l","version":1,"text":")" + text + "\"}}");
  }
  void change(const std::string& uri, const std::string& changes) {
    note("textDocument/didChange", R"({"textDocument":{"uri":")" + uri +
                                       R"(","version":2},"contentChanges":[)" + changes + "]}");
  }
  /// The messages behind `initialize`.
  [[nodiscard]] std::vector<std::string> replayed() const {
    std::vector<std::string> bodies = memory.replay(1);
    REQUIRE_FALSE(bodies.empty());
    bodies.erase(bodies.begin());
    return bodies;
  }

  SessionMemory memory{10};

 private:
  template <typename Use>
  void with(const std::string& json, Use use) {
    const auto value = reader_.parse(json);
    REQUIRE(value);
    use(*value);
  }
  protocol::JsonReader reader_;
};

std::string opened(const std::string& uri, int version, const std::string& text) {
  return protocol::encode_notification(
      "textDocument/didOpen", R"({"textDocument":{"uri":")" + uri +
                                  R"(","languageId":"l","version":)" + std::to_string(version) +
                                  R"(,"text":")" + text + "\"}}");
}

TEST_CASE("nothing is replayed, and nothing remembered, before initialize") {
  SessionMemory memory{10};
  CHECK(memory.replay(1).empty());
  Notes notes;
  notes.memory.forget_initialize();
  notes.open("a", "x");
  CHECK(notes.memory.open_documents() == 0);
  CHECK(notes.memory.replay(1).empty());
}

TEST_CASE("columns count in the encoding that was negotiated") {
  const std::string change =
      R"({"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":4}},"text":"!"})";
  for (const auto& [encoding, text] :
       {std::pair("utf-8", "😀!ab"), std::pair("utf-16", "😀ab!"), std::pair("utf-32", "😀ab!")}) {
    Notes notes(std::string(R"({"general":{"positionEncodings":[")") + encoding + "\"]}}");
    notes.open("a", "😀ab");
    notes.change("a", change);
    CHECK(notes.replayed() == std::vector{opened("a", 2, text)});
  }
}

TEST_CASE("closed documents are gone, later texts of the same document count") {
  Notes notes;
  notes.open("b", "x");
  notes.open("a", "x");
  notes.open("c", "old");
  notes.open("c", "new");
  notes.note("textDocument/didClose", R"({"textDocument":{"uri":"a"}})");
  notes.change("a", R"({"text":"never"})");
  notes.change("b", R"({"text":"whole"})");
  CHECK(notes.replayed() == std::vector{opened("b", 2, "whole"), opened("c", 1, "new")});
  CHECK_FALSE(notes.memory.is_open("a"));
}

TEST_CASE("notifications that a server would ignore are ignored") {
  Notes notes;
  notes.note("textDocument/didOpen", "{}");
  notes.note("textDocument/didChange", R"({"textDocument":3})");
  notes.note("textDocument/didSave", R"({"textDocument":{"uri":"a"}})");
  notes.note("workspace/didChangeWatchedFiles", R"({"changes":[]})");
  CHECK(notes.replayed().empty());
}

TEST_CASE("changes of folders come to one change") {
  const auto change = [](const std::string& added, const std::string& removed) {
    const auto folders = [](const std::string& names) {
      std::string json;
      for (const char name : names) {
        json += (json.empty() ? "" : ",");
        json.append(R"({"uri":")").append(1, name).append(R"(","name":"n"})");
      }
      return json;
    };
    return R"({"event":{"added":[)" + folders(added) + R"(],"removed":[)" + folders(removed) +
           "]}}";
  };
  Notes notes;
  notes.note("workspace/didChangeWorkspaceFolders", change("ab", "x"));
  notes.note("workspace/didChangeWorkspaceFolders", change("cb", "a"));
  CHECK(notes.replayed() == std::vector{protocol::encode_notification(
                                "workspace/didChangeWorkspaceFolders", change("cb", "xa"))});
}

TEST_CASE("of settings and trace levels the last ones count") {
  Notes notes;
  notes.note("initialized", "{}");
  notes.note("workspace/didChangeConfiguration", R"({"settings":1})");
  notes.note("workspace/didChangeConfiguration", R"({"settings":2})");
  notes.note("$/setTrace", R"({"value":"verbose"})");
  CHECK(notes.replayed() ==
        std::vector{protocol::encode_notification("initialized", "{}"),
                    protocol::encode_notification("$/setTrace", R"({"value":"verbose"})"),
                    protocol::encode_notification("workspace/didChangeConfiguration",
                                                  R"({"settings":2})")});
}

TEST_CASE("no more documents are kept than servers look at, and no flood of folders") {
  Notes notes;
  for (int i = 0; i < 20; ++i) {
    notes.open("d" + std::to_string(i), "x");
  }
  CHECK(notes.memory.open_documents() == 10);
  notes.open("d0", "again");
  notes.note("textDocument/didClose", R"({"textDocument":{"uri":"d1"}})");
  notes.open("late", "x");
  CHECK(notes.memory.is_open("late"));
  CHECK(notes.replayed().front() == opened("d0", 1, "again"));
  for (int i = 0; i < 1100; ++i) {
    notes.note("workspace/didChangeWorkspaceFolders",
               R"({"event":{"added":[],"removed":[{"uri":"r)" + std::to_string(i) + "\"}]}}");
  }
  CHECK_FALSE(notes.replayed().front().contains("\"r99\""));
  CHECK(notes.replayed().front().contains("\"r100\""));
}

}  // namespace
}  // namespace troupe::handlers
