// textDocument/codeAction. Actions carry their edits: they are computed from what is known of the
// document anyway, and an action that is resolved later would need state or be computed twice.
//
// A fix is tied to the diagnostics that it mends by their code and range, and gives them back as
// the client sent them, since that is how clients put it behind their light bulbs. Clients that
// take no literals (only commands) get nothing.
#include "handlers/code_action.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/workspace_edit.hpp"
#include "protocol/editing_features.hpp"

namespace troupe::handlers {

namespace {

/// In the order of ide::CodeAction::Kind.
constexpr std::array<std::string_view, 5> kind_names = {
    "quickfix", "refactor.extract", "refactor.inline", "refactor.rewrite", "source.fixAll"};

/// Kinds are a tree: who asks for `refactor` gets `refactor.extract`, too.
bool is_wanted(std::string_view kind, const std::vector<std::string>& only) {
  return only.empty() || std::ranges::any_of(only, [&](const std::string& wanted) {
           return wanted.empty() || kind == wanted || kind.starts_with(wanted + ".");
         });
}

std::vector<protocol::Diagnostic> mended(const Positions& positions, const ide::CodeAction& action,
                                         const std::vector<protocol::Diagnostic>& asked_about) {
  std::vector<protocol::Diagnostic> found;
  std::ranges::copy_if(
      asked_about, std::back_inserter(found), [&](const protocol::Diagnostic& asked) {
        const auto* const code = asked.code ? std::get_if<std::string>(&*asked.code) : nullptr;
        return std::ranges::any_of(action.mends, [&](const ide::Diagnostic& one) {
          return code != nullptr && *code == one.code && positions.range(one.range) == asked.range;
        });
      });
  return found;
}

Response code_action(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                     const protocol::CodeActionParams& params) {
  const protocol::CodeActionClientCapabilities& client =
      session.capabilities.textDocument.codeAction;
  if (!client.codeActionLiteralSupport) {
    return "[]";
  }
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextRange range = positions.text_range(params.range);
  std::vector<ide::CodeAction> actions = gather(
      context, session, file,
      [&](const ide::Language& language) { return language.code_actions(context, file, range); });
  std::vector<protocol::CodeAction> encoded;
  for (ide::CodeAction& action : actions) {
    if (!can_apply(context, session, action.edit)) {
      continue;
    }
    const std::string_view kind = code_action_kind(action.kind);
    protocol::WorkspaceEdit edit = encode_workspace_edit(context, session, action.edit);
    const bool is_empty = edit.changes.empty() && edit.documentChanges.empty();
    if (is_empty || !is_wanted(kind, params.context.only)) {
      continue;
    }
    encoded.push_back({std::move(action.title), std::string(kind),
                       mended(positions, action, params.context.diagnostics),
                       action.is_preferred && client.isPreferredSupport, std::move(edit)});
  }
  return protocol::to_json(encoded);
}

}  // namespace

std::string_view code_action_kind(ide::CodeAction::Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::vector<std::string> code_action_kinds() {
  return {kind_names.begin(), kind_names.end()};
}

DecodedWork decode_code_action(Params params, SharedSession session) {
  return decode_work<protocol::CodeActionParams>(params, std::move(session), code_action);
}

}  // namespace troupe::handlers
