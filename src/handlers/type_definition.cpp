// textDocument/typeDefinition.
#include "handlers/definition_targets.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

DecodedWork decode_type_definition(Params params, SharedSession session) {
  return decode_work<protocol::DefinitionParams>(
      params, std::move(session),
      [](engine::Context& context, Reporter& /*reporter*/, const Session& in,
         const protocol::DefinitionParams& asked) -> Response {
        return answer_with_targets(context, in, asked, &ide::Language::type_definition,
                                   in.capabilities.textDocument.typeDefinition);
      });
}

}  // namespace troupe::handlers
