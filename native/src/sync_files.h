// Forces local files to the disk, many of one file system by one flush.
#pragma once
#include <napi.h>

#include <string>
#include <vector>

/// syncFiles(paths): Promise<number[]>, for each file 0 or an errno.
class SyncFiles : public Napi::AsyncWorker {
 public:
  SyncFiles(Napi::Env env, std::vector<std::string> paths);
  Napi::Promise Promise() const { return deferred_.Promise(); }

 protected:
  void Execute() override;
  void OnOK() override;

 private:
  std::vector<std::string> paths_;
  std::vector<int> errors_;
  Napi::Promise::Deferred deferred_;
};
