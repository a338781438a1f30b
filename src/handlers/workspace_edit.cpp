#include "handlers/workspace_edit.hpp"

#include <algorithm>
#include <utility>

#include "base/seeded_defects.hpp"

namespace troupe::handlers {

namespace {

bool is_there(engine::Context& context, ide::FileId file) {
  return context.find<ide::FileText>(file) != nullptr;
}

}  // namespace

bool can_apply(engine::Context& context, const Session& session, const ide::WorkspaceEdit& edit) {
  const protocol::WorkspaceEditClientCapabilities& client =
      session.capabilities.workspace.workspaceEdit;
  return (client.documentChanges && std::ranges::find(client.resourceOperations, "create") !=
                                        client.resourceOperations.end()) ||
         std::ranges::all_of(
             edit, [&context](const ide::FileEdits& file) { return is_there(context, file.file); });
}

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
    if (edits.size() > 1 && base::defect_strikes("rename-last-edit-lost")) {
      edits.pop_back();
    }
    std::string uri = uri_of_file(context, file.file);
    if (!with_versions) {
      encoded.changes.insert_or_assign(std::move(uri), std::move(edits));
      continue;
    }
    const std::int32_t* const version = context.find<ide::DocumentVersion>(file.file);
    if (!is_there(context, file.file)) {
      encoded.documentChanges.emplace_back(protocol::CreateFile{uri});
    }
    encoded.documentChanges.emplace_back(protocol::TextDocumentEdit{
        {std::move(uri), version != nullptr ? std::optional(*version) : std::nullopt},
        std::move(edits)});
  }
  return encoded;
}

}  // namespace troupe::handlers
