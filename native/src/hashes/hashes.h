// md5 and adler32 over a stream, with the code that node itself exports (OpenSSL, zlib).
#pragma once
#include <openssl/md5.h>

#include <cstddef>
#include <string>
#include <vector>

class Hashes {
 public:
  Hashes(bool md5, bool adler32);
  Hashes(const Hashes &) = delete;
  Hashes &operator=(const Hashes &) = delete;

  bool Wanted() const { return md5Wanted_ || adlerWanted_; }
  void Update(const char *data, size_t length);
  /// Lower-case hex with leading zeros; empty if not asked for. Call once, at the end.
  std::string Md5();
  std::string Adler32() const;

  /// The next bytes of one stream.
  struct Piece {
    Hashes *hashes;
    const char *data;
    size_t length;
  };
  /// Fewer are quicker one after the other.
  static constexpr int fewestTogether = 3;
  /// Updates different streams, in less time than one after the other where there are many.
  static void UpdateTogether(std::vector<Piece> pieces);

 private:
  /// The first `length` bytes, whole blocks, of up to md5::lanes pieces; the pieces are what is left then.
  static void Md5Blocks(std::vector<Piece> &pieces, size_t length);

  const bool md5Wanted_;
  const bool adlerWanted_;
  MD5_CTX md5_;
  unsigned long adler_ = 1;
};
