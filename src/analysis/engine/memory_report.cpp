#include <algorithm>

#include "analysis/engine/context.hpp"
#include "analysis/engine/database.hpp"

namespace troupe::engine {

namespace {

using detail::Memo;
using detail::Version;

void add_versions(MemoryUse& use, const detail::IngredientInfo& info,
                  const detail::InputCell& cell) {
  for (const Version* version = cell.version.load(); version != nullptr;
       version = version->next.load()) {
    use.engine_bytes += detail::version_value_offset + (version->has_value ? info.value_size : 0);
    if (version->has_value && !version->retired.value_gone) {
      ++use.values;
      use.value_bytes += info.memory_size != nullptr ? info.memory_size(version->value()) : 0;
    }
  }
}

void add_memos(MemoryUse& use, const detail::IngredientInfo& info, detail::QueryCell& cell) {
  for (Memo* memo = cell.memo.load(); detail::is_memo(memo); memo = memo->next()) {
    use.engine_bytes += detail::memo_size(info, *memo);
    if (!memo->is_hollow()) {
      ++use.values;
      use.value_bytes += info.memory_size != nullptr ? info.memory_size(memo->value()) : 0;
    }
  }
}

}  // namespace

MemoryReport Database::memory() const {
  MemoryReport report;
  // Alone, so that nothing that is looked at is freed.
  core_->epochs().run_alone([&] {
    for (detail::Ingredient* const ingredient : core_->ingredients()) {
      const detail::IngredientInfo& info = ingredient->info();
      MemoryUse use;
      use.name = info.name;
      use.is_input = info.is_input;
      use.engine_bytes = ingredient->memory();
      ingredient->for_each([&](detail::CellHead& head) {
        ++use.slots;
        if (info.is_input) {
          add_versions(use, info, static_cast<detail::InputCell&>(head));
        } else {
          add_memos(use, info, static_cast<detail::QueryCell&>(head));
        }
      });
      report.by_type.push_back(use);
    }
    report.retired_items = core_->epochs().pending().size();
    report.live_snapshots = core_->epochs().live_states();
  });
  std::ranges::sort(report.by_type, {}, &MemoryUse::name);
  report.interned_bytes = core_->interned().memory();
  report.shared_bytes =
      sizeof(detail::Core) + core_->nodes().memory() + core_->older_intervals().memory();
  return report;
}

std::size_t MemoryReport::total_bytes() const {
  std::size_t bytes = interned_bytes + shared_bytes;
  for (const MemoryUse& use : by_type) {
    bytes += use.engine_bytes + use.value_bytes;
  }
  return bytes;
}

}  // namespace troupe::engine
