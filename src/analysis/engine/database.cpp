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
  // A new epoch, so that what was replaced during this one does not wait for the next revision.
  detail::Epochs& epochs = core_->epochs();
  epochs.publish(epochs.current().revision, epochs.current().last_changed);
  epochs.collect(SIZE_MAX);
}

}  // namespace troupe::engine
