#include "handlers/workspace_edit.hpp"

#include <utility>

namespace troupe::handlers {

std::vector<protocol::TextEdit> encode_edits(const Positions& positions,
                                             const std::vector<ide::TextEdit>& edits) {
  std::vector<protocol::TextEdit> encoded;
  encoded.reserve(edits.size());
  for (const ide::TextEdit& edit : edits) {
    encoded.push_back({positions.range(edit.range), edit.new_text});
  }
  return encoded;
}

protocol::WorkspaceEdit encode_workspace_edit(engine::Context& context, const Session& session,
                                              const ide::WorkspaceEdit& edit) {
  const bool with_versions = session.capabilities.workspace.workspaceEdit.documentChanges;
  protocol::WorkspaceEdit encoded;
  for (const ide::FileEdits& file : edit) {
    if (file.edits.empty()) {
      continue;
    }
    auto edits = encode_edits(Positions(context, session, file.file), file.edits);
    std::string uri = uri_of_file(context, file.file);
    if (!with_versions) {
      encoded.changes.insert_or_assign(std::move(uri), std::move(edits));
      continue;
    }
    const std::int32_t* const version = context.find<ide::DocumentVersion>(file.file);
    encoded.documentChanges.push_back(
        {{std::move(uri), version != nullptr ? std::optional(*version) : std::nullopt},
         std::move(edits)});
  }
  return encoded;
}

}  // namespace troupe::handlers
