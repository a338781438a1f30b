// textDocument/completion.
//
// Items go out in the order in which they are to be shown. Clients sort by sortText, so each gets
// the rank of its sort key; where all have the same key nothing is said, since the label is what
// remains. What all items share is said once where the client takes itemDefaults. Documentation
// is left to completionItem/resolve.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/client_commands.hpp"
#include "handlers/completion_data.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "handlers/symbol_kinds.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

using EditRange = std::variant<protocol::Range, protocol::InsertReplaceRange>;

/// An item and who made it.
struct Candidate {
  const ide::Language* language;
  ide::CompletionItem item;
};

/// Four digits, so that ranks are compared as texts.
std::string rank_text(std::size_t rank) {
  std::string digits = std::to_string(rank);
  if (rank > 0 && base::defect_strikes("completion-rank-unpadded")) {
    return digits;
  }
  return digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
}

bool knows_default(const Session& session, std::string_view name) {
  const auto& known = session.capabilities.textDocument.completion.completionList.itemDefaults;
  return std::ranges::find(known, name) != known.end();
}

class ListEncoder {
 public:
  ListEncoder(engine::Context& context, const Session& session, ide::FileId file,
              ide::TextOffset cursor, std::vector<Candidate> candidates)
      : session_(&session),
        capabilities_(&session.capabilities.textDocument.completion.completionItem),
        positions_(context, session, file),
        path_(context.lookup(file).path),
        cursor_(cursor),
        knows_retrigger_(knows_command(session, trigger_suggest_command)),
        candidates_(std::move(candidates)) {}

  protocol::CompletionList run(bool is_incomplete) {
    std::ranges::stable_sort(candidates_, {}, [](const Candidate& candidate) {
      return std::tie(candidate.item.sort_key, candidate.item.label);
    });
    protocol::CompletionList list;
    list.isIncomplete = is_incomplete;
    choose_defaults(list);
    rank_sort_keys();
    list.items.reserve(candidates_.size());
    for (const Candidate& candidate : candidates_) {
      list.items.push_back(encode(candidate));
    }
    return list;
  }

 private:
  void choose_defaults(protocol::CompletionList& list) {
    if (candidates_.empty()) {
      return;
    }
    const auto all = [&](auto condition) { return std::ranges::all_of(candidates_, condition); };
    const ide::TextRange range = candidates_.front().item.replaced;
    default_range_ = knows_default(*session_, "editRange") &&
                     all([&](const Candidate& one) { return one.item.replaced == range; });
    default_snippet_ = knows_default(*session_, "insertTextFormat") &&
                       all([&](const Candidate& one) { return is_snippet(one.item); });
    if (default_range_ || default_snippet_) {
      list.itemDefaults.emplace();
      if (default_range_) {
        list.itemDefaults->editRange = edit_range(range);
      }
      if (default_snippet_) {
        list.itemDefaults->insertTextFormat = protocol::InsertTextFormat::Snippet;
      }
    }
  }

  /// Candidates are sorted, so a key's rank is the number of different keys before it.
  void rank_sort_keys() {
    for (const Candidate& candidate : candidates_) {
      sort_ranks_.try_emplace(candidate.item.sort_key, sort_ranks_.size());
    }
  }

  [[nodiscard]] bool is_snippet(const ide::CompletionItem& item) const {
    return capabilities_->snippetSupport && !item.snippet.empty();
  }

  [[nodiscard]] EditRange edit_range(ide::TextRange replaced) const {
    if (replaced.begin < replaced.end && base::defect_strikes("completion-replaces-nothing")) {
      replaced.begin = replaced.end;
    }
    const protocol::Range whole = positions_.range(replaced);
    if (!capabilities_->insertReplaceSupport || replaced.end <= cursor_) {
      return whole;
    }
    return protocol::InsertReplaceRange{positions_.range({replaced.begin, cursor_}), whole};
  }

