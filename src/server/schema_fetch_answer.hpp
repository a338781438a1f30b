// What a server's answer to the introspection query means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http_client.hpp"
#include "server/schema_fetch_query.hpp"

namespace troupe::server {

/// One of three: a schema, a refusal of features, or a problem.
struct FetchAnswer {
  std::string schema;               ///< `{"__schema": ...}`, laid out over lines; empty: none
  IntrospectionFeatures refused;    ///< to be left out the next time; none: asking again is no use
  std::string problem;              ///< what is wrong and what may help; empty with a schema
  std::vector<std::string> errors;  ///< messages that came along with a schema
};

/// Reads an answer to `introspection_query(asked)`. Types and directives come sorted by name, so
/// that equal schemas are equal texts; everything else comes as it was sent. `has_headers` says
/// whether headers were given, which matters to the advice only.
[[nodiscard]] FetchAnswer judge_answer(const HttpResponse& response, IntrospectionFeatures asked,
                                       bool has_headers);

}  // namespace troupe::server
