// What a server that died has left with the client.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/json.hpp"
#include "protocol/rpc.hpp"

namespace troupe::server {

/// A registration that the client holds.
struct HeldRegistration {
  std::string id;
  std::string method;
  std::string options;  ///< as JSON; may be empty

  friend bool operator==(const HeldRegistration&, const HeldRegistration&) = default;
};

/// Keeps account of what outlives a server on the client's side: registrations of capabilities,
/// progress that is shown, diagnostics of documents. Belongs to one thread.
class Leftovers {
 public:
  // Registrations.
  [[nodiscard]] static std::vector<HeldRegistration> registrations_in(protocol::JsonValue params);
  /// Whether the client holds exactly this.
  [[nodiscard]] bool holds(const HeldRegistration& registration) const;
  /// What the client holds under this id; null if nothing.
  [[nodiscard]] const HeldRegistration* held(const std::string& id) const;
  void hold(HeldRegistration registration);
  void release(const std::string& id) { registrations_.erase(id); }
  void note_unregistration(protocol::JsonValue params);

  // Progress.
  [[nodiscard]] bool knows_token(const protocol::ProgressToken& token) const {
    return progress_.contains(token);
  }
  void ask_token(const protocol::ProgressToken& token) { progress_[token] = Progress::asked; }
  void create_token(const protocol::ProgressToken& token) { progress_[token] = Progress::created; }
  void drop_token(const protocol::ProgressToken& token) { progress_.erase(token); }
  void note_progress(protocol::JsonValue params);
  /// The messages that end what the client shows, or would wait for; tokens that it has not
  /// accepted yet are kept.
  [[nodiscard]] std::vector<std::string> end_progress();
  /// The same for one token, which was accepted after its server's death.
  [[nodiscard]] std::vector<std::string> end_progress(const protocol::ProgressToken& token);

  // Diagnostics.
  /// `params`: those of textDocument/publishDiagnostics as Troupe writes them, perhaps with what
  /// follows them in the message.
  void note_diagnostics(std::string_view params);
  [[nodiscard]] const std::set<std::string>& documents_with_diagnostics() const { return shown_; }
  void forget_diagnostics(const std::string& uri) { shown_.erase(uri); }

 private:
  enum class Progress : std::uint8_t { asked, created, begun };
  std::map<std::string, HeldRegistration> registrations_;
  std::map<protocol::ProgressToken, Progress> progress_;
  std::set<std::string> shown_;
  protocol::JsonReader reader_;
};

}  // namespace troupe::server
