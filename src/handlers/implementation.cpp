// textDocument/implementation.
#include "handlers/definition_targets.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

DecodedWork decode_implementation(Params params, SharedSession session) {
  return decode_work<protocol::DefinitionParams>(
      params, std::move(session),
      [](engine::Context& context, Reporter& /*reporter*/, const Session& in,
         const protocol::DefinitionParams& asked) -> Response {
        return answer_with_targets(context, in, asked, &ide::Language::implementation,
                                   in.capabilities.textDocument.implementation);
      });
}

}  // namespace troupe::handlers
