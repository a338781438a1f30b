// The requests of a session that are not answered yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "actors/job.hpp"
#include "actors/time.hpp"
#include "analysis/engine/engine.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

struct RequestInFlight {
  protocol::RequestId id;
  JobId job;
  std::string method;
  std::string document;  ///< URI; empty when the request is about no single document
  engine::CancellationSource cancel;
  Instant received_at{};
  std::optional<protocol::ProgressToken> work_done_token;
  std::optional<protocol::ProgressToken> partial_result_token;
  bool progress_begun = false;
  Instant progress_at{};  ///< when progress was last reported
};

/// By id, by job and in order of arrival. An entry is there exactly as long as its request is
/// unanswered: taking it out is what gives the right to answer, so that nothing is answered twice.
class RequestTable {
 public:
  /// False, and nothing happens: the id is in flight already.
  bool add(RequestInFlight request);
  [[nodiscard]] bool contains(const protocol::RequestId& id) const { return jobs_.contains(id); }
  [[nodiscard]] RequestInFlight* find(JobId job);
  [[nodiscard]] std::optional<RequestInFlight> take(JobId job);
  [[nodiscard]] std::optional<RequestInFlight> take(const protocol::RequestId& id);
  /// The oldest request of the same method about the same document: what a newer one makes useless.
  [[nodiscard]] std::optional<RequestInFlight> take_superseded(const std::string& method,
                                                               const std::string& document);
  [[nodiscard]] std::vector<RequestInFlight> take_all();
  [[nodiscard]] std::size_t size() const { return requests_.size(); }

 private:
  std::map<std::uint64_t, RequestInFlight> requests_;  ///< by job, that is in order of arrival
  std::unordered_map<protocol::RequestId, JobId> jobs_;
};

}  // namespace troupe::actors
