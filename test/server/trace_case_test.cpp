#include "server/trace_case.hpp"

#include <string>

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

using actors::DiskFile;
using actors::FileState;
using actors::Instant;
using actors::Rehearsal;
using Step = Rehearsal::Step;

DiskFile file(const std::string& path, FileState state, std::string text = {}) {
  return {.path = path, .state = state, .text = base::SourceText(std::move(text))};
}

/// One of everything that a session may hold.
TraceCase everything() {
  TraceCase whole{.fails_when = "grep -q \"it's wrong\"", .order = 17, .rehearsal = {}};
  Rehearsal& rehearsal = whole.rehearsal;
  rehearsal.setup.header.settings = {{"diagnostics_delay_ms", 7}};
  rehearsal.setup.environment = {{"HOST", "a \"b\"\n"}};
  rehearsal.listed = {"/w/a.graphql", "/w/b.graphql"};
  rehearsal.disk["/w/a.graphql"] = file("/w/a.graphql", FileState::present, "type Query\n\t\"é\"");
  rehearsal.disk["/w/b.graphql"] = file("/w/b.graphql", FileState::too_large);
  Step step;
  step.at = std::chrono::seconds(3);
  step.body = R"({"jsonrpc":"2.0","id":0,"method":"initialize"})";
  rehearsal.steps.push_back(step);
  step.at += std::chrono::microseconds(1500);
  step.body = "no JSON";
  step.disk["/w/b.graphql"] = file("/w/b.graphql", FileState::missing);
  rehearsal.steps.push_back(step);
  step = {};
  step.type = Step::Type::paths_changed;
  step.paths = {"/w/b.graphql"};
  rehearsal.steps.push_back(step);
  step.type = Step::Type::input_ended;
  rehearsal.steps.push_back(step);
  return whole;
}

TEST_CASE("a test case that is read again is the same") {
  const TraceCase one = everything();
  const auto two = parse_case(case_text(one));
  REQUIRE(two);
  CHECK(two->fails_when == one.fails_when);
  CHECK(two->order == 17U);
  CHECK(two->rehearsal.setup.header.settings == one.rehearsal.setup.header.settings);
  CHECK(two->rehearsal.setup.environment == one.rehearsal.setup.environment);
  CHECK(two->rehearsal.listed == one.rehearsal.listed);
  CHECK(two->rehearsal.disk.at("/w/a.graphql").text.view() == "type Query\n\t\"é\"");
  CHECK(two->rehearsal.disk.at("/w/b.graphql").state == FileState::too_large);
  REQUIRE(two->rehearsal.steps.size() == 4);
  CHECK(two->rehearsal.steps[0].at == Instant{});
  CHECK(two->rehearsal.steps[0].body == one.rehearsal.steps[0].body);
  CHECK(two->rehearsal.steps[1].at == std::chrono::microseconds(1500));
  CHECK(two->rehearsal.steps[1].body == "no JSON");
  CHECK(two->rehearsal.steps[1].disk.at("/w/b.graphql").state == FileState::missing);
  CHECK(two->rehearsal.steps[2].type == Step::Type::paths_changed);
  CHECK(two->rehearsal.steps[2].paths == one.rehearsal.steps[2].paths);
  CHECK(two->rehearsal.steps[3].type == Step::Type::input_ended);
  CHECK(case_text(*two) == case_text(one));
}

TEST_CASE("a test case says only what is not as usual") {
  TraceCase plain;
  plain.rehearsal.setup.header.settings = {{"diagnostics_delay_ms", 150}, {"batch_workers", 1}};
  CHECK(case_text(plain).find("batch_workers") == std::string::npos);
  CHECK(case_text(plain).find("diagnostics_delay_ms") == std::string::npos);
  CHECK(case_text(plain).find("order") == std::string::npos);
}

TEST_CASE("what is no test case is refused, and why") {
  for (const char* text : {"", "{}", "[1]", R"({"troupe_case":2})"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_case(text));
  }
  const auto parsed = parse_case(R"({"troupe_case":1,"steps":[{"ended":true},{"at":1}]})");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().message.starts_with("step 2 has neither"));
}

}  // namespace
}  // namespace troupe::server
