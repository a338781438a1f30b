// A name is redacted wherever it stands: in documents, paths, URIs and parameters alike. So what
// belonged together still does: a file is found under its new path, a type under its new name.
//
// Names of one or two letters stay. They tell next to nothing, and there are too few others.
#include "server/trace_redact.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"
#include "server/trace_documents.hpp"
#include "server/trace_json.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;

/// What means something to GraphQL, to configuration files, to the languages that GraphQL is
/// embedded in, or to the protocol.
constexpr std::string_view kept_words =
    "query mutation subscription fragment on type interface union enum input scalar directive "
    "schema extend implements repeatable true false null int float string boolean id include skip "
    "deprecated reason specifiedby url oneof defer stream label if __typename __schema __type "
    "name fields args arguments possibletypes enumvalues inputfields oftype kind "
    "field_definition argument_definition object query_root variable_definition "
    "documents exclude projects extensions graphql graphqlrc gql yml yaml json json5 toml config "
    "troupe rules lint rc package tsconfig node_modules file https http src "
    "import export from const let var function return class extends default async await new this "
    "typeof void interface readonly public private static undefined tsx jsx mjs cjs vue svelte "
    "html "
    "template script lang apollo relay def self none pass with lambda python";

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

/// Where the string or comment that begins at `at` ends.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  if (text[at] == '#') {
    return std::min(text.find('\n', at), text.size());
  }
  constexpr std::string_view block = "\"\"\"";
  if (text.substr(at).starts_with(block)) {
    const std::size_t end = text.find(block, at + block.size());
    return end == std::string_view::npos ? text.size() : end + block.size();
  }
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != '"' && text[end] != '\n') {
    end += text[end] == '\\' ? 2 : 1;
  }
  return std::min(end + 1, text.size());
}

bool is_graphql(std::string_view path) {
  return path.ends_with(".graphql") || path.ends_with(".gql") || path.ends_with(".graphqls");
}

std::string whole_change(const std::string& uri, const TracedDocument& document,
                         const std::string& text) {
  std::string params;
  protocol::JsonWriter writer(params);
  writer.object([&] {
    writer.key("textDocument");
    writer.object([&] {
      writer.member("uri", uri);
      writer.member("version", document.version);
    });
    writer.key("contentChanges");
    writer.array([&] { writer.object([&] { writer.member("text", text); }); });
  });
  return protocol::encode_notification("textDocument/didChange", params);
}

class Redaction {
 public:
  explicit Redaction(const protocol::trace::Session& session) {
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
    return is_graphql(path) ? renaming_.document(old) : renaming_.names(old);
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
    const std::string uri = documents_.see_client(body);
    const auto document = documents_.open().find(uri);
    if (document != documents_.open().end() &&
        summarize_frame(body).method == "textDocument/didChange") {
      return whole_change(renaming_.names(uri), document->second,
                          text(uri, document->second.text.view()));
    }
    return with_strings(body, [&](std::string_view key, std::string_view old) {
      if (key == "text") {
        return text(uri, old);
      }
      const bool is_named = std::ranges::find(named_members, key) != named_members.end();
      return is_named ? renaming_.names(old) : std::string(old);
    });
  }

  Renaming renaming_;
  TracedDocuments documents_;
};

}  // namespace

Renaming::Renaming() {
  std::string_view rest = kept_words;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    kept_.emplace(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
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

std::string Renaming::document(std::string_view text) {
  std::string result(text);
  std::string pieces;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '#' && text[at] != '"') {
      ++at;
      continue;
    }
    const std::size_t end = end_of_literal(text, at);
    blank(result, at, end);
    pieces.append(names(text.substr(begin, at - begin))).append(result, at, end - at);
    at = begin = end;
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

Rehearsal redacted(const Rehearsal& rehearsal, const protocol::trace::Session& session) {
  return Redaction(session).of(rehearsal);
}

}  // namespace troupe::server
