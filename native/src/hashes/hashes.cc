// The state of an md5 can be reached only in OpenSSL's old interface.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "hashes.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "md5_lanes.h"

namespace {

constexpr size_t WholeBlocks(size_t length) { return length - length % md5::block; }

}  // namespace

Hashes::Hashes(bool md5, bool adler32) : md5Wanted_(md5), adlerWanted_(adler32) { MD5_Init(&md5_); }

void Hashes::Update(const char *data, size_t length) {
  if (md5Wanted_) MD5_Update(&md5_, data, length);
  if (adlerWanted_) adler_ = adler32_z(adler_, reinterpret_cast<const Bytef *>(data), length);
}

void Hashes::UpdateTogether(std::vector<Piece> pieces) {
  // Of others a part of a block waits for its rest, or they are not asked for.
  auto inLanes = [](const Piece &piece) {
    const Hashes &hashes = *piece.hashes;
    return hashes.md5Wanted_ && !hashes.adlerWanted_ && hashes.md5_.num == 0 && piece.length >= md5::block;
  };
  for (;;) {
    auto end = std::partition(pieces.begin(), pieces.end(), inLanes);
    for (auto piece = end; piece != pieces.end(); piece++) piece->hashes->Update(piece->data, piece->length);
    pieces.erase(end, pieces.end());
    if (pieces.size() < size_t(fewestTogether)) break;
    size_t shortest = SIZE_MAX;
    for (const Piece &piece : pieces) shortest = std::min(shortest, piece.length);
    Md5Blocks(pieces, WholeBlocks(shortest));
  }
  for (const Piece &piece : pieces) piece.hashes->Update(piece.data, piece.length);
}

void Hashes::Md5Blocks(std::vector<Piece> &pieces, size_t length) {
  md5::State states[md5::lanes];
  const char *data[md5::lanes];
  const size_t count = std::min<size_t>(pieces.size(), md5::lanes);
  for (size_t lane = 0; lane < md5::lanes; lane++) {
    const Piece &piece = pieces[std::min(lane, count - 1)];  // lanes that are left over do the last one's work again
    const MD5_CTX &context = piece.hashes->md5_;
    states[lane] = {{context.A, context.B, context.C, context.D}};
    data[lane] = piece.data;
  }
  md5::Advance(states, data, length / md5::block);
  for (size_t lane = 0; lane < count; lane++) {
    Piece &piece = pieces[lane];
    MD5_CTX &context = piece.hashes->md5_;
    const auto &[a, b, c, d] = states[lane].words;
    context.A = a;
    context.B = b;
    context.C = c;
    context.D = d;
    const uint64_t bits = (uint64_t(context.Nh) << 32 | context.Nl) + uint64_t(length) * 8;
    context.Nl = static_cast<MD5_LONG>(bits);
    context.Nh = static_cast<MD5_LONG>(bits >> 32);
    piece.data += length;
    piece.length -= length;
  }
}

std::string Hashes::Md5() {
  if (!md5Wanted_) return "";
  unsigned char digest[MD5_DIGEST_LENGTH];
  MD5_Final(digest, &md5_);
  std::string hex;
  char two[3];
  for (unsigned char byte : digest) {
    std::snprintf(two, sizeof two, "%02x", byte);
    hex += two;
  }
  return hex;
}

std::string Hashes::Adler32() const {
  if (!adlerWanted_) return "";
  char hex[17];
  std::snprintf(hex, sizeof hex, "%08lx", adler_ & 0xffffffffUL);
  return hex;
}
