// The end of one operation, on its way to JavaScript.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "failure.h"

struct StatFields {
  uint64_t size = 0;
  uint64_t modified = 0;  // seconds since 1970
  uint32_t flags = 0;     // kXR_ stat flags
  std::string id;
};

struct Outcome {
  std::optional<Failure> failure;
  double seconds = 0;
  uint64_t bytes = 0;
  uint64_t size = 0;  // of the whole remote file
  uint64_t resumed = 0;  // of the bytes, those that had been there before
  std::string md5;
  std::string adler32;
  std::string text;  // the answer to a query
  std::optional<StatFields> stat;
  // Of a member of a batch.
  uint32_t index = 0;
  std::optional<int> landed;  // where it was to get its name; see Landing
  // Of a batch: those that have ended since it was last told of some, and how many still move; 0 at the end.
  std::vector<Outcome> members;
  uint32_t moving = 0;
};
