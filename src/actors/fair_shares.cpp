// The rate is a moving average with weights that fade exponentially: what was used since the last
// look counts as if it had been spread over the time that is remembered.
#include "actors/fair_shares.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::actors {

namespace {

double seconds(Duration time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

std::vector<FairShares::Change> FairShares::look(Instant now, std::span<const Session> sessions) {
  const double fading = std::exp(-seconds(now - looked_at_) / seconds(memory));
  looked_at_ = now;
  for (auto& [number, account] : accounts_) {
    account.is_there = false;
  }
  for (const Session& session : sessions) {
    const auto [place, is_new] = accounts_.try_emplace(session.number);
    Account& account = place->second;
    const Duration before = is_new ? session.used : account.used;
    account.used = session.used;
    account.rate = account.rate * fading + seconds(session.used - before) / seconds(memory);
    account.is_there = true;
  }
  std::erase_if(accounts_, [](const auto& entry) { return !entry.second.is_there; });

  const auto is_at_work = [&](const Session& session) { return session.latest + attention > now; };
  std::vector<Change> changes;
  is_worth_looking_ = std::ranges::any_of(sessions, is_at_work);
  for (const Session& session : sessions) {
    Account& account = accounts_[session.number];
    const bool takes_much = account.rate > (account.stands_behind ? little : much);
    const bool is_behind = takes_much && std::ranges::any_of(sessions, [&](const Session& other) {
                             return other.number != session.number && is_at_work(other) &&
                                    accounts_[other.number].rate < account.rate / 2;
                           });
    if (is_behind != account.stands_behind) {
      account.stands_behind = is_behind;
      changes.push_back({.session = session.number, .stands_behind = is_behind});
    }
    is_worth_looking_ = is_worth_looking_ || is_behind;
  }
  return changes;
}

}  // namespace troupe::actors
