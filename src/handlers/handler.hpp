// The contract between an LSP method and the actors that carry it out.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/language.hpp"
#include "base/line_index.hpp"
#include "protocol/json.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/rpc.hpp"

namespace troupe::handlers {

/// Interactive work (somebody waits for it at the keyboard) never waits behind batch work.
enum class Lane : std::uint8_t { interactive, batch };

/// What a handler may know of its session. Immutable: made at `initialize`, shared by every job.
struct Session {
  base::PositionEncoding encoding = base::PositionEncoding::utf16;
  protocol::ClientCapabilities capabilities;
  const ide::LanguageSet* languages = nullptr;  ///< outlives the session
  std::vector<std::string> client_commands;     ///< see client_commands.hpp
};

/// Where running work may send what is ready before the rest: `$/progress` for the request's
/// `partialResultToken` and `workDoneToken`. Without such tokens the calls do nothing. Lives on the
/// worker that runs the job.
class Reporter {
 public:
  Reporter() = default;
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;
  virtual ~Reporter() = default;

  [[nodiscard]] virtual bool wants_partial_results() const = 0;
  /// `value` is the raw JSON of one partial result.
  virtual void partial_result(std::string value) = 0;
  /// `percentage` in 0..100. Rate-limited by the receiver.
  virtual void progress(std::string_view message, unsigned percentage) = 0;
};

/// The raw JSON of `result`, or the error that the client gets instead.
using Response = std::expected<std::string, protocol::ResponseError>;

/// A decoded request: a pure function of the snapshot. Copyable; runs once, on a worker. May throw
/// engine::Cancelled and base::CheckFailed.
using Work = std::function<Response(engine::Context&, Reporter&)>;

/// One LSP request method that needs analysis.
struct RequestHandler {
  std::string_view method;
  Lane lane = Lane::interactive;
  /// Runs in the protocol actor: reads `params` (which live only during the call) into plain
  /// structs and closes over them. Errors are InvalidParams and name the member that is wrong.
  std::expected<Work, protocol::ResponseError> (*decode)(std::optional<protocol::JsonValue> params,
                                                         std::shared_ptr<const Session> session);
};

/// All of them, sorted by method.
[[nodiscard]] std::span<const RequestHandler> request_handlers();

/// The handler of a method, nothing when no such request is served.
[[nodiscard]] const RequestHandler* find_request_handler(std::string_view method);

}  // namespace troupe::handlers
