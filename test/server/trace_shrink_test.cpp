#include "server/trace_shrink.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

using actors::Rehearsal;
using Numbers = std::vector<std::size_t>;

bool holds(const Numbers& kept, std::size_t number) {
  return std::ranges::find(kept, number) != kept.end();
}

Rehearsal::Step frame(std::string body) {
  Rehearsal::Step step;
  step.body = std::move(body);
  return step;
}

/// Ten messages, of which the fourth opens a document.
Rehearsal ten_messages() {
  Rehearsal rehearsal;
  for (int number = 0; number < 10; ++number) {
    rehearsal.steps.push_back(
        frame(R"({"jsonrpc":"2.0","method":"m)" + std::to_string(number) + "\"}"));
  }
  rehearsal.steps[3] = frame(
      R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a","text":"one\ntwo\nthree\n"}}})");
  rehearsal.listed = {"/a", "/b", "/c"};
  for (const std::string& path : rehearsal.listed) {
    rehearsal.disk[path] = {
        .path = path, .state = actors::FileState::present, .text = base::SourceText("x\ny\n")};
  }
  return rehearsal;
}

bool has(const Rehearsal& rehearsal, std::string_view part) {
  return std::ranges::any_of(rehearsal.steps, [&](const Rehearsal::Step& step) {
    return step.body.find(part) != std::string::npos;
  });
}

TEST_CASE("what is needed stays, what is not goes, wherever it stands") {
  for (std::size_t count = 1; count <= 20; ++count) {
    for (std::size_t needed = 0; needed < count; ++needed) {
      CHECK(minimized(count, [&](const Numbers& kept) { return holds(kept, needed); }) ==
            Numbers{needed});
    }
  }
  const auto both = [](const Numbers& kept) { return holds(kept, 2) && holds(kept, 17); };
  CHECK(minimized(20, both) == Numbers{2, 17});
  CHECK(minimized(7, [](const Numbers&) { return true; }).empty());
  CHECK(minimized(5, [](const Numbers& kept) { return kept.size() == 5; }).size() == 5);
}

TEST_CASE("looking takes a few rehearsals for many messages") {
  std::size_t looks = 0;
  const Numbers kept = minimized(1000, [&](const Numbers& some) {
    ++looks;
    return holds(some, 123) && holds(some, 877);
  });
  CHECK(kept == Numbers{123, 877});
  CHECK(looks < 120);
}

TEST_CASE("messages, files and lines that are not needed are left out") {
  const Rehearsal small = shrunk(ten_messages(), [](const Rehearsal& part) {
    const auto file = part.disk.find("/b");
    return has(part, "two") && has(part, "m7") && file != part.disk.end() &&
           file->second.text.view().find('y') != std::string_view::npos;
  });
  REQUIRE(small.steps.size() == 3);
  CHECK(has(small, "m0"));
  CHECK(has(small, R"("text":"two\n")"));
  CHECK(has(small, "m7"));
  CHECK(small.listed == std::vector<std::string>{"/b"});
  CHECK(small.disk.at("/b").text.view() == "y\n");
}

TEST_CASE("what a message found changed on the disk stays when the message goes") {
  Rehearsal rehearsal = ten_messages();
  rehearsal.steps[5].disk["/new"] = {
      .path = "/new", .state = actors::FileState::present, .text = base::SourceText("new")};
  const Rehearsal small = shrunk(rehearsal, [](const Rehearsal& part) {
    return has(part, "m8") && std::ranges::any_of(part.steps, [](const Rehearsal::Step& step) {
             return step.disk.contains("/new");
           });
  });
  REQUIRE(small.steps.size() == 2);
  CHECK(small.steps[1].disk.contains("/new"));
}

}  // namespace
}  // namespace troupe::server
