// md5 and adler32 over a stream, with the code that node itself exports (OpenSSL, zlib).
#pragma once
#include <cstddef>
#include <memory>
#include <string>

struct evp_md_ctx_st;

class Hashes {
 public:
  Hashes(bool md5, bool adler32);
  ~Hashes();
  Hashes(const Hashes &) = delete;
  Hashes &operator=(const Hashes &) = delete;

  bool Wanted() const { return context_ != nullptr || adlerWanted_; }
  void Update(const void *data, size_t length);
  /// Lower-case hex with leading zeros; empty if not asked for. Call once, at the end.
  std::string Md5();
  std::string Adler32() const;

 private:
  evp_md_ctx_st *context_ = nullptr;
  bool adlerWanted_;
  unsigned long adler_ = 1;
};
