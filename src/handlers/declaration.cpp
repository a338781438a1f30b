// textDocument/declaration: no language here declares a thing elsewhere than it
// defines it, and an editor's key for it should not be dead.
#include "handlers/definition_targets.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

DecodedWork decode_declaration(Params params, SharedSession session) {
  return decode_work<protocol::DefinitionParams>(
      params, std::move(session),
      [](engine::Context& context, Reporter& /*reporter*/, const Session& in,
         const protocol::DefinitionParams& asked) -> Response {
        return answer_with_targets(context, in, asked, &ide::Language::definition,
                                   in.capabilities.textDocument.declaration);
      });
}

}  // namespace troupe::handlers
