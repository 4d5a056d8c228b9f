// Reads many small local files to their end for their md5: one way to another thread serves them all.
#pragma once
#include <napi.h>

#include <memory>
#include <string>
#include <vector>

class HashFiles : public Napi::AsyncWorker {
 public:
  HashFiles(Napi::Env env, std::vector<std::string> paths);
  Napi::Promise Promise() const { return deferred_.Promise(); }

  /// Bytes of the largest file that is read.
  static constexpr size_t most = size_t(1) << 20;

 protected:
  void Execute() override;
  void OnOK() override;

 private:
  struct Hashed {
    size_t size = 0;
    std::string md5;  // empty where it has to be read in another way
  };

  Hashed Read(const std::string &path);

  const std::vector<std::string> paths_;
  std::vector<Hashed> results_;
  std::unique_ptr<char[]> buffer_;
  Napi::Promise::Deferred deferred_;
};
