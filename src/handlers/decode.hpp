// From a request's JSON to the work it asks for.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include "handlers/handler.hpp"
#include "protocol/codec.hpp"

namespace troupe::handlers {

using DecodedWork = std::expected<Work, protocol::ResponseError>;

/// Decodes `params` and closes over them and the session: `run(context, reporter, session, params)`
/// is what the work does. Parameters that do not fit are the client's InvalidParams.
template <typename Params, typename Run>
[[nodiscard]] DecodedWork decode_work(std::optional<protocol::JsonValue> params,
                                      std::shared_ptr<const Session> session, Run run) {
  base::Result<Params> decoded = protocol::decode<Params>(params);
  if (!decoded) {
    return std::unexpected(protocol::ResponseError{
        protocol::ErrorCode::InvalidParams, std::move(decoded.error().message), {}});
  }
  return Work([session = std::move(session), params = std::move(*decoded), run](
                  engine::Context& context, Reporter& reporter) -> Response {
    return run(context, reporter, *session, params);
  });
}

}  // namespace troupe::handlers
