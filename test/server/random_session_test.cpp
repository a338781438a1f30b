// A whole session, all actors and the real languages, on one thread: bytes choose what the client
// does next (open, edit, ask for anything anywhere, cancel, send garbage, files that change on the
// disk), and what is left of them is text. Whatever it does, each request has exactly one answer,
// and the same input gives the same output.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "actors/trace_rehearsal.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "handlers/handler.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"

namespace troupe::server {
namespace {

using protocol::JsonWriter;

constexpr std::size_t steps_at_most = 60;

constexpr std::string_view schema =
    R"(type Query { person(id: ID!, first: Int = 1): Person search: Result }
type Person implements Named { id: ID! name: String! friends: [Person!]! kind: Kind }
interface Named { name: String! }
union Result = Person
enum Kind { A B }
directive @mark(with: String) on FIELD | FIELD_DEFINITION
)";
constexpr std::string_view query =
    R"(query Q($id: ID!) { person(id: $id) { ...F friends { name } } }
fragment F on Person { id name @mark(with: "x") }
)";
constexpr std::string_view host =
    "const q = gql`query H { search { ... on Person { name ${x} } } }`;\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> documents{
    {{"/w/schema.graphql", schema}, {"/w/q.graphql", query}, {"/w/a.ts", host}}};

/// Takes choices and texts off the front of the input.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  std::size_t below(std::size_t limit) {
    if (bytes_.empty()) {
      return 0;
    }
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte % limit;
  }
  std::string text() {
    const std::size_t size = std::min(below(32), bytes_.size());
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }

 private:
  std::string_view bytes_;
};

/// Writes the client's part of a session.
class Client {
 public:
  explicit Client(std::string_view bytes) : choices_(bytes) {
    rehearsal_.setup.header.version = "fuzz";
    rehearsal_.listed = {"/w/.graphqlrc.yml"};
    put("/w/.graphqlrc.yml", "schema: schema.graphql\ndocuments: '*.{graphql,ts}'\n");
    for (const auto& [path, text] : documents) {
      rehearsal_.listed.emplace_back(path);
      put(std::string(path), std::string(text));
    }
    std::ranges::sort(rehearsal_.listed);
    request("initialize", [](JsonWriter& writer) {
      writer.member("rootUri", "file:///w");
      writer.key("capabilities");
      writer.raw(R"({"workspace":{"workspaceEdit":{"documentChanges":true}},"textDocument":{}})");
    });
    frame(protocol::encode_notification("initialized", "{}"));
  }

  actors::Rehearsal write() {
    while (!choices_.empty() && rehearsal_.steps.size() < steps_at_most) {
      step();
    }
    return std::move(rehearsal_);
  }
  [[nodiscard]] std::int64_t requests() const { return requests_; }

 private:
  using Step = actors::Rehearsal::Step;

  void put(std::string path, std::string text) {
    actors::DiskFile file{.path = path, .state = actors::FileState::present, .text = {}};
    file.text = base::SourceText(std::move(text));
    rehearsal_.disk[std::move(path)] = std::move(file);
  }
  void add(Step step) {
    now_ += std::chrono::milliseconds(choices_.below(256));
    step.at = now_;
    rehearsal_.steps.push_back(std::move(step));
  }
  void frame(std::string body) {
    Step step;
    step.body = std::move(body);
    add(std::move(step));
  }
  template <typename Fill>
  void notify(std::string_view method, Fill&& fill) {
    std::string params;
    JsonWriter writer(params);
    writer.object([&] { fill(writer); });
    frame(protocol::encode_notification(method, params));
  }
  template <typename Fill>
  void request(std::string_view method, Fill&& fill) {
    std::string params;
    JsonWriter writer(params);
    writer.object([&] { fill(writer); });
    frame(protocol::encode_request(++requests_, method, params));
  }

  std::string uri() { return "file://" + std::string(documents[choices_.below(3)].first); }
  void position(JsonWriter& writer, std::string_view name) {
    writer.key(name);
    writer.object([&] {
      // Mostly within the texts, now and then at the end of the world.
      const std::size_t line = choices_.below(10);
      writer.member("line", line == 9 ? std::int64_t{2147483647} : static_cast<std::int64_t>(line));
      writer.member("character", static_cast<std::int64_t>(choices_.below(90)));
    });
  }
  void range(JsonWriter& writer) {
    writer.key("range");
    writer.object([&] {
      position(writer, "start");
      position(writer, "end");
    });
  }

