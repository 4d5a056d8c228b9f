// One file of a batch.
#pragma once
#include <napi.h>

#include <cstdint>
#include <string>
#include <vector>

#include "../files/landing.h"

/// What it has of its own.
struct Member {
  std::string url;
  FileToLand local;  // of an upload only its path counts
  uint64_t size = 0;
  std::string md5;  // lower-case hex, as it has to be; empty: not known
};

/// From `files` of src/addon.ts.
std::vector<Member> ReadMembers(const Napi::Array &files);
