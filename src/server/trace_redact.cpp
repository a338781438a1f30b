// A name is redacted wherever it stands: in documents, paths, URIs and parameters alike. So what
// belonged together still does: a file is found under its new path, a type under its new name.
//
// Changes stay changes, at the places where they were: what goes wrong may be how they are applied.
// Lengths and lines stay, so the old ranges are right. But a name may be typed letter by letter,
// and `cust` and `customer` have other names; where that makes another name of letters that were
// there before, a second change behind the first puts them right.
//
// Names of one or two letters stay. They tell next to nothing, and there are too few others.
#include "server/trace_redact.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "base/line_index.hpp"
#include "handlers/text_synchronization.hpp"
#include "protocol/codec.hpp"
#include "protocol/rpc.hpp"
#include "protocol/text_synchronization.hpp"
#include "server/trace_documents.hpp"
#include "server/trace_json.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using Change = protocol::TextDocumentContentChangeEvent;
using Changes = std::vector<Change>;

/// What means something to the protocol, to paths everywhere or to Troupe, whatever the language.
constexpr std::string_view kept_words =
    "file https http src true false null yml yaml json json5 toml config troupe package "
    "node_modules";

/// Members of messages whose strings hold names that a user chose.
constexpr std::array named_members{
    "uri",        "rootUri",    "rootPath", "baseUri",   "scopeUri",      "oldUri",
    "newUri",     "name",       "newName",  "query",     "label",         "detail",
    "insertText", "filterText", "sortText", "data",      "documentation", "value",
    "title",      "message",    "newText",  "arguments", "identifier"};

bool is_name_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         byte >= 0x80U;
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}
char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view word) {
  std::string text(word);
  std::ranges::transform(text, text.begin(), [](char c) { return lower(c); });
  return text;
}

/// Letters become x, so that lengths and line structure stay; other characters of names, too.
void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < std::min(end, text.size()); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80U && is_name_character(text[at])) {
      text[at] = 'x';
    }
  }
}

class Redaction {
 public:
  Redaction(const protocol::trace::Session& session,
            const std::vector<ide::RedactionRules>& languages)
      : languages_(languages), renaming_(languages) {
    for (const protocol::trace::Delivery& delivery : session.deliveries) {
      for (const std::string& body : delivery.written) {
        documents_.see_server(body);
      }
    }
  }

  Rehearsal of(const Rehearsal& rehearsal) {
    Rehearsal result;
    result.setup.header = rehearsal.setup.header;
    for (const auto& [name, value] : rehearsal.setup.environment) {
      result.setup.environment[renaming_.names(name)] = renaming_.names(value);
    }
    for (const std::string& path : rehearsal.listed) {
      result.listed.push_back(renaming_.names(path));
    }
    std::ranges::sort(result.listed);
    result.disk = disk(rehearsal.disk);
    result.steps.reserve(rehearsal.steps.size());
    for (const Rehearsal::Step& step : rehearsal.steps) {
      result.steps.push_back(this->step(step));
    }
    return result;
  }

 private:
  std::map<std::string, actors::DiskFile> disk(
      const std::map<std::string, actors::DiskFile>& files) {
    std::map<std::string, actors::DiskFile> result;
    for (const auto& [path, file] : files) {
      actors::DiskFile changed = file;
      changed.path = renaming_.names(path);
      changed.text = base::SourceText(text(path, file.text.view()));
      result.emplace(changed.path, std::move(changed));
    }
    return result;
  }
  std::string text(std::string_view path, std::string_view old) {
    for (const ide::RedactionRules& language : languages_) {
      if (const auto literals = language.literals(path, old); !literals.empty()) {
        return renaming_.document(old, literals);
      }
    }
    return renaming_.names(old);
  }
  Rehearsal::Step step(const Rehearsal::Step& old) {
    Rehearsal::Step changed = old;
    changed.disk = disk(old.disk);
    for (std::string& path : changed.paths) {
      path = renaming_.names(path);
    }
    if (old.type == Rehearsal::Step::Type::frame) {
      changed.body = frame(old.body);
    }
    return changed;
  }
  std::string frame(const std::string& body) {
    const TracedDocuments::Open before = documents_.open();
    const std::string uri = documents_.see_client(body);
    if (const auto changed = decode_change(body); changed && before.contains(uri)) {
      return edits(uri, before.at(uri).text, *changed);
    }
    if (const auto opened = documents_.open().find(uri); opened != documents_.open().end()) {
      shown_[uri] = text(uri, opened->second.text.view());
    }
    return with_strings(body, [&](std::string_view key, std::string_view old) {
      if (key == "text") {
        return text(uri, old);
      }
      const bool is_named = std::ranges::find(named_members, key) != named_members.end();
      return is_named ? renaming_.names(old) : std::string(old);
    });
  }