  void step() {
    switch (choices_.below(12)) {
      case 0:
      case 1:
        return open();
      case 2:
        return notify("textDocument/didClose", [&](JsonWriter& writer) { document(writer); });
      case 3:
        return notify("$/cancelRequest", [&](JsonWriter& writer) {
          writer.member("id", requests_ - static_cast<std::int64_t>(choices_.below(3)));
        });
      case 4:
        return frame(choices_.text());
      case 5:
        return change_disk();
      case 6:
      case 7:
        return edit();
      default:
        return ask();
    }
  }
  void document(JsonWriter& writer) {
    writer.key("textDocument");
    writer.object([&] { writer.member("uri", uri()); });
  }
  void open() {
    notify("textDocument/didOpen", [&](JsonWriter& writer) {
      const auto& [path, text] = documents[choices_.below(3)];
      writer.key("textDocument");
      writer.object([&] {
        writer.member("uri", "file://" + std::string(path));
        writer.member("languageId", path.ends_with("ts") ? "typescript" : "graphql");
        writer.member("version", 1);
        writer.member("text", std::string(text) + choices_.text());
      });
    });
  }
  void edit() {
    notify("textDocument/didChange", [&](JsonWriter& writer) {
      writer.key("textDocument");
      writer.object([&] {
        writer.member("uri", uri());
        writer.member("version", ++version_);
      });
      writer.key("contentChanges");
      writer.array([&] {
        writer.object([&] {
          if (choices_.below(8) != 0) {
            range(writer);
          }
          writer.member("text", choices_.text());
        });
      });
    });
  }
  void change_disk() {
    const auto& [path, text] = documents[choices_.below(3)];
    Step step;
    step.type = Step::Type::paths_changed;
    step.paths = {std::string(path)};
    actors::DiskFile file{
        .path = std::string(path), .state = actors::FileState::present, .text = {}};
    file.text = base::SourceText(std::string(text) + choices_.text());
    step.disk[std::string(path)] = std::move(file);
    add(std::move(step));
  }
  /// Any method, with everything that any of them might want.
  void ask() {
    const auto handlers = handlers::request_handlers();
    request(handlers[choices_.below(handlers.size())].method, [&](JsonWriter& writer) {
      document(writer);
      position(writer, "position");
      range(writer);
      writer.member("query", choices_.text());
      writer.member("newName", choices_.text());
      writer.member("ch", "}");
      writer.key("context");
      writer.raw(R"({"includeDeclaration":true,"diagnostics":[],"triggerKind":1})");
      writer.key("options");
      writer.raw(R"({"tabSize":2,"insertSpaces":true})");
      writer.key("positions");
      writer.array([&] {
        writer.object([&] {
          writer.member("line", 0);
          writer.member("character", static_cast<std::int64_t>(choices_.below(60)));
        });
      });
      writer.key("previousResultIds");
      writer.raw("[]");
    });
  }

  Choices choices_;
  actors::Rehearsal rehearsal_;
  actors::Instant now_ = std::chrono::seconds(1);
  std::int64_t requests_ = 0;
  std::int64_t version_ = 1;
};

/// How often each of our requests was answered.
std::map<std::int64_t, int> answers(const actors::Rehearsed& rehearsed) {
  std::map<std::int64_t, int> counts;
  protocol::JsonReader reader;
  for (const auto& written : rehearsed.written) {
    const protocol::Message message = protocol::read_message(reader, written.body);
    if (const auto* response = std::get_if<protocol::ResponseMessage>(&message)) {
      const auto* id = response->id ? std::get_if<std::int64_t>(&response->id->value) : nullptr;
      if (id != nullptr) {
        ++counts[*id];
      }
    }
  }
  return counts;
}

std::uint32_t number_in_environment(const char* name, std::uint32_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

std::string random_bytes(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string bytes(100 + random() % 700, '\0');
  // Letters and the like more often than the rest: texts are made of them, too.
  constexpr std::string_view likely =
      "{}()[]:$!@.#\"` \nabFQidnameonquery\x01\x02\x03\x04\x05\x06\x07";
  for (char& byte : bytes) {
    byte = random() % 3 == 0 ? likely[random() % likely.size()] : static_cast<char>(random());
  }
  return bytes;
}

TEST_CASE(
    "whatever a client does, each request has one answer, and the same input the same output") {
  const ide::LanguageSet languages = registry::make_language_set();
  const std::uint32_t count = 150 * number_in_environment("TROUPE_TEST_EFFORT", 1);
  const std::uint32_t begin = number_in_environment("TROUPE_SESSION_SEED", 1);
  for (std::uint32_t seed = begin; seed < begin + count; ++seed) {
    CAPTURE(seed);
    const std::string bytes = random_bytes(seed);
    Client client(bytes);
    const actors::Rehearsal rehearsal = client.write();
    const actors::Rehearsed first = rehearse(rehearsal, languages);
    const std::map<std::int64_t, int> counts = answers(first);
    REQUIRE_FALSE(first.exit_code);
    for (std::int64_t id = 1; id <= client.requests(); ++id) {
      CAPTURE(id);
      REQUIRE(counts.contains(id));
      REQUIRE(counts.at(id) == 1);
    }
    const actors::Rehearsed second = rehearse(rehearsal, languages);
    REQUIRE(first.written.size() == second.written.size());
    for (std::size_t i = 0; i < first.written.size(); ++i) {
      REQUIRE(first.written[i].body == second.written[i].body);
    }
  }
}

}  // namespace
}  // namespace troupe::server
