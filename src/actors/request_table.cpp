#include "actors/request_table.hpp"

#include <utility>

namespace troupe::actors {

bool RequestTable::add(RequestInFlight request) {
  if (!jobs_.emplace(request.id, request.job).second) {
    return false;
  }
  const std::uint64_t key = request.job.value;
  requests_.emplace(key, std::move(request));
  return true;
}

RequestInFlight* RequestTable::find(JobId job) {
  const auto found = requests_.find(job.value);
  return found == requests_.end() ? nullptr : &found->second;
}

std::optional<RequestInFlight> RequestTable::take(JobId job) {
  const auto found = requests_.find(job.value);
  if (found == requests_.end()) {
    return std::nullopt;
  }
  RequestInFlight request = std::move(found->second);
  requests_.erase(found);
  jobs_.erase(request.id);
  return request;
}

std::optional<RequestInFlight> RequestTable::take(const protocol::RequestId& id) {
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? std::nullopt : take(found->second);
}

std::optional<RequestInFlight> RequestTable::take_superseded(const std::string& method,
                                                             const std::string& document) {
  if (document.empty()) {
    return std::nullopt;
  }
  for (const auto& [job, request] : requests_) {
    if (request.method == method && request.document == document) {
      return take(JobId{job});
    }
  }
  return std::nullopt;
}

std::vector<RequestInFlight> RequestTable::take_all() {
  std::vector<RequestInFlight> all;
  all.reserve(requests_.size());
  for (auto& [job, request] : requests_) {
    all.push_back(std::move(request));
  }
  requests_.clear();
  jobs_.clear();
  return all;
}

}  // namespace troupe::actors
