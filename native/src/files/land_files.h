// A landing in another thread, for JavaScript.
#pragma once
#include <napi.h>

#include <vector>

#include "landing.h"

class LandFiles : public Napi::AsyncWorker {
 public:
  LandFiles(Napi::Env env, std::vector<FileToLand> files);
  Napi::Promise Promise() const { return deferred_.Promise(); }

 protected:
  void Execute() override { results_ = landing_.Run(); }
  void OnOK() override;

 private:
  Landing landing_;
  std::vector<int> results_;
  Napi::Promise::Deferred deferred_;
};
