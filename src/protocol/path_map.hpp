// Messages between a client and a server that see the same files at different paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::protocol {

/// Renames folders in the URIs of message bodies: a container's `/workspace` is
/// `/home/me/project` to the editor outside. Looks at JSON strings only, wherever a URI may stand
/// (values, and keys as in WorkspaceEdit.changes), and never into members that hold text (`text`,
/// `newText`, `value`, `message` ...). Of several folders the longest counts. Immutable once made;
/// thread-safe.
class PathMap {
 public:
  /// Both are absolute paths; a slash at their end means nothing.
  void add(std::string client, std::string server);
  [[nodiscard]] bool empty() const { return pairs_.empty(); }

  /// A message of the client in the server's paths. Not to be parsed: what is no JSON comes back
  /// as it is, in the places that do not look like it.
  [[nodiscard]] std::string to_server(std::string_view body) const { return rename(body, true); }
  /// A message of the server in the client's paths.
  [[nodiscard]] std::string to_client(std::string_view body) const { return rename(body, false); }

 private:
  struct Pair {
    std::string client;
    std::string server;
  };
  [[nodiscard]] std::string rename(std::string_view body, bool to_server) const;
  bool rename_string(std::string_view content, bool to_server, bool may_be_path,
                     std::string& out) const;

  std::vector<Pair> pairs_;
};

}  // namespace troupe::protocol
