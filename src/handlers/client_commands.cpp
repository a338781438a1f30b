#include "handlers/client_commands.hpp"

#include <algorithm>
#include <array>

#include "protocol/json.hpp"

namespace troupe::handlers {

namespace {

constexpr std::array<std::string_view, 2> show_references_commands = {
    "troupe.showReferences", "editor.action.showReferences"};

/// `clientInfo.name` of VS Code and of what is built from it.
constexpr std::array<std::string_view, 7> vscode_names = {
    "Visual Studio Code", "Code - OSS",   "VSCodium", "code-server", "Cursor",
    "Windsurf",           "Eclipse Theia"};

void append_names(std::vector<std::string>& commands, std::optional<protocol::JsonValue> list) {
  if (!list) {
    return;
  }
  for (const protocol::JsonValue item : list->items()) {
    if (const auto name = item.as_string()) {
      commands.emplace_back(*name);
    }
  }
}

void append_declared(std::vector<std::string>& commands,
                     const std::optional<protocol::RawJson>& json, std::string_view group) {
  protocol::JsonReader reader;
  const auto root = reader.parse(json ? json->json : "null");
  if (!root) {
    return;
  }
  const auto outer = root->get(group);
  append_names(commands, outer ? outer->get("commands") : root->get("commands"));
}

void append_known(std::vector<std::string>& commands, std::string_view client) {
  const bool is_vscode = std::ranges::any_of(
      vscode_names, [&](std::string_view name) { return client.starts_with(name); });
  if (is_vscode || client == "coc.nvim") {
    commands.emplace_back(trigger_suggest_command);
  }
  if (client == "coc.nvim") {
    commands.emplace_back(show_references_commands.back());
  }
}

}  // namespace

std::vector<std::string> client_commands(const protocol::InitializeParams& params) {
  std::vector<std::string> commands;
  append_declared(commands, params.capabilities.experimental, "commands");
  append_declared(commands, params.initializationOptions, "troupe");
  append_known(commands, params.clientInfo ? params.clientInfo->name : "");
  std::ranges::sort(commands);
  const auto repeated = std::ranges::unique(commands);
  commands.erase(repeated.begin(), repeated.end());
  return commands;
}

bool knows_command(const Session& session, std::string_view command) {
  return std::ranges::binary_search(session.client_commands, command);
}

std::optional<std::string_view> show_references_command(const Session& session) {
  const auto* const known = std::ranges::find_if(
      show_references_commands,
      [&](std::string_view command) { return knows_command(session, command); });
  return known != show_references_commands.end() ? std::optional(*known) : std::nullopt;
}

}  // namespace troupe::handlers
