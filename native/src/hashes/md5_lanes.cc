#include "md5_lanes.h"

#include <cstring>

namespace {

/// One word of each stream. The compiler makes of it what the processor has.
typedef uint32_t Lanes __attribute__((vector_size(4 * md5::lanes)));

// RFC 1321: the integer part of 2^32 times |sin(i + 1)|.
constexpr uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
constexpr int strides[4] = {1, 5, 3, 7};
constexpr int starts[4] = {0, 1, 5, 0};

template <int round>
inline void Mix(Lanes &mixed, const Lanes &b, const Lanes &c, const Lanes &d) {
  if constexpr (round == 0) mixed = d ^ (b & (c ^ d));
  else if constexpr (round == 1) mixed = c ^ (d & (b ^ c));
  else if constexpr (round == 2) mixed = b ^ c ^ d;
  else mixed = c ^ (b | ~d);
}

template <int i>
inline void Steps(Lanes &a, Lanes &b, Lanes &c, Lanes &d, const Lanes (&words)[16]) {
  if constexpr (i < 64) {
    constexpr int round = i / 16;
    constexpr int shift = shifts[round][i % 4];
    Lanes mixed;
    Mix<round>(mixed, b, c, d);
    mixed += a + (words[(starts[round] + strides[round] * i) % 16] + sines[i]);
    a = b + (mixed << shift | mixed >> (32 - shift));
    Steps<i + 1>(d, a, b, c, words);
  }
}

inline uint32_t LittleEndian(const char *bytes) {
  uint32_t word;
  std::memcpy(&word, bytes, sizeof word);
  return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word : __builtin_bswap32(word);
}

}  // namespace

void md5::Advance(State (&states)[lanes], const char *const (&data)[lanes], size_t blocks) {
  Lanes a, b, c, d;
  for (int lane = 0; lane < lanes; lane++) {
    a[lane] = states[lane].words[0];
    b[lane] = states[lane].words[1];
    c[lane] = states[lane].words[2];
    d[lane] = states[lane].words[3];
  }
  for (size_t offset = 0; offset < blocks * block; offset += block) {
    Lanes words[16];
    for (int word = 0; word < 16; word++)
      for (int lane = 0; lane < lanes; lane++) words[word][lane] = LittleEndian(data[lane] + offset + 4 * word);
    const Lanes a0 = a, b0 = b, c0 = c, d0 = d;
    Steps<0>(a, b, c, d, words);
    a += a0;
    b += b0;
    c += c0;
    d += d0;
  }
  for (int lane = 0; lane < lanes; lane++) states[lane] = {{a[lane], b[lane], c[lane], d[lane]}};
}