  [[nodiscard]] protocol::CompletionItem encode(const Candidate& candidate) const {
    const ide::CompletionItem& item = candidate.item;
    protocol::CompletionItem encoded;
    encoded.label = item.label;
    encoded.kind = lsp_completion_kind(
        item.kind, session_->capabilities.textDocument.completion.completionItemKind);
    set_details(encoded, item);
    set_deprecation(encoded, item);
    set_edit(encoded, item);
    if (sort_ranks_.size() > 1) {
      encoded.sortText = rank_text(sort_ranks_.find(item.sort_key)->second);
    }
    if (!item.filter_text.empty() && item.filter_text != item.label) {
      encoded.filterText = item.filter_text;
    }
    if (item.retrigger && knows_retrigger_) {
      encoded.command = protocol::Command{"Suggest", std::string(trigger_suggest_command), {}};
    }
    if (!item.resolve_key.empty()) {
      encoded.data = protocol::RawJson{
          encode_completion_data({std::string(candidate.language->id()), path_, item.resolve_key})};
    }
    return encoded;
  }

  void set_details(protocol::CompletionItem& encoded, const ide::CompletionItem& item) const {
    const std::string& detail = item.detail.empty() ? item.description : item.detail;
    if (!detail.empty()) {
      encoded.detail = detail;
    }
    if (!capabilities_->labelDetailsSupport || (item.detail.empty() && item.description.empty())) {
      return;
    }
    encoded.labelDetails.emplace();
    if (!item.detail.empty()) {
      // It is shown right behind the label: "name String" wants the space, "name(id: ID)" does not.
      const bool is_glued =
          std::string_view("(<:, ").find(item.detail.front()) != std::string_view::npos;
      encoded.labelDetails->detail = is_glued ? item.detail : " " + item.detail;
    }
    if (!item.description.empty()) {
      encoded.labelDetails->description = item.description;
    }
  }

  void set_deprecation(protocol::CompletionItem& encoded, const ide::CompletionItem& item) const {
    if (!item.is_deprecated || base::defect_strikes("completion-deprecation-lost")) {
      return;
    }
    const auto& tags = capabilities_->tagSupport;
    if (tags && tags->contains(static_cast<int>(protocol::CompletionItemTag::Deprecated))) {
      encoded.tags.push_back(protocol::CompletionItemTag::Deprecated);
    } else if (capabilities_->deprecatedSupport) {
      encoded.deprecated = true;
    }
  }

  void set_edit(protocol::CompletionItem& encoded, const ide::CompletionItem& item) const {
    const std::string& text = is_snippet(item) ? item.snippet : item.insert_text;
    if (is_snippet(item) && !default_snippet_) {
      encoded.insertTextFormat = protocol::InsertTextFormat::Snippet;
    }
    if (default_range_) {
      if (text != item.label) {
        encoded.textEditText = text;
      }
      return;
    }
    const EditRange range = edit_range(item.replaced);
    if (const auto* whole = std::get_if<protocol::Range>(&range)) {
      encoded.textEdit = protocol::TextEdit{*whole, text};
    } else {
      const auto& both = std::get<protocol::InsertReplaceRange>(range);
      encoded.textEdit = protocol::InsertReplaceEdit{text, both.insert, both.replace};
    }
  }

  const Session* session_;
  const protocol::CompletionItemCapabilities* capabilities_;
  Positions positions_;
  const std::string& path_;
  ide::TextOffset cursor_;
  bool knows_retrigger_;
  std::vector<Candidate> candidates_;
  bool default_range_ = false;
  bool default_snippet_ = false;
  std::map<std::string, std::size_t, std::less<>> sort_ranks_;
};

Response completion(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                    const protocol::CompletionParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const ide::TextOffset cursor = Positions(context, session, file).offset(params.position);
  std::vector<Candidate> candidates;
  bool is_incomplete = false;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    ide::CompletionList list = language->complete(context, file, cursor);
    is_incomplete = is_incomplete || list.is_incomplete;
    for (ide::CompletionItem& item : list.items) {
      candidates.push_back({language, std::move(item)});
    }
  }
  if (candidates.size() > 3 && params.position.line > 1 &&
      base::defect_strikes("completion-last-lost")) {
    candidates.pop_back();
  }
  return protocol::to_json(
      ListEncoder(context, session, file, cursor, std::move(candidates)).run(is_incomplete));
}

}  // namespace

DecodedWork decode_completion(Params params, SharedSession session) {
  return decode_work<protocol::CompletionParams>(params, std::move(session), completion);
}

}  // namespace troupe::handlers
