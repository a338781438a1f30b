#include "actors/stage.hpp"

#include <cstdlib>
#include <memory>
#include <typeinfo>

#include <caf/system_messages.hpp>
#include <cxxabi.h>

namespace troupe::actors {

namespace compat {

std::string message_type(const MailboxElement& element) {
  const caf::type_erased_tuple& content = element.content();
  if (content.size() == 0) {
    return "empty";
  }
  const caf::rtti_pair type = content.type(0);
  if (type.second != nullptr) {
    const std::unique_ptr<char, void (*)(void*)> name(
        abi::__cxa_demangle(type.second->name(), nullptr, nullptr, nullptr), std::free);
    const std::string_view full = name ? name.get() : type.second->name();
    const std::size_t colon = full.rfind(':');
    return std::string(colon == std::string_view::npos ? full : full.substr(colon + 1));
  }
  if (content.match_element<caf::exit_msg>(0)) {
    return "exit_msg";
  }
  return content.match_element<caf::down_msg>(0) ? "down_msg" : "builtin";
}

}  // namespace compat

void Stage::add_path(caf::actor_id actor, const std::string& path) {
  if (observer != nullptr) {
    observer->on_actor(actor, path);
  }
  const std::scoped_lock lock(mutex_);
  paths_[actor] = path;
}

void Stage::remove_path(caf::actor_id actor) {
  const std::scoped_lock lock(mutex_);
  paths_.erase(actor);
}

std::string Stage::path_of(const caf::strong_actor_ptr& actor) const {
  if (!actor) {
    return {};
  }
  const std::scoped_lock lock(mutex_);
  const auto found = paths_.find(actor->id());
  return found == paths_.end() ? std::string() : found->second;
}

}  // namespace troupe::actors
