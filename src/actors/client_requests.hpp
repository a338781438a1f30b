// Our requests to the client.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "protocol/rpc.hpp"

namespace troupe::actors {

struct ClientRequest {
  enum class Kind : std::uint8_t {
    register_capability,
    unregister_capability,
    configuration,
    create_load_progress,
    refresh_diagnostics,
    refresh_code_lenses,
    refresh_inlay_hints,
    refresh_semantic_tokens,
  } kind = Kind::register_capability;
};

/// Those that wait for an answer, which may never come: nothing waits for it, and of those that
/// were forgotten by the client only the newest thousand are remembered.
class ClientRequests {
 public:
  [[nodiscard]] protocol::RequestId add(ClientRequest request) {
    constexpr std::size_t remembered = 1000;
    waiting_.emplace(++last_, request);
    if (waiting_.size() > remembered) {
      waiting_.erase(waiting_.begin());
    }
    return {last_};
  }
  [[nodiscard]] std::optional<ClientRequest> take(const protocol::RequestId& id) {
    const auto* number = std::get_if<std::int64_t>(&id.value);
    const auto found = number != nullptr ? waiting_.find(*number) : waiting_.end();
    if (found == waiting_.end()) {
      return std::nullopt;
    }
    const ClientRequest request = found->second;
    waiting_.erase(found);
    return request;
  }
  [[nodiscard]] bool is_waiting_for(ClientRequest::Kind kind) const {
    for (const auto& [id, request] : waiting_) {
      if (request.kind == kind) {
        return true;
      }
    }
    return false;
  }

 private:
  std::int64_t last_ = 0;
  std::map<std::int64_t, ClientRequest> waiting_;
};

}  // namespace troupe::actors