  static std::optional<protocol::DidChangeTextDocumentParams> decode_change(
      const std::string& body) {
    protocol::JsonReader reader;
    const protocol::Message message = protocol::read_message(reader, body);
    const auto* told = std::get_if<protocol::NotificationMessage>(&message);
    if (told == nullptr || told->method != "textDocument/didChange") {
      return std::nullopt;
    }
    auto params = protocol::decode<protocol::DidChangeTextDocumentParams>(told->params);
    return params ? std::optional(std::move(*params)) : std::nullopt;
  }
  /// The same changes at the same places. What is put in is what stands there in the text as it
  /// then is; a word that it makes another one of is changed behind it.
  std::string edits(const std::string& uri, base::SourceText now,
                    const protocol::DidChangeTextDocumentParams& params) {
    std::string& shown = shown_[uri];
    Changes changes;
    for (const Change& change : params.contentChanges) {
      const base::SourceText after = apply({&change, 1}, now);
      const std::string wanted = text(uri, after.view());
      Change& renamed = changes.emplace_back(change);
      if (!change.range) {
        renamed.text = wanted;
      } else {
        const std::size_t begin = offset(now, std::min(change.range->start, change.range->end));
        // Otherwise it went wrong, which may be what this trace is to show.
        const bool is_there = after.view().substr(begin).starts_with(change.text);
        renamed.text =
            is_there ? wanted.substr(begin, change.text.size()) : renaming_.names(change.text);
      }
      shown = apply({&renamed, 1}, base::SourceText(shown)).view();
      auto mended = difference(shown, wanted);
      if (mended && apply({&*mended, 1}, base::SourceText(shown)).view() == wanted) {
        shown = wanted;
        changes.push_back(std::move(*mended));
      }
      now = after;
    }
    return change_notification(renaming_.names(uri), params.textDocument.version, changes);
  }
  [[nodiscard]] base::SourceText apply(std::span<const Change> changes,
                                       const base::SourceText& text) const {
    return handlers::apply_changes(text, changes, documents_.encoding());
  }
  [[nodiscard]] std::size_t offset(const base::SourceText& text, protocol::Position at) const {
    return base::LineIndex(text.view())
        .offset(text.view(), {at.line, at.character}, documents_.encoding());
  }
  /// One change that makes the one of the other; only letters and digits of names differ.
  [[nodiscard]] std::optional<Change> difference(std::string_view one,
                                                 std::string_view other) const {
    if (one == other || one.size() != other.size()) {
      return std::nullopt;
    }
    const auto begin =
        static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
    std::size_t end = one.size();
    while (one[end - 1] == other[end - 1]) {
      --end;
    }
    const base::LineIndex lines(one);
    const auto position = [&](std::size_t at) {
      const auto found =
          lines.position(one, static_cast<base::TextOffset>(at), documents_.encoding());
      return protocol::Position{found.line, found.character};
    };
    return Change{.range = protocol::Range{position(begin), position(end)},
                  .text = std::string(other.substr(begin, end - begin))};
  }

  const std::vector<ide::RedactionRules>& languages_;
  Renaming renaming_;
  TracedDocuments documents_;
  std::map<std::string, std::string> shown_;  ///< by old URI: the texts of the new session
};

}  // namespace

Renaming::Renaming(const std::vector<ide::RedactionRules>& languages) {
  keep(kept_words);
  for (const ide::RedactionRules& language : languages) {
    keep(language.words);
    for (const std::string& name : language.file_names) {
      keep_words_of(name);
    }
  }
}

void Renaming::keep(std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    kept_.emplace(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

/// Those of a file's name.
void Renaming::keep_words_of(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](char c) { return is_name_character(c) ? lower(c) : ' '; });
  keep(name);
}

std::string Renaming::names(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end])) {
      ++end;
    }
    if (end == at) {
      result.push_back(text[at++]);
      continue;
    }
    result.append(renamed(text.substr(at, end - at)));
    at = end;
  }
  return result;
}

std::string Renaming::document(std::string_view text,
                               const std::vector<base::TextRange>& literals) {
  std::string blanked(text);
  std::string pieces;
  std::size_t begin = 0;
  for (const base::TextRange& literal : literals) {
    blank(blanked, literal.begin, literal.end);
    pieces.append(names(text.substr(begin, literal.begin - begin)))
        .append(blanked, literal.begin, literal.length());
    begin = literal.end;
  }
  return pieces.append(names(text.substr(begin)));
}

/// Upper case and digits stay where they are: rules about naming say the same of the new name.
std::string Renaming::renamed(std::string_view word) {
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(word, is_letter));
  constexpr std::size_t shortest = 3;
  std::string plain = lower(word);
  if (letters < shortest || kept_.contains(plain)) {
    return std::string(word);
  }
  auto found = names_.find(plain);
  if (found == names_.end()) {
    std::string name;
    do {
      name = plain;
      std::size_t number = next_[letters]++;
      for (char& c : name) {
        if (is_letter(c)) {
          constexpr std::size_t alphabet = 26;
          c = static_cast<char>('a' + number % alphabet);
          number /= alphabet;
        }
      }
    } while (kept_.contains(name) || !given_.insert(name).second);
    found = names_.emplace(std::move(plain), std::move(name)).first;
  }
  std::string result = found->second;
  for (std::size_t at = 0; at < result.size(); ++at) {
    if (is_upper(word[at]) && is_letter(result[at])) {
      result[at] = static_cast<char>(result[at] - 'a' + 'A');
    }
  }
  return result;
}

Rehearsal redacted(const Rehearsal& rehearsal, const protocol::trace::Session& session,
                   const std::vector<ide::RedactionRules>& languages) {
  return Redaction(session, languages).of(rehearsal);
}

}  // namespace troupe::server
