#include "server/limits_option.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/suggestion.hpp"

namespace troupe::server {

namespace {

using actors::Limits;

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};
constexpr std::array<Unit, 5> size_units{
    {{"", 1}, {"B", 1}, {"KiB", 1U << 10U}, {"MiB", 1U << 20U}, {"GiB", 1U << 30U}}};
constexpr std::array<Unit, 4> time_units{{{"", 1}, {"ms", 1}, {"s", 1000}, {"min", 60'000}}};
constexpr std::array<Unit, 1> count_units{{{"", 1}}};

struct Row {
  std::string_view name;
  std::variant<std::size_t Limits::*, std::uint32_t Limits::*> field;
  std::span<const Unit> units;
  std::string_view example;
  std::uint64_t least;
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};
/// JSON is walked by functions that call themselves, too: what they need of a stack for each level
/// is a few hundred bytes.
constexpr std::uint64_t deepest_json = 4096;

constexpr std::array rows = std::to_array<Row>({
    {"header", &Limits::header_bytes, size_units, "8KiB", 64},
    {"frame", &Limits::frame_bytes, size_units, "16MiB", 1024},
    {"file", &Limits::analysed_file_bytes, size_units, "4MiB", 0},
    {"documents", &Limits::open_documents, count_units, "10000", 1},
    {"requests", &Limits::requests_in_flight, count_units, "256", 1},
    {"outbound", &Limits::outbound_bytes, size_units, "64MiB", 1024},
    {"backlog", &Limits::backlog_bytes, size_units, "4MiB", 1024},
    {"introduction", &Limits::introduction_bytes, size_units, "1MiB", 256},
    {"sessions", &Limits::sessions, count_units, "32", 1, 10'000},
    {"json-depth", &Limits::json_depth, count_units, "256", 16, deepest_json},
    {"source-depth", &Limits::source_depth, count_units, "1024", 8, ide::NestingLimit::most},
    {"memory", &Limits::memory_bytes, size_units, "1GiB", std::uint64_t{32} << 20U},
    {"interactive-deadline", &Limits::interactive_deadline_ms, time_units, "2s", 1},
    {"workspace-deadline", &Limits::workspace_deadline_ms, time_units, "30s", 1},
    {"diagnostics-delay", &Limits::diagnostics_delay_ms, time_units, "150ms", 0},
    {"startup-patience", &Limits::startup_patience_ms, time_units, "1s", 0},
    {"warm-base", &Limits::warm_base_ms, time_units, "5min", 0},
});

/// `16MiB` in the smallest unit.
std::optional<std::uint64_t> parse_amount(std::string_view text, std::span<const Unit> units) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data()) {
    return std::nullopt;
  }
  const std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end() || number > std::numeric_limits<std::uint64_t>::max() / unit->factor) {
    return std::nullopt;
  }
  return number * unit->factor;
}

base::Result<void> set(Limits& limits, const Row& row, std::uint64_t amount) {
  return std::visit(
      [&](auto field) -> base::Result<void> {
        using Number = std::remove_reference_t<decltype(limits.*field)>;
        const std::uint64_t most =
            std::min<std::uint64_t>(row.most, std::numeric_limits<Number>::max());
        if (amount < row.least || amount > most) {
          return base::failure("--limit " + std::string(row.name) + ": " + std::to_string(amount) +
                               " is out of range, which is " + std::to_string(row.least) + " to " +
                               std::to_string(most));
        }
        limits.*field = static_cast<Number>(amount);
        return {};
      },
      row.field);
}

base::Error unknown_name(const std::string& name) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  std::ranges::transform(rows, std::back_inserter(names),
                         [](const Row& row) { return std::string(row.name); });
  std::string message = "--limit: there is no limit '" + name + "'";
  const std::string_view meant = nearest(name, names);
  if (!meant.empty()) {
    message += "; did you mean '" + std::string(meant) + "'?";
  }
  return {std::move(message)};
}

}  // namespace

std::optional<std::size_t> parse_size(std::string_view text) {
  return parse_amount(text, size_units);
}

base::Result<Limits> parse_limits(std::span<const std::string> given) {
  Limits limits;
  for (const std::string& each : given) {
    const std::size_t equals = each.find('=');
    const std::string name = each.substr(0, equals);
    const auto* const row = std::ranges::find(rows, name, &Row::name);
    if (row == rows.end()) {
      return std::unexpected(unknown_name(name));
    }
    const auto amount = equals == std::string::npos
                            ? std::nullopt
                            : parse_amount(std::string_view(each).substr(equals + 1), row->units);
    if (!amount) {
      return base::failure("--limit " + each + ": write it as " + name + "=" +
                           std::string(row->example));
    }
    if (auto done = set(limits, *row, *amount); !done) {
      return std::unexpected(done.error());
    }
  }
  return limits;
}

}  // namespace troupe::server
