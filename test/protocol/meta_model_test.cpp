// Holds the field lists of our structs against LSP's machine-readable meta-model: every member that
// we read or write exists, has a type of that kind, and what the specification requires is always
// sent.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "protocol/diagnostics_fields.hpp"
#include "protocol/editing_features_fields.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/language_features_fields.hpp"
#include "protocol/lifecycle_fields.hpp"
#include "protocol/navigation_features_fields.hpp"
#include "protocol/text_synchronization_fields.hpp"
#include "protocol/window_fields.hpp"
#include "protocol/workspace_fields.hpp"

using namespace troupe::protocol;

namespace {

enum class Direction : std::uint8_t { sent, received };

using Problems = std::vector<std::string>;

Problems within(std::string_view name, const Problems& problems) {
  Problems longer;
  for (const std::string& problem : problems) {
    longer.emplace_back(name).append(".").append(problem);
  }
  return longer;
}

void append(Problems& problems, const Problems& more) {
  problems.insert(problems.end(), more.begin(), more.end());
}

std::string text_of(std::optional<JsonValue> value) {
  return std::string(value ? value->as_string().value_or("") : "");
}

// ---- What our types are, as data, so that the checks need no templates.

enum class ShapeKind : std::uint8_t {
  boolean,
  integer,
  uinteger,
  string,
  any,
  id,
  integer_enum,
  string_enum,
  array,
  map,
  variant,
  structure,
  opaque
};

struct Shape;
/// Shapes are asked for when needed: DocumentSymbol contains itself.
using Describe = Shape (*)();

struct Member {
  std::string name;
  Presence presence = Presence::required;
  Describe type = nullptr;
  std::string constant;  ///< of a Constant, which has no type
};

struct Shape {
  ShapeKind kind = ShapeKind::opaque;
  std::vector<Describe> parts =
      {};  ///< an array's element, a map's value, a variant's alternatives
  std::set<std::string> values = {};  ///< of an enumeration
  std::vector<Member> members = {};   ///< of a structure
};

template <typename Value>
struct Describer {
  static Shape shape() {
    if constexpr (StringEnum<Value>) {
      const auto& names = EnumNames<Value>::names;
      return {.kind = ShapeKind::string_enum, .values = {names.begin(), names.end()}};
    } else if constexpr (IntegerEnum<Value>) {
      Shape shape{.kind = ShapeKind::integer_enum};
      for (int value = static_cast<int>(EnumRange<Value>::first);
           value <= static_cast<int>(EnumRange<Value>::last); ++value) {
        shape.values.insert(std::to_string(value));
      }
      return shape;
    } else if constexpr (HasFields<Value>) {
      Shape shape{.kind = ShapeKind::structure};
      std::apply([&](const auto&... field) { (shape.members.push_back(member(field)), ...); },
                 FieldsOf<Value>::list);
      return shape;
    } else {
      return {.kind = simple()};
    }
  }

 private:
  template <typename Type>
  static Member member(const Field<Value, Type>& field) {
    return {std::string(field.name), field.presence, &Describer<Type>::shape, ""};
  }
  static Member member(const Constant& field) {
    return {std::string(field.name), Presence::required, nullptr, std::string(field.value)};
  }
  static constexpr ShapeKind simple() {
    return std::same_as<Value, bool>          ? ShapeKind::boolean
           : std::same_as<Value, std::string> ? ShapeKind::string
           : std::same_as<Value, RawJson>     ? ShapeKind::any
           : std::same_as<Value, RequestId>   ? ShapeKind::id
           : std::unsigned_integral<Value>    ? ShapeKind::uinteger
           : std::signed_integral<Value>      ? ShapeKind::integer
                                              : ShapeKind::opaque;
  }
};
template <typename Value>
struct Describer<std::optional<Value>> : Describer<Value> {};
template <typename Value>
struct Describer<std::vector<Value>> {
  static Shape shape() { return {.kind = ShapeKind::array, .parts = {&Describer<Value>::shape}}; }
};
template <typename Value>
struct Describer<std::map<std::string, Value>> {
  static Shape shape() { return {.kind = ShapeKind::map, .parts = {&Describer<Value>::shape}}; }
};
template <typename... Values>
struct Describer<std::variant<Values...>> {
  static Shape shape() {
    return {.kind = ShapeKind::variant, .parts = {&Describer<Values>::shape...}};
  }
};

// ---- The meta-model.

struct Property {
  JsonValue type;
  bool is_optional;
};
using Properties = std::map<std::string, Property>;

/// The parsed meta-model, and the checks of our types against its types.
class MetaModel {
 public:
  explicit MetaModel(const std::string& json) : root_(*reader_.parse(json)) {
    for (const auto& [section, index] :
         {std::pair{"structures", &structures_}, std::pair{"enumerations", &enumerations_},
          std::pair{"typeAliases", &aliases_}}) {
      for (const JsonValue entry : root_.get(section)->items()) {
        index->emplace(text_of(entry.get("name")), entry);
      }
    }
  }

