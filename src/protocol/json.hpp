// JSON: values, and how they are read and written.
#pragma once

#include "protocol/json_reader.hpp"  // IWYU pragma: export
#include "protocol/json_value.hpp"   // IWYU pragma: export
#include "protocol/json_writer.hpp"  // IWYU pragma: export
