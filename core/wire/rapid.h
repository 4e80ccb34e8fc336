#pragma once
// RapidJSON as this module uses it: a caller's bug ends in VERIFY, and a parse never recurses.
// Only the sources of core/wire include this.

#include "core/base/verify.h"

#define RAPIDJSON_ASSERT(condition) VERIFY(condition)
#define RAPIDJSON_PARSE_DEFAULT_FLAGS (kParseIterativeFlag | kParseValidateEncodingFlag)

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
