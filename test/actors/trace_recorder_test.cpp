#include "actors/trace_recorder.hpp"

#include <algorithm>
#include <cstdint>
#include <future>
#include <string>
#include <variant>

#include <doctest/doctest.h>

#include "analysis/ide/language.hpp"
#include "protocol/trace_file.hpp"

namespace troupe::actors {
namespace {

namespace trace = protocol::trace;

TEST_CASE("a disk that hangs costs bounded memory, and what was lost is marked") {
  const ide::LanguageSet languages({});
  SessionConfig config;
  config.languages = &languages;
  std::promise<void> release;
  std::promise<void> hanging;
  std::string file;
  int blocks = 0;
  TraceRecorder recorder(config, "1", [&](std::string_view block) {
    constexpr int first_of_the_thread = 3;
    if (++blocks == first_of_the_thread) {
      hanging.set_value();
      release.get_future().wait();
    }
    file += block;
    return true;
  });
  recorder.on_end(1);
  hanging.get_future().wait();
  constexpr std::uint64_t many = 2'000'000;
  for (std::uint64_t seq = 2; seq <= many; ++seq) {
    recorder.on_end(seq);
  }
  release.set_value();
  recorder.finish(0);

  const auto contents = trace::decode_file(file);
  REQUIRE(contents);
  CHECK(contents->damage.empty());
  const auto ends = std::ranges::count_if(contents->records, [](const trace::Record& record) {
    return std::holds_alternative<trace::End>(record);
  });
  CHECK(ends > 1000);
  CHECK(ends < static_cast<std::ptrdiff_t>(many));
  CHECK(std::ranges::any_of(contents->records, [](const trace::Record& record) {
    const auto* gap = std::get_if<trace::Gap>(&record);
    return gap != nullptr && gap->seq == many;
  }));
}

TEST_CASE("what is in memory is handed out as a trace, again and again") {
  const ide::LanguageSet languages({});
  SessionConfig config;
  config.languages = &languages;
  TraceRecorder recorder(config, "1", TraceRecorder::Memory{.bytes = 1U << 20U});
  const auto ends_in_dump = [&] {
    std::promise<std::string> dumped;
    recorder.dump([&](std::string file, bool is_whole) {
      CHECK(is_whole);
      dumped.set_value(std::move(file));
    });
    const auto contents = trace::decode_file(dumped.get_future().get());
    REQUIRE(contents);
    REQUIRE_FALSE(contents->records.empty());
    CHECK(std::holds_alternative<trace::Header>(contents->records.front()));
    return std::ranges::count_if(contents->records, [](const trace::Record& record) {
      return std::holds_alternative<trace::End>(record);
    });
  };
  CHECK(ends_in_dump() == 0);
  for (std::uint64_t seq = 1; seq <= 10; ++seq) {
    recorder.on_end(seq);
    CHECK(ends_in_dump() == static_cast<std::ptrdiff_t>(seq));
  }
  recorder.finish(0);
}

}  // namespace
}  // namespace troupe::actors