  /// What is wrong with a struct of ours as the structure `name`.
  Problems check(const Shape& shape, const std::string& name, Direction direction) const {
    if (!structures_.contains(name)) {
      return {name + " is no structure of the specification"};
    }
    return within(name, check_members(shape, properties(name), direction));
  }

 private:
  static Properties own_properties(JsonValue owner) {
    Properties all;
    for (const JsonValue property : owner.get("properties")->items()) {
      const auto optional = property.get("optional");
      all.emplace(text_of(property.get("name")),
                  Property{*property.get("type"), optional && optional->as_bool() == true});
    }
    return all;
  }

  Properties properties(const std::string& name) const {
    const JsonValue structure = structures_.at(name);
    Properties all = own_properties(structure);
    for (const char* relation : {"extends", "mixins"}) {
      if (const auto bases = structure.get(relation)) {
        for (const JsonValue base : bases->items()) {
          all.merge(properties(text_of(base.get("name"))));
        }
      }
    }
    return all;
  }

  Problems check_members(const Shape& shape, const Properties& specified,
                         Direction direction) const {
    Problems problems;
    std::set<std::string> listed;
    for (const Member& member : shape.members) {
      if (!listed.insert(member.name).second) {
        problems.push_back(member.name + " is listed twice");
      }
      append(problems, check_member(member, specified, direction));
    }
    for (const auto& [name, property] : specified) {
      if (direction == Direction::sent && !property.is_optional && !listed.contains(name)) {
        problems.push_back(name + " is required and never sent");
      }
    }
    return problems;
  }

  Problems check_member(const Member& member, const Properties& specified,
                        Direction direction) const {
    const auto found = specified.find(member.name);
    if (member.presence == Presence::alias) {
      return found == specified.end() ? Problems() : Problems{member.name + " is no mere alias"};
    }
    if (found == specified.end()) {
      return {member.name + " is not specified"};
    }
    const Property& property = found->second;
    if (member.type == nullptr) {
      return text_of(property.type.get("value")) == member.constant
                 ? Problems()
                 : Problems{member.name + " is not always " + member.constant};
    }
    const bool is_required = member.presence == Presence::required;
    if (direction == Direction::received && is_required && property.is_optional) {
      return {member.name + " may be absent, but we require it"};
    }
    if (direction == Direction::sent && !property.is_optional && !is_required &&
        member.presence != Presence::nullable) {
      return {member.name + " is required, but we may leave it out"};
    }
    if (member.presence == Presence::nullable && !allows_null(property.type)) {
      return {member.name + " cannot be null"};
    }
    return within(member.name, fits(member.type(), property.type, direction));
  }

  static bool allows_null(JsonValue type) {
    if (text_of(type.get("kind")) == "or") {
      return std::ranges::any_of(type.get("items")->items(), allows_null);
    }
    return text_of(type.get("name")) == "null";
  }

  /// Whether a type of ours can stand for a type of the specification.
  Problems fits(const Shape& shape, JsonValue type, Direction direction) const {
    const std::string kind = text_of(type.get("kind"));
    const std::string name = text_of(type.get("name"));
    if (kind == "reference" && aliases_.contains(name) && shape.kind != ShapeKind::any) {
      return fits(shape, *aliases_.at(name).get("type"), direction);
    }
    if (kind == "or" && shape.kind == ShapeKind::variant) {
      Problems problems;
      for (const Describe part : shape.parts) {
        append(problems, fits_one(part(), type, direction));
      }
      return problems;
    }
    if (kind == "or" && shape.kind != ShapeKind::id) {
      return fits_one(shape, type, direction);
    }
    if (!looks_like(shape, type, kind, name)) {
      return {"has another type: " + type.to_json()};
    }
    switch (shape.kind) {
      case ShapeKind::array:
        return fits(shape.parts[0](), *type.get("element"), direction);
      case ShapeKind::map:
        return fits(shape.parts[0](), *type.get("value"), direction);
      case ShapeKind::structure:
        return kind == "literal"
                   ? check_members(shape, own_properties(*type.get("value")), direction)
                   : check_structure(shape, name, direction);
      default:
        return {};
    }
  }

  /// Of the alternatives of an `or` the one with the fewest problems.
  Problems fits_one(const Shape& shape, JsonValue type, Direction direction) const {
    std::optional<Problems> least;
    for (const JsonValue item : type.get("items")->items()) {
      Problems problems = fits(shape, item, direction);
      if (!least || problems.size() < least->size()) {
        least = std::move(problems);
      }
    }
    return least.value_or(Problems{"has no alternatives"});
  }

