#include "analysis/engine/database.hpp"

#include <algorithm>
#include <utility>

namespace troupe::engine {

void Snapshot::drop() noexcept {
  if (detail::SnapshotState* const state = std::exchange(state_, nullptr)) {
    state->core->epochs().release(*state);
  }
}

Database::Database(Options options) : core_(new detail::Core(options)) {}

Database::Database(Database&& other) noexcept : core_(std::exchange(other.core_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(core_, other.core_);
  return *this;
}

Database::~Database() {
  if (core_ != nullptr) {
    core_->epochs().release(core_->epochs().current());
    core_->drop_user();
  }
}

Revision Database::apply(ChangeSet changes) {
  return core_->apply(changes.first_);
}

Revision Database::revision() const {
  return Revision{core_->epochs().current().revision};
}

Snapshot Database::snapshot() const {
  return Snapshot(*core_->epochs().acquire());
}

void Database::reclaim() {
  core_->epochs().collect(SIZE_MAX);
}

}  // namespace troupe::engine
