// The plain object that JavaScript passes for one operation.
#pragma once
#include <napi.h>

#include <cstdint>
#include <string>

struct Options {
  std::string url;
  std::string path;       // local, for transfers
  std::string source;     // the url that is read, of a copy between two servers
  std::string argument;   // for queries
  uint32_t chunkSize = 1 << 20;
  uint32_t chunks = 16;
  uint32_t mode = 0;
  int64_t offset = 0;     // of a download; negative: from the end
  uint64_t length = UINT64_MAX;  // of a download, at the most; of a relay, as its source has to have it
  uint16_t timeout = 0;   // seconds, 0 = XrdCl's default
  bool md5 = false;
  bool adler32 = false;
  bool overwrite = false;
  bool keepPartial = false;
  bool resume = false;
  bool fsync = false;
  bool posc = false;
  bool makePath = false;
};

Options ReadOptions(const Napi::Object &object);
