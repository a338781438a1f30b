// textDocument/prepareRename and textDocument/rename. What a language refuses becomes an error with
// its reason, which clients show; where there is no name at all the answer is null.
//
// Rename is in the batch lane: it may have to read every file of the workspace for the first time,
// and half of a rename is none.
#include <optional>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "handlers/workspace_edit.hpp"
#include "protocol/editing_features.hpp"

namespace troupe::handlers {

namespace {

Response refuse(ide::Refusal refusal) {
  return std::unexpected(
      protocol::ResponseError{protocol::ErrorCode::RequestFailed, std::move(refusal.message), {}});
}

Response prepare_rename(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                        const protocol::PrepareRenameParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    auto target = language->prepare_rename(context, file, offset);
    if (!target) {
      return refuse(std::move(target.error()));
    }
    if (*target) {
      if (base::defect_strikes("rename-placeholder-lost")) {
        (*target)->placeholder.clear();
      }
      return protocol::to_json(
          protocol::PrepareRenameResult{positions.range((*target)->range), (*target)->placeholder});
    }
  }
  return "null";
}

Response rename(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                const protocol::RenameParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const ide::TextOffset offset = Positions(context, session, file).offset(params.position);
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    auto edit = language->rename(context, file, offset, params.newName);
    if (!edit) {
      return refuse(std::move(edit.error()));
    }
    if (!edit->empty()) {
      return protocol::to_json(encode_workspace_edit(context, session, *edit));
    }
  }
  return "null";
}

}  // namespace

DecodedWork decode_prepare_rename(Params params, SharedSession session) {
  return decode_work<protocol::PrepareRenameParams>(params, std::move(session), prepare_rename);
}

DecodedWork decode_rename(Params params, SharedSession session) {
  return decode_work<protocol::RenameParams>(params, std::move(session), rename);
}

}  // namespace troupe::handlers