  bool looks_like(const Shape& shape, JsonValue type, const std::string& kind,
                  const std::string& name) const {
    switch (shape.kind) {
      case ShapeKind::boolean:
        return name == "boolean";
      case ShapeKind::integer:
        return name == "integer" || is_enumeration_of(name, "uinteger");
      case ShapeKind::uinteger:
        return name == "uinteger" || is_enumeration_of(name, "uinteger");
      case ShapeKind::string:
        return name == "string" || name == "DocumentUri" || name == "URI" ||
               is_enumeration_of(name, "string");
      case ShapeKind::any:
        return name == "LSPAny" || name == "LSPObject";
      case ShapeKind::id:
        return kind == "or" &&
               type.get("items")->to_json() ==
                   R"([{"kind":"base","name":"integer"},{"kind":"base","name":"string"}])";
      case ShapeKind::integer_enum:
      case ShapeKind::string_enum:
        return enumerators(name) == shape.values;
      case ShapeKind::array:
        return kind == "array";
      case ShapeKind::map:
        return kind == "map";
      case ShapeKind::variant:
        return false;
      case ShapeKind::structure:
        return kind == "literal" || structures_.contains(name);
      case ShapeKind::opaque:  // read and written by hand: tests of its own
        return kind == "literal" || kind == "tuple" || structures_.contains(name);
    }
    return false;
  }

  /// A structure that contains itself is checked once.
  Problems check_structure(const Shape& shape, const std::string& name, Direction direction) const {
    if (std::ranges::find(open_, name) != open_.end()) {
      return {};
    }
    open_.push_back(name);
    Problems problems = check_members(shape, properties(name), direction);
    open_.pop_back();
    return problems;
  }

  bool is_enumeration_of(const std::string& name, std::string_view base) const {
    const auto found = enumerations_.find(name);
    return found != enumerations_.end() && text_of(found->second.get("type")->get("name")) == base;
  }
  std::set<std::string> enumerators(const std::string& name) const {
    std::set<std::string> values;
    if (const auto found = enumerations_.find(name); found != enumerations_.end()) {
      for (const JsonValue entry : found->second.get("values")->items()) {
        const JsonValue value = *entry.get("value");
        values.insert(value.as_string() ? text_of(value) : value.to_json());
      }
    }
    return values;
  }

  JsonReader reader_;
  JsonValue root_;
  std::map<std::string, JsonValue> structures_;
  std::map<std::string, JsonValue> enumerations_;
  std::map<std::string, JsonValue> aliases_;
  mutable std::vector<std::string> open_;
};

/// One problem a line.
std::string lines(const Problems& problems) {
  std::string text;
  for (const std::string& problem : problems) {
    text.append(problem).append("\n");
  }
  return text;
}

template <typename Struct>
std::string check_as(const MetaModel& model, std::string_view name, Direction direction) {
  return lines(model.check(Describer<Struct>::shape(), std::string(name), direction));
}

template <typename... Structs>
std::string check_all(const MetaModel& model, Direction direction) {
  std::string problems;
  (problems.append(check_as<Structs>(model, FieldsOf<Structs>::name, direction)), ...);
  return problems;
}

/// The meta-model's text; empty without the conformance material.
std::string meta_model() {
  const char* const conformance = std::getenv("TROUPE_CONFORMANCE");
  if (conformance == nullptr) {
    MESSAGE("skipped: TROUPE_CONFORMANCE is not set");
    return "";
  }
  std::ifstream stream(std::filesystem::path(conformance) / "lsp" / "metaModel-3.18.json",
                       std::ios::binary);
  std::string json{std::istreambuf_iterator<char>(stream), {}};
  CHECK_FALSE(json.empty());
  return json;
}

/// A model in miniature, to see that the checks find what they look for.
constexpr const char* miniature = R"({"structures":[
  {"name":"Hover","properties":[
    {"name":"contents","type":{"kind":"base","name":"string"}},
    {"name":"range","type":{"kind":"base","name":"boolean"},"optional":true},
    {"name":"extra","type":{"kind":"base","name":"boolean"}}]},
  {"name":"LogTraceParams","extends":[{"kind":"reference","name":"Base"}],"properties":[
    {"name":"message","type":{"kind":"base","name":"string"},"optional":true}]},
  {"name":"Base","properties":[{"name":"verbose","type":{"kind":"base","name":"string"}}]}],
  "enumerations":[],"typeAliases":[]})";

}  // namespace

