// What a new server has to be told to stand where the old one stood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/line_index.hpp"
#include "base/source_text.hpp"
#include "protocol/json.hpp"
#include "protocol/rpc.hpp"

namespace troupe::handlers {

/// A session so far, by what it came to: the initialization, the settings, the folders and the open
/// documents with their newest texts. It reads what the server reads, by the same functions, and
/// ignores what the server ignores. Knows nothing of processes. Belongs to one thread. The
/// supervisor keeps one of a server that may crash, a recording one of what it had to forget.
class SessionMemory {
 public:
  using Params = std::optional<protocol::JsonValue>;

  /// Servers look at no more than `documents_at_most` open documents at once; neither does this.
  explicit SessionMemory(std::size_t documents_at_most) : documents_at_most_(documents_at_most) {}

  void note_initialize(Params params);
  /// The server refused: there was no initialization.
  void forget_initialize() { initialize_.clear(); }
  /// A notification of the client's. Those that leave nothing behind are ignored.
  void note(std::string_view method, Params params);

  [[nodiscard]] bool is_open(const std::string& uri) const { return documents_.contains(uri); }
  [[nodiscard]] std::size_t open_documents() const { return documents_.size(); }
  [[nodiscard]] std::optional<std::int64_t> client_process() const { return client_process_; }
  /// Whether the client declared that it takes this request (workspace/.../refresh).
  [[nodiscard]] bool takes(std::string_view refresh) const { return refreshes_.contains(refresh); }

  /// What it holds, roughly.
  [[nodiscard]] std::size_t bytes() const;

  /// The messages to send, in order: `initialize` as the request `initialize_id`, and what follows.
  /// Nothing when nothing was said yet.
  [[nodiscard]] std::vector<std::string> replay(const protocol::RequestId& initialize_id) const;

 private:
  struct Document {
    std::string language_id;
    std::int32_t version = 0;
    base::SourceText text;
  };
  using Folders = std::vector<std::pair<std::string, std::string>>;  ///< URI and JSON

  void open(Params params);
  void change(Params params);
  void close(Params params);
  void change_folders(Params params);
  [[nodiscard]] std::string folders_json() const;

  std::size_t documents_at_most_;
  std::string initialize_;  ///< its parameters, without a token for progress; empty: none yet
  std::optional<std::int64_t> client_process_;
  std::set<std::string_view> refreshes_;
  base::PositionEncoding encoding_ = base::PositionEncoding::utf16;
  bool is_initialized_ = false;  ///< `initialized` came
  std::string configuration_;    ///< the last settings' parameters; empty: none came
  std::string trace_;            ///< the last $/setTrace's parameters; empty: none came
  Folders added_;
  Folders removed_;
  std::map<std::string, Document> documents_;
};

}  // namespace troupe::handlers
