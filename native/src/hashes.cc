#include "hashes.h"

#include <openssl/evp.h>
#include <zlib.h>

#include <cstdio>
#include <stdexcept>

Hashes::Hashes(bool md5, bool adler32) : adlerWanted_(adler32) {
  if (!md5) return;
  context_ = EVP_MD_CTX_new();
  if (!context_ || EVP_DigestInit_ex(context_, EVP_md5(), nullptr) != 1) {
    EVP_MD_CTX_free(context_);
    throw std::runtime_error("md5 is not available in this OpenSSL");
  }
}

Hashes::~Hashes() { EVP_MD_CTX_free(context_); }

void Hashes::Update(const void *data, size_t length) {
  if (context_) EVP_DigestUpdate(context_, data, length);
  if (adlerWanted_) adler_ = adler32_z(adler_, static_cast<const Bytef *>(data), length);
}

std::string Hashes::Md5() {
  if (!context_) return "";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_DigestFinal_ex(context_, digest, &length);
  std::string hex;
  char two[3];
  for (unsigned int i = 0; i < length; i++) {
    std::snprintf(two, sizeof two, "%02x", digest[i]);
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