TEST_CASE("a struct that differs from the meta-model is told") {
  const MetaModel model(miniature);
  CHECK(check_all<Hover>(model, Direction::sent) ==
        lines({R"(Hover.contents.has another type: {"kind":"base","name":"string"})",
               R"(Hover.range.has another type: {"kind":"base","name":"boolean"})",
               "Hover.extra is required and never sent"}));
  CHECK(check_all<LogTraceParams>(model, Direction::sent) ==
        lines({"LogTraceParams.verbose is required, but we may leave it out"}));
  CHECK(check_all<LogTraceParams>(model, Direction::received) ==
        lines({"LogTraceParams.message may be absent, but we require it"}));
  CHECK(check_all<SetTraceParams>(model, Direction::sent) ==
        lines({"SetTraceParams is no structure of the specification"}));
}

TEST_CASE("what we send is what the meta-model specifies") {
  const std::string json = meta_model();
  if (json.empty()) {
    return;
  }
  const MetaModel model(json);
  CHECK(check_all<InitializeResult, RegistrationParams, UnregistrationParams, LogTraceParams,
                  ProgressParams, CancelParams, WorkDoneProgressBegin, WorkDoneProgressReport,
                  WorkDoneProgressEnd>(model, Direction::sent) == "");
  CHECK(check_all<Location, LocationLink, Hover, DocumentHighlight, CompletionItem, CompletionList,
                  DocumentSymbol, SymbolInformation, FoldingRange, SemanticTokens,
                  SemanticTokensDelta>(model, Direction::sent) == "");
  CHECK(check_all<CallHierarchyItem, CallHierarchyIncomingCall, CallHierarchyOutgoingCall, CodeLens,
                  DocumentLink, LinkedEditingRanges, SignatureHelp, CodeAction, InlayHint>(
            model, Direction::sent) == "");
  CHECK(check_as<PrepareRenameResult>(model, "PrepareRenamePlaceholder", Direction::sent) == "");
  CHECK(check_all<Diagnostic, PublishDiagnosticsParams, RelatedFullDocumentDiagnosticReport,
                  RelatedUnchangedDocumentDiagnosticReport, WorkspaceDiagnosticReport,
                  DiagnosticServerCancellationData>(model, Direction::sent) == "");
  CHECK(
      check_all<DidChangeWatchedFilesRegistrationOptions, DidChangeConfigurationRegistrationOptions,
                ConfigurationParams, ApplyWorkspaceEditParams>(model, Direction::sent) == "");
  CHECK(check_all<LogMessageParams, ShowMessageParams, ShowMessageRequestParams,
                  WorkDoneProgressCreateParams>(model, Direction::sent) == "");
}

TEST_CASE("what we read is what the meta-model specifies") {
  const std::string json = meta_model();
  if (json.empty()) {
    return;
  }
  const MetaModel model(json);
  CHECK(check_all<InitializeParams, SetTraceParams, CancelParams, ProgressParams,
                  DidOpenTextDocumentParams, DidChangeTextDocumentParams, DidSaveTextDocumentParams,
                  DidCloseTextDocumentParams>(model, Direction::received) == "");
  CHECK(check_all<ReferenceParams, CompletionParams, CompletionItem, SemanticTokensRangeParams,
                  SemanticTokensDeltaParams, DocumentDiagnosticParams, WorkspaceDiagnosticParams,
                  Diagnostic>(model, Direction::received) == "");
  CHECK(check_all<SelectionRangeParams, CodeActionParams, RenameParams, DocumentFormattingParams,
                  DocumentRangeFormattingParams, DocumentOnTypeFormattingParams, InlayHintParams>(
            model, Direction::received) == "");
  for (const char* name :
       {"CallHierarchyIncomingCallsParams", "CallHierarchyOutgoingCallsParams"}) {
    CHECK(check_as<CallHierarchyCallsParams>(model, name, Direction::received) == "");
  }
  CHECK(check_all<DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
                  DidChangeConfigurationParams, WorkspaceSymbolParams, ExecuteCommandParams,
                  ApplyWorkspaceEditResult, MessageActionItem, WorkDoneProgressCancelParams>(
            model, Direction::received) == "");
  for (const char* name : {"DefinitionParams", "DeclarationParams", "TypeDefinitionParams",
                           "ImplementationParams", "DocumentHighlightParams"}) {
    CHECK(check_as<TextDocumentPositionParams>(model, name, Direction::received) == "");
  }
  // These have no partial results; nobody sends a token for them.
  for (const std::string name : {"HoverParams", "CallHierarchyPrepareParams", "PrepareRenameParams",
                                 "LinkedEditingRangeParams", "SignatureHelpParams"}) {
    CHECK(check_as<TextDocumentPositionParams>(model, name, Direction::received) ==
          name + ".partialResultToken is not specified\n");
  }
  for (const char* name : {"DocumentSymbolParams", "FoldingRangeParams", "SemanticTokensParams",
                           "CodeLensParams", "DocumentLinkParams"}) {
    CHECK(check_as<DocumentParams>(model, name, Direction::received) == "");
  }
}
