// workspace/diagnostic: one report for each file that has something to report, or had.
//
// A file that is clean and of which the client remembers nothing is left out: of ten thousand
// files most are. A file that the client remembers and that is gone, or that no language claims any
// more, gets an empty report. Where the client takes partial results, reports go out as they are
// ready, a few at a time, and the result itself is empty.
#include <algorithm>
#include <map>
#include <set>

#include "handlers/diagnostics.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

namespace {

constexpr std::size_t reports_in_part = 50;

/// Every file to be looked at, sorted by path. Before the workspace has been listed those that are
/// open.
std::vector<ide::FileId> files_to_check(engine::Context& context) {
  if (const auto* files = context.find<ide::WorkspaceFiles>({})) {
    return **files;
  }
  const auto* open = context.find<ide::OpenDocuments>({});
  return open != nullptr ? *open : std::vector<ide::FileId>();
}

/// One answer in the making.
class WorkspaceReport {
 public:
  WorkspaceReport(engine::Context& context, Reporter& reporter, const Session& session,
                  const protocol::WorkspaceDiagnosticParams& params)
      : context_(&context), reporter_(&reporter), session_(&session) {
    for (const protocol::PreviousResultId& previous : params.previousResultIds) {
      const ide::FileId file = file_of_uri(context, previous.uri);
      remembered_.insert_or_assign(context.lookup(file).path, &previous);
    }
  }

  std::string run() {
    const std::vector<ide::FileId> files = files_to_check(*context_);
    std::size_t done = 0;
    for (const ide::FileId file : files) {
      context_->checkpoint();
      check(file);
      ++done;
      reporter_->progress(std::to_string(done) + "/" + std::to_string(files.size()) + " files",
                          static_cast<unsigned>(done * 100 / files.size()));
    }
    const bool is_listed = context_->find<ide::WorkspaceFiles>({}) != nullptr;
    for (const auto& [path, previous] : remembered_) {
      if (!is_listed) {
        break;  // perhaps they are only not loaded yet
      }
      add(protocol::WorkspaceFullDocumentDiagnosticReport{
          previous->uri, {}, diagnostics_result_id("[]"), {}});
    }
    if (reporter_->wants_partial_results()) {
      send_part();
    }
    return protocol::to_json(ready_);
  }

 private:
  void check(ide::FileId file) {
    std::vector<protocol::Diagnostic> items = diagnostics_of(*context_, *session_, file);
    const auto remembered = remembered_.find(context_->lookup(file).path);
    const bool is_remembered = remembered != remembered_.end();
    if (items.empty() && !is_remembered) {
      return;
    }
    std::string id = diagnostics_result_id(protocol::to_json(items));
    const bool is_unchanged = is_remembered && remembered->second->value == id;
    const std::int32_t* const version = context_->find<ide::DocumentVersion>(file);
    const auto version_or_null = version != nullptr ? std::optional(*version) : std::nullopt;
    if (is_unchanged) {
      add(protocol::WorkspaceUnchangedDocumentDiagnosticReport{uri_of_file(*context_, file),
                                                               version_or_null, std::move(id)});
    } else {
      add(protocol::WorkspaceFullDocumentDiagnosticReport{
          uri_of_file(*context_, file), version_or_null, std::move(id), std::move(items)});
    }
    if (is_remembered) {
      remembered_.erase(remembered);
    }
  }

  void add(protocol::WorkspaceDocumentDiagnosticReport report) {
    ready_.items.push_back(std::move(report));
    if (ready_.items.size() >= reports_in_part && reporter_->wants_partial_results()) {
      send_part();
    }
  }

  void send_part() {
    if (!ready_.items.empty()) {
      reporter_->partial_result(protocol::to_json(ready_));
      ready_.items.clear();
    }
  }

  engine::Context* context_;
  Reporter* reporter_;
  const Session* session_;
  /// What the client remembers of files that have not been looked at yet, by path.
  std::map<std::string, const protocol::PreviousResultId*> remembered_;
  protocol::WorkspaceDiagnosticReport ready_;  ///< not sent yet
};

}  // namespace

DecodedWork decode_workspace_diagnostic(Params params, SharedSession session) {
  return decode_work<protocol::WorkspaceDiagnosticParams>(
      params, std::move(session),
      [](engine::Context& context, Reporter& reporter, const Session& in,
         const protocol::WorkspaceDiagnosticParams& asked) -> Response {
        return WorkspaceReport(context, reporter, in, asked).run();
      });
}

}  // namespace troupe::handlers
